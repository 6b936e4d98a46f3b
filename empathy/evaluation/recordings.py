"""Do figures hang on recordings that stand in several folds? Held-out agreement with their sessions and without.

AnnoMI cuts some recordings into several sessions, and folds go by session: a model that was tried on one part may
have learnt from another. If that helped, agreement would fall where these sessions are left out.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from empathy.apa import coefficient
from empathy.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

CORPUS = "annomi"
_COLUMNS = ["corpus", "session", "utterance", "marker", "label", "expert"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recordings:
    """A decision's agreement over all coded utterances, over those of other sessions, and of these sessions alone.

    ``utterances`` and ``left`` count the first two; ``measure`` names what agreement is.
    """

    decision: str
    measure: str
    utterances: int
    left: int
    all: float
    without: float
    alone: float


def recording_figures(scores: Path, apart: Set[tuple[str, str]]) -> list[Recordings]:
    """Return the agreement of AnnoMI's decisions with and without some of its sessions.

    Args:
        scores: Parquet of held-out scores, as ``empathy train`` writes it.
        apart: the sessions, as (corpus, session), that share a recording with another fold.

    Raises:
        InputError: when the file lacks a column, or none of those sessions stands in it.
    """
    import pandas as pd

    frame = pd.read_parquet(scores)
    missing = sorted(set(_COLUMNS) - set(frame.columns))
    if missing:
        raise InputError(f"lacks the column {missing[0]!r} of held-out scores", path=scores)
    frame = frame.loc[(frame.corpus == CORPUS) & (frame.expert != ""), _COLUMNS].drop_duplicates()
    inside = frame.session.isin({session for corpus, session in apart if corpus == CORPUS})
    if not inside.any():
        raise InputError("holds no session that shares a recording with another fold", path=scores)
    return [
        _compared(frame[frame.marker == decision], inside[frame.marker == decision], decision, measure)
        for decision, measure in _SHOWN
    ]


def as_markdown(found: list[Recordings]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| decision | measure | all sessions | without these | these alone |", "|---|---|---|---|---|"]
    for each in found:
        everything, without, alone = (coefficient(v, 3) for v in (each.all, each.without, each.alone))
        lines.append(
            f"| {each.decision} | {each.measure} | {everything} ({each.utterances:,} utterances) "
            f"| {without} ({each.left:,}) | {alone} ({each.utterances - each.left:,}) |"
        )
    return "\n".join(lines)


def _compared(frame: "pd.DataFrame", inside: "pd.Series[bool]", decision: str, measure: str) -> Recordings:
    agreement = _MEASURES[measure]
    return Recordings(
        decision=decision,
        measure=measure,
        utterances=len(frame),
        left=int((~inside).sum()),
        all=round(agreement(frame), 4),
        without=round(agreement(frame[~inside]), 4),
        alone=round(agreement(frame[inside]), 4),
    )


def _macro_f1(frame: "pd.DataFrame") -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(frame.expert, frame.label, average="macro"))


def _kappa(frame: "pd.DataFrame") -> float:
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(frame.expert, frame.label))


def _kappa_present(frame: "pd.DataFrame") -> float:
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(frame.expert != "none", frame.label != "none"))


_MEASURES: Mapping[str, Callable[["pd.DataFrame"], float]] = {
    "macro-F1": _macro_f1,
    "κ": _kappa,
    "κ present": _kappa_present,
}
_SHOWN = (
    ("behaviour", "macro-F1"),
    ("behaviour", "κ"),
    ("question", "κ present"),
    ("reflection", "κ present"),
    ("talk", "macro-F1"),
)
