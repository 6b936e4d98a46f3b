"""The encoder's tasks: which code trains which head, and where its logits stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from empathy.corpora.epitome import MECHANISMS
from empathy.corpora.esconv import STRATEGIES
from empathy.corpora.standoff import HELPER_MARKERS
from empathy.transcript import Role

_REFLECTION = ("none", "simple", "complex")
_QUESTION = ("none", "open", "closed")
_LEVELS = ("none", "weak", "strong")
_BINARY = ("no", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One head. A binary task has one logit (of "yes"), any other one a label.

    `weight` is the task's share of the loss; `positive` weighs a rare "yes" against a "no". The logits of such a
    task are no probabilities: the heads on top of the encoder calibrate them. `asked_of` names whose utterances it
    can be asked of in any corpus; None where it means nothing outside its own.
    """

    name: str
    labels: tuple[str, ...]
    weight: float
    positive: float = 1.0
    asked_of: Role | None = None

    @property
    def binary(self) -> bool:
        """Whether one logit serves."""
        return self.labels == _BINARY

    @property
    def width(self) -> int:
        """The number of logits."""
        return 1 if self.binary else len(self.labels)


_STANDOFF_LABELS = {"reflection": _REFLECTION, "question": _QUESTION}
# Coded in fewer than 300 of 7,700 utterances.
_RARE = {"confront", "minimising", "autonomy"}

TASKS: tuple[Task, ...] = (
    Task(name="behaviour", labels=("question", "reflection", "input", "other"), weight=1.0, asked_of=Role.HELPER),
    Task(name="reflection", labels=_REFLECTION, weight=0.8, asked_of=Role.HELPER),
    Task(name="question", labels=_QUESTION, weight=0.8, asked_of=Role.HELPER),
    Task(name="input", labels=_BINARY, weight=0.8, asked_of=Role.HELPER),
    Task(name="talk", labels=("neutral", "change", "sustain"), weight=0.8, asked_of=Role.CLIENT),
    *(
        Task(
            name=f"standoff.{marker}",
            labels=_STANDOFF_LABELS.get(marker, _BINARY),
            weight=0.5,
            positive=4.0 if marker in _RARE else 2.0,
            asked_of=Role.HELPER,
        )
        for marker in HELPER_MARKERS
    ),
    Task(
        name="standoff.opportunity",
        labels=("none", "implicit", "explicit"),
        weight=0.5,
        asked_of=Role.CLIENT,
    ),
    Task(name="strategy", labels=STRATEGIES, weight=0.3),
    *(Task(name=mechanism, labels=_LEVELS, weight=0.8) for mechanism in MECHANISMS),
)


def columns(tasks: Sequence[Task] = TASKS) -> dict[str, slice]:
    """Where each task's logits stand in the encoder's output."""
    places: dict[str, slice] = {}
    start = 0
    for task in tasks:
        places[task.name] = slice(start, start + task.width)
        start += task.width
    return places
