"""The feature table: families of features by name, one row an utterance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from empathy.features.conversation import Conversation
from empathy.features.cues import Cues, Hit
from empathy.features.exchange import EXCHANGE_NAMES, PLACE_NAMES, SHAPE_NAMES, exchange, place, shape
from empathy.features.overlap import NAMES as OVERLAP_NAMES
from empathy.features.overlap import overlap
from empathy.features.questions import NAMES as QUESTION_NAMES
from empathy.features.questions import question_form

Family = Callable[[Conversation, int], Mapping[str, float]]

# Every family that needs nothing but the conversation, with the names of its features.
FAMILIES: dict[str, tuple[Family, tuple[str, ...]]] = {
    "shape": (shape, SHAPE_NAMES),
    "place": (place, PLACE_NAMES),
    "exchange": (exchange, EXCHANGE_NAMES),
    "question": (question_form, QUESTION_NAMES),
    "overlap": (overlap, OVERLAP_NAMES),
}
# Whose cues are counted for an utterance: its own, and those of the other side's last turn with content.
_CUE_PLACES = ("cue", "cue.other")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureTable:
    """Features of a session: names of the columns and a float32 matrix [utterances, columns]."""

    names: tuple[str, ...]
    matrix: NDArray[np.float32]

    def __post_init__(self) -> None:
        if self.matrix.ndim != 2 or self.matrix.shape[1] != len(self.names):
            raise ValueError(f"a table of shape {self.matrix.shape} for {len(self.names)} names")

    def beside(self, other: "FeatureTable") -> "FeatureTable":
        """Return both tables side by side; the rows are the same utterances."""
        return FeatureTable(names=self.names + other.names, matrix=np.hstack([self.matrix, other.matrix]))


def feature_names(cues: Cues) -> tuple[str, ...]:
    """Return the names of all features that need no fitted model, in the table's order."""
    counted = tuple(name for _, names in FAMILIES.values() for name in names)
    return counted + tuple(f"{where}.{family}" for where in _CUE_PLACES for family in cues.families)


def cue_hits(conversation: Conversation, cues: Cues) -> tuple[tuple[Hit, ...], ...]:
    """Return the cues found in each turn."""
    return tuple(cues.find(turn.words) for turn in conversation.turns)


def feature_table(
    conversation: Conversation, cues: Cues, hits: Sequence[Sequence[Hit]] | None = None
) -> FeatureTable:
    """Compute every feature of every utterance.

    Args:
        conversation: the prepared session.
        cues: the families of phrases.
        hits: what :func:`cue_hits` found, where the caller has it already.
    """
    hits = cue_hits(conversation, cues) if hits is None else hits
    counts = [_counts(found, cues) for found in hits]
    none = [0.0] * len(cues.families)
    rows: list[list[float]] = []
    for index in range(len(conversation.turns)):
        row: list[float] = []
        for family, _ in FAMILIES.values():
            row.extend(family(conversation, index).values())
        other = conversation.before(index, same=False)
        rows.append(row + counts[index] + (counts[other] if other is not None else none))
    names = feature_names(cues)
    return FeatureTable(names=names, matrix=np.array(rows, dtype=np.float32).reshape(len(rows), len(names)))


def _counts(hits: Sequence[Hit], cues: Cues) -> list[float]:
    found = dict.fromkeys(cues.families, 0)
    for hit in hits:
        found[hit.family] += 1
    return [log1p(count) for count in found.values()]
