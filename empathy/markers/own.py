"""A programme's own markers: heads that a user trained on their own codes, read on top of the shipped model's."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from empathy.errors import ModelError
from empathy.markers.card import Card
from empathy.markers.catalogue import Marker
from empathy.markers.decide import Decision
from empathy.markers.own_features import Floats, Read, evidence, features
from empathy.markers.own_files import OWN, OWN_HEADS, OwnCard, base_digest, damaged, read_own, read_stored
from empathy.markers.score import absent
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHead:
    """One marker's head and how it decides.

    ``leaning`` [values, columns] is what each feature adds to a value's score against the negative one.
    """

    marker: Marker
    head: LogisticRegression
    decision: Decision
    leaning: Floats

    @classmethod
    def of(cls, marker: Marker, head: LogisticRegression, decision: Decision) -> "OwnHead":
        """Take the leaning from a fitted head.

        Raises:
            ValueError: the head knows other values than the marker.
        """
        coef = head.coef_ if len(head.coef_) > 1 else np.vstack([-head.coef_, head.coef_]) / 2
        classes = list(head.classes_)
        ordered = coef[[classes.index(value) for value in marker.values]]
        return cls(marker=marker, head=head, decision=decision, leaning=(ordered - ordered[0]).astype(np.float32))

    def score(self, read: Read, place: int, row: sparse.csr_matrix, words: TfidfVectorizer) -> MarkerScore:
        """Return the score of one utterance, whose features are ``row`` [1, columns]."""
        order = [list(self.head.classes_).index(value) for value in self.marker.values]
        probabilities = self.decision.calibrated(self.head.predict_proba(row)[:, order])
        labels = self.decision.labels(probabilities)
        label = int(labels[0])
        return MarkerScore(
            label=self.marker.values[label],
            probability=float(probabilities[0, label]),
            probabilities=dict(zip(self.marker.values, probabilities[0].tolist(), strict=True)),
            uncertain=bool(self.decision.uncertain(probabilities, labels)[0]),
            evidence=evidence(read, place, row, words, self.leaning[label]) if label else (),
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
        """Return the session with the own markers added on the utterances of their role.

        An utterance without a word gets the negative values, certain, as it does of the shipped markers.
        """
        rows, scored = features(read, self.words), read.scored
        utterances = []
        for place, (u, turn) in enumerate(zip(scored.utterances, read.talk.turns, strict=True)):
            own = {
                head.marker.id: absent(head.marker)
                if turn.empty
                else head.score(read, place, rows[[place]], self.words)
                for head in self.heads
                if head.marker.role is u.utterance.role
            }
            utterances.append(ScoredUtterance(utterance=u.utterance, markers={**u.markers, **own}))
        return replace(scored, utterances=tuple(utterances))

    @classmethod
    def load(cls, folder: Path) -> "OwnHeads":
        """Read a folder that ``empathy train --codes`` wrote.

        Raises:
            InputError: a part is missing, of an earlier version, or not what it should be.
        """
        card, markers = read_own(folder)
        words, fitted = read_stored(folder, {marker.id: marker for marker in markers})
        try:
            heads = tuple(
                OwnHead.of(marker, fitted[marker.id], card.decisions[marker.id].decision(marker))
                for marker in markers
            )
        except (ValueError, AttributeError) as error:
            raise damaged(folder / OWN_HEADS, error) from error
        return cls(words=words, heads=heads, card=card)


def own_heads(model: str | Path | None) -> tuple[OwnHeads | None, str | Path | None]:
    """Return the own heads that ``model`` names, if it is such a folder, and the model that they stand on."""
    if model is None or not (Path(model) / OWN).is_file():
        return None, model
    heads = OwnHeads.load(Path(model))
    return heads, heads.card.base or None
