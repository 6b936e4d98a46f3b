"""The model's card as data: what it was trained on, how it decides, how good it is; checked where it is read."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from empathy.apa import coefficient
from empathy.errors import InputError, ModelError, UsageError
from empathy.markers.decide import Decision

CARD = "card.json"
# Under this held-out figure (F1 of yes, macro-F1 of several values) the report says that a marker is weak.
WEAK = 0.58


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Figure(_Part):
    """One held-out figure with its 95 % bootstrap interval over conversations, and the human one beside it."""

    value: float
    low: float | None = None
    high: float | None = None
    human: float | None = None


class Data(_Part):
    """One source of training labels and what its licence means."""

    name: str
    utterances: int
    licence: str
    meaning: str


class MarkerCard(_Part):
    """How one marker is read and decided, and its held-out figures.

    ``task`` is the code that the head learns and is measured on; ``features`` are the head's inputs by name.
    ``network`` is the share of the network's opinion in the decision, None where the marker has none; ``course``
    that of the networks over the session's course, pooled with what the others agree on.
    ``confusion`` counts held-out utterances [true value][label]; ``reliability`` lists, for ten bins of as many
    utterances each, the mean probability said, the share that came true, and the count.
    """

    values: Annotated[list[str], Field(min_length=2)]
    task: str
    features: list[str]
    slope: float
    shift: list[float]
    weights: list[float]
    doubt: list[float]
    presence: float | None = None
    network: float | None = None
    course: float | None = None
    examples: dict[str, int]
    figures: dict[str, Figure]
    confusion: list[list[int]] = []
    reliability: list[tuple[float, float, int]] = []

    def decision(self) -> Decision:
        """Return the marker's way of deciding."""
        return Decision(
            values=tuple(self.values),
            slope=self.slope,
            shift=tuple(self.shift),
            weights=tuple(self.weights),
            doubt=tuple(self.doubt),
            presence=self.presence,
        )

    @property
    def main(self) -> tuple[str, Figure] | None:
        """The figure that speaks for the marker: F1 of yes, or macro-F1."""
        for name in ("F1", "macro-F1"):
            if name in self.figures:
                return name, self.figures[name]
        return None


class Topic(_Part):
    """How the main behaviour is told in the sessions on one topic of AnnoMI."""

    topic: str
    sessions: int
    utterances: int
    kappa: float
    macro_f1: float


class Card(_Part):
    """The whole card.

    ``files`` holds each file's SHA-256, ``features`` the names of the table's columns, ``beside`` the figures
    of decisions that are no marker of their own but have published figures (input present).
    """

    schema_version: Literal["1"] = "1"
    name: str
    version: str
    kind: Literal["lexical", "stack"]
    codebook: str
    cues: str
    seed: int
    split: str
    licence: str
    label_rule: str
    doubt_rule: str
    libraries: dict[str, str]
    files: dict[str, str]
    readers: dict[str, dict[str, list[str]]]
    features: list[str]
    data: list[Data]
    markers: dict[str, MarkerCard]
    beside: dict[str, dict[str, Figure]] = {}
    topics: list[Topic] = []

    def cautions(self) -> Mapping[str, str]:
        """Return a sentence for each marker whose held-out figure is weak."""
        found = {}
        for marker, entry in self.markers.items():
            if entry.main is not None and entry.main[1].value < WEAK:
                name, figure = entry.main
                found[marker] = f"Weak: held-out {name} {coefficient(figure.value)}{_finds(entry)}."
        return found

    def held_out(self) -> Mapping[str, str]:
        """Return the held-out figures to be shown beside the human agreement, by marker."""
        found = {}
        for marker, entry in self.markers.items():
            if entry.main is not None:
                text = f"{entry.main[0]} {coefficient(entry.main[1].value)} held out"
                if "κ" in entry.figures:
                    text += f", κ {coefficient(entry.figures['κ'].value)}"
                found[marker] = text
        return found


def read_card(folder: Path) -> Card:
    """Read and check a model's card, and that every file it names is there unaltered.

    Raises:
        UsageError: the folder holds no card. InputError: a card that cannot be read. ModelError: a missing or
            altered file, or a card that does not say what it should.
    """
    path = folder / CARD
    if not path.is_file():
        raise UsageError("expected a model's card here", path=path, hint="Give a folder written by training.")
    try:
        card = Card.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"expected a model's card, JSON in UTF-8 ({type(error).__name__})",
            path=path,
            hint="Take the folder from a copy, or train the model again.",
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = " -> ".join(str(part) for part in first["loc"])
        raise ModelError(f"{path}: {key}: {first['msg']}; train the model again with this version") from error
    for name, digest in card.files.items():
        file = folder / name
        if not file.is_file():
            raise ModelError(f"{file}: the card names this file, but it is missing")
        if sha256(file) != digest:
            raise ModelError(f"{file}: its digest is not the card's; the file was altered or belongs elsewhere")
    return card


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _finds(entry: MarkerCard) -> str:
    """Say what a weak marker means for a reader: how many it finds, where that is known."""
    recall = entry.figures.get("recall")
    return f"; it finds {recall.value:.0%} of those that coders saw" if recall else ""
