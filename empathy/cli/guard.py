"""The last look before anything is written: a likely identifier left in the text stops the export."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from empathy.markers.scores import ScoredTranscript


def check_residual(scored: "Sequence[ScoredTranscript]", target: Path | None, *, allow: bool) -> str:
    """Scan what is about to be written and return a note to record, empty where nothing was found.

    Raises:
        LeakError: with the utterances' numbers and the kinds found, unless ``allow``.
    """
    from empathy.anonymize.residual import require_clean, scan_session

    findings = [f for s in scored for f in scan_session(s.transcript)]
    counts = require_clean(findings, target=str(target or "standard output"), allow=allow)
    if not counts:
        return ""
    kinds = ", ".join(f"{kind} {n}" for kind, n in counts.items())
    note = f"written with likely identifiers left, as allowed by --allow-residual: {kinds}"
    typer.echo(note, err=True)
    return note
