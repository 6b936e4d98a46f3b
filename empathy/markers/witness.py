"""Finds the evidence of labels: what the readers' words add to them."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from empathy.features.conversation import Conversation
from empathy.features.cues import Hit
from empathy.features.ngrams import STREAMS
from empathy.markers.catalogue import Marker
from empathy.markers.evidence import Grams, Span, cue_weights, find_grams, gram_weights, phrases
from empathy.markers.model import LEXICAL, Model

_OWN_CUES = "cue."


class Witness:
    """Answers for one session which words made a label; what does not depend on the marker is found once."""

    def __init__(self, model: Model, talk: Conversation, matrix: sparse.csr_matrix) -> None:
        self._model = model
        self._talk = talk
        self._matrix = matrix
        self._known: dict[int, tuple[Grams, tuple[Hit, ...], NDArray[np.float32]]] = {}
        self._places = {name: place for place, name in enumerate(model.reader.columns)}

    def spans(self, marker: Marker, label: int, row: int) -> tuple[Span, ...]:
        """Return the phrases that made a positive label of one utterance."""
        turn = self._talk.turns[row]
        return phrases(turn.words, self.weights(marker, label, row))

    def weights(self, marker: Marker, label: int, row: int) -> NDArray[np.float32]:
        """Return what each word adds to the label against the negative value [words]."""
        lexical, turn = self._model.lexical, self._talk.turns[row]
        grams, hits, values = self._row(row)
        added = values * self._direction(marker, label)
        table = lexical.table_columns
        cues = {
            name.removeprefix(_OWN_CUES): float(amount)
            for name, amount in zip(lexical.names, added[table], strict=True)
            if name.startswith(_OWN_CUES) and not name.startswith("cue.other.")
        }
        present = {hit.family for hit in hits}
        return gram_weights(turn, grams, added[lexical.ngrams.columns("target")]) + cue_weights(
            turn, hits, {family: amount for family, amount in cues.items() if family in present}
        )

    def _row(self, row: int) -> tuple[Grams, tuple[Hit, ...], NDArray[np.float32]]:
        if row not in self._known:
            lexical, turn = self._model.lexical, self._talk.turns[row]
            vocabulary = lexical.ngrams.vectorizers["target"].vocabulary_
            self._known[row] = (
                find_grams(turn, vocabulary, STREAMS["target"].sizes),
                lexical.cues.find(turn.words),
                self._matrix[[row]].toarray().ravel(),
            )
        return self._known[row]

    def _direction(self, marker: Marker, label: int) -> NDArray[np.float32]:
        """Return the coefficients of the label less those of the negative value, in the reader's own task."""
        task = self._model.card.markers[marker.id].task
        coef = self._model.reader.coef
        towards = coef[:, self._places[f"{LEXICAL}:{task}:{marker.values[label]}"]]
        against = self._places.get(f"{LEXICAL}:{task}:{marker.negative}")
        difference: NDArray[np.float32] = towards - coef[:, against] if against is not None else towards
        return difference
