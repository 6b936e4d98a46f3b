"""A model: the card, what turns a conversation into readings, and a head for every marker."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from empathy.errors import ModelError, UsageError
from empathy.features.cues import shipped_cues
from empathy.features.encoder import Encoder
from empathy.features.lexical import Lexical
from empathy.markers.card import Card, read_card
from empathy.markers.catalogue import Marker, codebook
from empathy.markers.course import COURSE_FILE, Course
from empathy.markers.decide import Decision, pool
from empathy.markers.lexical_file import LEXICAL_FILE, read_lexical
from empathy.markers.readings import LinearReader, column_names
from empathy.markers.stack import around_names, own_names
from empathy.resources import shipped

DEFAULT_MODEL = "stack"
HEADS_FILE = "heads.skops"
LEXICAL, ENCODER = "lexical", "encoder"
ENCODER_FILES = ("encoder.onnx", "tokenizer.json", "tasks.json")
# Types beyond scikit-learn's and numpy's own that a model file may hold.
TRUSTED: tuple[str, ...] = ("sklearn.utils._bunch.Bunch",)
# A network is stored under its marker's name after this.
NETWORK = "network:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One marker's head: the places of its inputs in the stack, the fitted pipeline, and how it decides.

    ``network``, where the marker has one, reads the whole stack; its share of the decision is ``share``. Where the
    model's networks over the session's course speak for the marker, ``course_share`` is theirs.
    """

    marker: Marker
    inputs: NDArray[np.intp]
    pipeline: Pipeline
    order: NDArray[np.intp]
    decision: Decision
    network: Pipeline | None
    share: float
    course_share: float

    def probabilities(
        self, stacked: NDArray[np.float32], course: NDArray[np.float32] | None = None
    ) -> NDArray[np.float64]:
        """Return calibrated probabilities [utterances, values] in the codebook's order of values.

        Args:
            stacked: the stack [utterances, columns].
            course: what the session's course says of them [utterances, values], in the same order.
        """
        raw = self.pipeline.predict_proba(stacked[:, self.inputs])
        if self.network is not None:
            raw = pool(raw, self.network.predict_proba(stacked), self.share)
        raw = raw[:, self.order]
        return self.decision.calibrated(raw if course is None else pool(raw, course, self.course_share))


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """What each part of the input adds to a marker's score for each value against the negative one.

    ``lexical`` [values, n-grams + features] and ``encoder`` [values, columns], the head's weights carried
    through the readers: every step between is linear, so the shares are exact. The negative value's row is 0. What
    networks add to the decision is not told apart by words: the linear head speaks for all.
    """

    lexical: NDArray[np.float32]
    encoder: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Everything that scoring needs, loaded and checked."""

    card: Card
    lexical: Lexical
    reader: LinearReader
    encoder: Encoder | None
    course: Course | None
    heads: Mapping[str, Head]
    leanings: Mapping[str, Leaning]

    @property
    def name(self) -> str:
        """The name that travels with every score."""
        return f"{self.card.name}-{self.card.version}"

    @classmethod
    def load(cls, model: str | Path | None = None, *, threads: int = 2) -> "Model":
        """Load a shipped model by name, another by its folder, or the default one.

        Raises:
            UsageError: there is no such model.
            ModelError: a file is missing or altered, or the model does not fit this version's features or codebook.
        """
        folder = model_folder(model)
        card = read_card(folder)
        lexical, reader = _lexical(folder, card)
        pipelines = _stored(folder / HEADS_FILE)
        names = own_names(card.readers) + around_names(card.readers)
        _fits(folder, "markers", codebook().ids, tuple(card.markers))
        heads = {marker.id: _head(folder, marker, card, pipelines, names) for marker in codebook().markers}
        return cls(
            card=card,
            lexical=lexical,
            reader=reader,
            encoder=_encoder(folder, card, threads),
            course=_course(folder, card),
            heads=heads,
            leanings={name: _leaning(head, reader) for name, head in heads.items()},
        )


def model_folder(model: str | Path | None) -> Path:
    """Return the folder of a model given by name or path.

    Raises:
        UsageError: when there is none.
    """
    if isinstance(model, Path):
        return model
    # by the names that there are: joined to their folder, "." or ".." would be another place than the user's
    known = {folder.name: folder for folder in shipped("models").iterdir() if folder.is_dir()}
    name = DEFAULT_MODEL if model is None else model
    if name in known:
        return known[name]
    if name and Path(name).is_dir():
        return Path(name)
    raise UsageError(f"no model {name!r}; shipped: {', '.join(sorted(known))}; or give the folder of a trained one")


def _stored(path: Path) -> Any:  # noqa: ANN401 - skops returns what was stored
    try:
        return skops.io.load(path, trusted=list(TRUSTED))
    except Exception as error:  # skops raises many kinds, all of which mean that the file is not ours
        raise ModelError(f"{path}: cannot be read as a stored model ({type(error).__name__})") from error


def _lexical(folder: Path, card: Card) -> tuple[Lexical, LinearReader]:
    lexical, reader = read_lexical(folder / LEXICAL_FILE, shipped_cues())
    _fits(folder, "features", lexical.names, tuple(card.features))
    _fits(folder, "readers", column_names(LEXICAL, card.readers[LEXICAL]), reader.columns)
    return lexical, reader


def _head(folder: Path, marker: Marker, card: Card, stored: Mapping[str, Pipeline], names: tuple[str, ...]) -> Head:
    entry, pipeline, network = card.markers[marker.id], stored[marker.id], stored.get(f"{NETWORK}{marker.id}")
    _fits(folder, f"values of {marker.id}", marker.values, tuple(entry.values))
    places = {name: place for place, name in enumerate(names)}
    missing = [name for name in entry.features if name not in places]
    if missing or len(entry.features) != pipeline.n_features_in_:
        raise ModelError(
            f"{folder}: the head of {marker.id!r} takes {pipeline.n_features_in_} inputs, the card names "
            f"{len(entry.features)}, {len(missing)} of them unknown; train the model again"
        )
    if (network is None) != (entry.network is None) or (network and network.n_features_in_ != len(names)):
        raise ModelError(f"{folder}: the network of {marker.id!r} is not the card's; train the model again")
    classes = list(pipeline.classes_)
    return Head(
        marker=marker,
        inputs=np.array([places[name] for name in entry.features]),
        pipeline=pipeline,
        order=np.array([classes.index(value) for value in marker.values]),
        decision=entry.decision(),
        network=network,
        share=entry.network or 0.0,
        course_share=entry.course or 0.0,
    )


def _encoder(folder: Path, card: Card, threads: int) -> Encoder | None:
    if ENCODER not in card.readers:
        return None
    encoder = Encoder.load(folder, threads=threads)
    expected = column_names(ENCODER, card.readers[ENCODER])
    _fits(folder, "encoder's tasks", expected, column_names(ENCODER, {t.name: t.labels for t in encoder.tasks}))
    return encoder


def _course(folder: Path, card: Card) -> Course | None:
    heads = {name: tuple(entry.values) for name, entry in card.markers.items() if entry.course}
    if not heads:
        return None
    if COURSE_FILE not in card.files:
        raise ModelError(f"{folder}: its card names no {COURSE_FILE}; train the model again")
    return Course.load(folder / COURSE_FILE, heads, columns=len(own_names(card.readers)))


def _leaning(head: Head, reader: LinearReader) -> Leaning:
    scaler, linear_head = head.pipeline[0], head.pipeline[-1]
    coef = linear_head.coef_ / scaler.scale_
    if len(coef) == 1:
        coef = np.vstack([-coef, coef]) / 2
    coef = coef[head.order]
    wide = np.zeros((len(coef), int(head.inputs.max()) + 1), dtype=np.float32)
    wide[:, head.inputs] = coef - coef[0]
    width = len(reader.columns)
    return Leaning(lexical=wide[:, :width] @ reader.coef.T, encoder=wide[:, width:])


def _fits(folder: Path, what: str, expected: tuple[str, ...], got: tuple[str, ...]) -> None:
    if expected != got:
        differing = sorted(set(expected) ^ set(got))[:5]
        raise ModelError(
            f"{folder}: its {what} are not this version's (differing: {', '.join(differing) or 'the order'}); "
            "train the model again or install the version that made it"
        )
