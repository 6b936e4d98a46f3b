"""The last look before anything is written: a likely identifier left in the text stops the export."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from empathy.anonymize import AnonymizedTranscript, AnonymizeSettings
    from empathy.markers.scores import ScoredTranscript


def check_residual(scored: "Sequence[ScoredTranscript]", target: Path | None, *, allow: bool) -> str:
    """Scan scores that are about to be written; see :func:`check_anonymized`."""
    return check_anonymized([s.transcript for s in scored], target, allow=allow)


def check_anonymized(
    sessions: "Iterable[AnonymizedTranscript]",
    target: Path | None,
    *,
    allow: bool,
    settings: "AnonymizeSettings | None" = None,
) -> str:
    """Scan what is about to be written; what is let through is told on stderr.

    Args:
        sessions: what is about to be written.
        target: where to, None for standard output.
        allow: let likely identifiers through.
        settings: the words to keep and the names to hide.

    Returns:
        A note for outputs that have a place for it, empty where nothing was found.

    Raises:
        LeakError: with the utterances' numbers and the kinds found, unless ``allow``.
    """
    from empathy.anonymize.residual import require_clean, scan_session

    keep, hide = (settings.keep, settings.hide) if settings else ((), ())
    findings = [f for session in sessions for f in scan_session(session, keep=keep, hide=hide)]
    counts = require_clean(findings, target=str(target or "standard output"), allow=allow)
    if not counts:
        return ""
    kinds = ", ".join(f"{kind} {n}" for kind, n in counts.items())
    note = f"written with likely identifiers left, as allowed by --allow-residual: {kinds}"
    typer.echo(note, err=True)
    return note
