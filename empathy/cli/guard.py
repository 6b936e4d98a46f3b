"""The last look before anything is written: a likely identifier left in the text stops the export."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from empathy.markers.scores import ScoredTranscript


def check_residual(scored: "Sequence[ScoredTranscript]", target: Path | None, *, allow: bool) -> None:
    """Scan what is about to be written; see :mod:`empathy.anonymize.residual`.

    Raises:
        LeakError: with the utterances' numbers and the kinds found, unless ``allow``.
    """
