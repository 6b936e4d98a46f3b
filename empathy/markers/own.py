"""A programme's own markers: heads that a user trained on their own codes, read on top of the shipped model's."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from empathy.errors import InputError, ModelError, OutputError
from empathy.features.encoder import EncoderOutput
from empathy.markers.card import Card
from empathy.markers.catalogue import Marker, codebook
from empathy.markers.own_card import read_own_codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance

OWN, OWN_CODEBOOK, OWN_HEADS = "own.json", "codebook.toml", "heads.skops"
# A label under this probability is shown as uncertain: a head on a few hundred codes knows little.
DOUBT = 0.6
_TINY = 1e-4
# Readings are log-odds, the encoder's vectors logits; n-grams have unit length: these put them on one footing.
READING_WEIGHT, VECTOR_WEIGHT = 0.05, 0.1


class OwnCard(BaseModel):
    """What ``own.json`` says: the base model, and each marker's threshold and cross-validated figures.

    ``base_digest`` tells the state of the base model that the heads were learnt on: they fit no other.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    base: str
    base_digest: str
    thresholds: dict[str, float]
    figures: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A scored session, and the encoder's vectors of its utterances [utterances, dimensions] (none without one)."""

    scored: ScoredTranscript
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, scored: ScoredTranscript, encoded: EncoderOutput | None) -> "Read":
        """Take an utterance's vector from what the encoder says of it, as a whole and by its words."""
        if encoded is None:
            return cls(scored=scored, vectors=np.zeros((len(scored.utterances), 0), dtype=np.float32))
        words = [each.sum(0) for each in encoded.contributions]
        by_words = np.array(words, dtype=np.float32).reshape(encoded.logits.shape)
        return cls(scored=scored, vectors=np.hstack([encoded.logits - by_words, by_words]))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHead:
    """One marker's head; for a marker of two values ``threshold`` is the second's least probability."""

    marker: Marker
    head: LogisticRegression
    threshold: float

    def score(self, row: sparse.csr_matrix) -> MarkerScore:
        """Return the score of one utterance's row of features."""
        given = dict(zip(self.head.classes_, self.head.predict_proba(row)[0], strict=True))
        probabilities = {value: float(given.get(value, 0.0)) for value in self.marker.values}
        label = decide(self.marker.values, np.array([list(probabilities.values())]), self.threshold)[0]
        value = self.marker.values[label]
        return MarkerScore(
            label=value,
            probability=probabilities[value],
            probabilities=probabilities,
            uncertain=probabilities[value] < DOUBT,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHeads:
    """All heads of one folder and the words they know."""

    words: TfidfVectorizer
    heads: tuple[OwnHead, ...]
    card: OwnCard

    @property
    def markers(self) -> tuple[Marker, ...]:
        """The own markers."""
        return tuple(head.marker for head in self.heads)

    def check_base(self, card: Card) -> None:
        """Refuse a base model in another state than the one that the heads were learnt on.

        Raises:
            ModelError: the base model's files differ.
        """
        if self.card.base_digest != base_digest(card):
            raise ModelError(
                f"the own markers were learnt on another state of the model {card.name!r}; "
                "learn them again: empathy train --codes …"
            )

    def mark(self, read: Read) -> ScoredTranscript:
        """Return the session with the own markers added on the utterances of their role."""
        rows, scored = features(read, self.words), read.scored
        utterances = []
        for place, u in enumerate(scored.utterances):
            own = {
                head.marker.id: head.score(rows[place])
                for head in self.heads
                if head.marker.role is u.utterance.role and not u.utterance.is_noise
            }
            utterances.append(ScoredUtterance(utterance=u.utterance, markers={**u.markers, **own}))
        return replace(scored, utterances=tuple(utterances))

    @classmethod
    def load(cls, folder: Path) -> "OwnHeads":
        """Read a folder that ``empathy train --codes`` wrote.

        Raises:
            InputError: a part is missing or not what it should be.
        """
        card, markers = read_own(folder)
        try:
            stored: Mapping[str, Any] = skops.io.load(folder / OWN_HEADS, trusted=[])
            words, fitted = stored["words"], {marker.id: stored["heads"][marker.id] for marker in markers}
        except Exception as error:  # skops raises many kinds, all of which mean that the file is not ours
            raise _damaged(folder / OWN_HEADS, error) from error
        heads = tuple(
            OwnHead(marker=marker, head=fitted[marker.id], threshold=card.thresholds[marker.id])
            for marker in markers
        )
        return cls(words=words, heads=heads, card=card)


def read_own(folder: Path) -> tuple[OwnCard, tuple[Marker, ...]]:
    """Read what own markers there are and how well they were learnt, without the heads.

    Raises:
        InputError: a part is missing or not what it should be. ConfigError: their codebook is at fault.
    """
    try:
        card = OwnCard.model_validate_json((folder / OWN).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise _damaged(folder / OWN, error) from error
    book = read_own_codebook(folder / OWN_CODEBOOK)
    return card, tuple(marker for marker in book.markers if marker.id in card.thresholds)


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        f"expected a part of the own markers that `empathy train --codes` wrote ({type(error).__name__})",
        path=path,
        hint="Learn them again, or take the folder from a copy.",
    )


def own_heads(model: str | Path | None) -> tuple[OwnHeads | None, str | Path | None]:
    """Return the own heads that ``model`` names, if it is such a folder, and the model that they stand on."""
    if model is None or not (Path(model) / OWN).is_file():
        return None, model
    heads = OwnHeads.load(Path(model))
    return heads, heads.card.base or None


def base_digest(card: Card) -> str:
    """Return what tells a model's state: SHA-256 over its files' digests."""
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(card.files.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def features(read: Read, words: TfidfVectorizer) -> sparse.csr_matrix:
    """Return a row an utterance: the markers of it and of the other's turn before it, its vector, and its words."""
    scored = read.scored
    readings = np.array([_reading(u) for u in scored.utterances], dtype=np.float32)
    before = np.zeros_like(readings)
    for place, u in enumerate(scored.utterances):
        earlier = [i for i in range(place) if scored.utterances[i].utterance.role is not u.utterance.role]
        if earlier:
            before[place] = readings[earlier[-1]]
    grams = words.transform([u.utterance.text for u in scored.utterances])
    weighed = [readings * READING_WEIGHT, before * READING_WEIGHT, read.vectors * VECTOR_WEIGHT]
    dense = sparse.csr_matrix(np.hstack(weighed).astype(np.float32))
    rows: sparse.csr_matrix = sparse.hstack([dense, grams], format="csr")
    return rows


def decide(values: Sequence[str], probabilities: NDArray[np.float64], threshold: float) -> NDArray[np.intp]:
    """Return the place of each row's label: by threshold for two values, else the most probable.

    >>> decide(("no", "yes"), np.array([[.7, .3], [.9, .1]]), .25).tolist()
    [1, 0]
    """
    if len(values) == 2:
        return (probabilities[:, 1] >= threshold).astype(np.intp)
    return np.asarray(probabilities.argmax(1))


def _reading(u: ScoredUtterance) -> list[float]:
    """Return the log-odds of every value but the negative of every codebook marker; 0 where it is not scored."""
    row = []
    for marker in codebook().markers:
        score = u.markers.get(marker.id)
        for value in marker.positives:
            p = min(max(score.probabilities[value], _TINY), 1 - _TINY) if score else 0.5
            row.append(float(np.log(p / (1 - p))))
    return row


def write_own(
    folder: Path, codebook_text: str, card: OwnCard, words: TfidfVectorizer, heads: Mapping[str, Any]
) -> None:
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
