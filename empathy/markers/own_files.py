"""The folder of a programme's own markers: what is known of them, their codebook, and their heads."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import skops.io
from pydantic import BaseModel, ConfigDict, ValidationError

from empathy.errors import InputError, OutputError
from empathy.markers.card import Card
from empathy.markers.catalogue import Marker
from empathy.markers.decide import Decision
from empathy.markers.own_card import read_own_codebook

OWN, OWN_CODEBOOK, OWN_HEADS = "own.json", "codebook.toml", "heads.skops"
_AGAIN = "Learn them again: empathy train --codes … --codebook … -o …"


class OwnDecision(BaseModel):
    """How one marker is decided: ``Decision``'s numbers, found on held-out folds of its codes."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    slope: float
    shift: tuple[float, ...]
    weights: tuple[float, ...]
    doubt: tuple[float, ...]
    presence: float | None = None

    @classmethod
    def of(cls, decision: Decision) -> "OwnDecision":
        """Take what a card states of a decision."""
        return cls(
            slope=decision.slope,
            shift=decision.shift,
            weights=decision.weights,
            doubt=decision.doubt,
            presence=decision.presence,
        )

    def decision(self, marker: Marker) -> Decision:
        """Return the way of deciding a marker.

        Raises:
            ValueError: there are not as many numbers as the marker has values.
        """
        if not len(self.shift) == len(self.weights) == len(self.doubt) == len(marker.values):
            raise ValueError("the decision is not this marker's")
        return Decision(
            values=marker.values,
            slope=self.slope,
            shift=self.shift,
            weights=self.weights,
            doubt=self.doubt,
            presence=self.presence,
        )


class OwnCard(BaseModel):
    """What ``own.json`` says: the base model, and each marker's decision and cross-validated figures.

    ``base_digest`` tells the state of the base model that the heads were learnt on: they fit no other.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    base: str
    base_digest: str
    decisions: dict[str, OwnDecision]
    figures: dict[str, dict[str, float]]


def read_own(folder: Path) -> tuple[OwnCard, tuple[Marker, ...]]:
    """Read what own markers there are and how well they were learnt, without the heads.

    Raises:
        InputError: a part is missing, of an earlier version, or not what it should be. ConfigError: their codebook
            is at fault.
    """
    try:
        text = (folder / OWN).read_text(encoding="utf-8")
        _refuse_earlier(folder / OWN, text)
        card = OwnCard.model_validate_json(text)
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise damaged(folder / OWN, error) from error
    book = read_own_codebook(folder / OWN_CODEBOOK)
    return card, tuple(marker for marker in book.markers if marker.id in card.decisions)


def read_stored(folder: Path, markers: Mapping[str, Marker]) -> tuple[Any, Mapping[str, Any]]:
    """Return the vectorizer and the head of each marker.

    Raises:
        InputError: they are no such file, or lack a marker.
    """
    try:
        stored: Mapping[str, Any] = skops.io.load(folder / OWN_HEADS, trusted=[])
        return stored["words"], {marker: stored["heads"][marker] for marker in markers}
    except Exception as error:  # skops raises many kinds, all of which mean that the file is not ours
        raise damaged(folder / OWN_HEADS, error) from error


def write_own(folder: Path, codebook_text: str, card: OwnCard, words: Any, heads: Mapping[str, Any]) -> None:  # noqa: ANN401 - untyped library
    """Write the folder that :meth:`OwnHeads.load` reads.

    The card goes first and comes last, so that a torn folder is none, be it a new one or one that is written again.

    Raises:
        OutputError: no folder can be made there, or nothing be written in it.
    """
    from empathy.output import write_atomically

    stored = skops.io.dumps({"words": words, "heads": dict(heads)})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / OWN).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"cannot be written ({reason})", path=folder, hint="Choose another folder.") from error
    write_atomically(folder / OWN_CODEBOOK, codebook_text)
    write_atomically(folder / OWN_HEADS, stored)
    write_atomically(folder / OWN, json.dumps(card.model_dump(), indent=1, ensure_ascii=False) + "\n")


def base_digest(card: Card) -> str:
    """Return what tells a model's state: SHA-256 over its files' digests."""
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(card.files.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def damaged(path: Path, error: Exception) -> InputError:
    """Return the error that a part of the folder is not what it should be."""
    return InputError(
        f"expected a part of the own markers that `empathy train --codes` wrote ({type(error).__name__})",
        path=path,
        hint="Learn them again, or take the folder from a copy.",
    )


def _refuse_earlier(path: Path, text: str) -> None:
    """Refuse a folder of the version whose heads named no words and whose doubt was one constant for all."""
    try:
        known = json.loads(text)
    except ValueError:
        return  # told as damaged
    if isinstance(known, dict) and "thresholds" in known and "decisions" not in known:
        raise InputError(
            "these own markers are of an earlier version, which named no words and did not know how far to trust "
            "a label",
            path=path,
            hint=_AGAIN,
        )
