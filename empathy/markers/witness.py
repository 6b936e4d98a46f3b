"""Finds the evidence of labels: what each word adds to them, through n-grams, cues and the encoder alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from empathy.features.conversation import Conversation
from empathy.features.cues import Hit
from empathy.features.encoder import EncoderOutput
from empathy.features.ngrams import STREAMS
from empathy.markers.catalogue import Marker
from empathy.markers.evidence import (
    Grams,
    Span,
    cue_weights,
    find_grams,
    gram_weights,
    passages,
    phrases,
    piece_words,
)
from empathy.markers.model import Model

Floats = NDArray[np.float32]
_OWN_CUES, _OTHERS_CUES = "cue.", "cue.other."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What does not depend on the marker: n-grams and cues of an utterance, its row of the matrix.

    Of that row only the columns that are not 0, with their values: it is thousands of columns wide, and a session
    may have thousands of them.
    """

    grams: Grams
    hits: tuple[Hit, ...]
    columns: NDArray[np.integer]
    values: Floats
    pieces: NDArray[np.intp]


class Witness:
    """Answers for one session which words made a label."""

    def __init__(
        self, model: Model, talk: Conversation, matrix: sparse.csr_matrix, encoded: EncoderOutput | None = None
    ) -> None:
        self._model = model
        self._talk = talk
        self._matrix = matrix
        self._encoded = encoded
        self._known: dict[int, _Row] = {}
        self._families = {
            name.removeprefix(_OWN_CUES): place
            for place, name in enumerate(model.lexical.names)
            if name.startswith(_OWN_CUES) and not name.startswith(_OTHERS_CUES)
        }

    def spans(self, marker: Marker, label: int, row: int) -> tuple[Span, ...]:
        """Return the phrases that made a positive label of one utterance; of a written reply, whole passages."""
        turn = self._talk.turns[row]
        weights = self.weights(marker, label, row)
        if marker.written_only:
            return passages(turn.words, self._rationale(marker, row), weights)
        return phrases(turn.words, weights)

    def weights(self, marker: Marker, label: int, row: int) -> Floats:
        """Return what each word adds to the label against the negative value [words]."""
        leaning, turn, known = self._model.leanings[marker.id], self._talk.turns[row], self._row(row)
        lexical = self._model.lexical
        added = np.zeros_like(leaning.lexical[label])
        added[known.columns] = known.values * leaning.lexical[label, known.columns]
        table = added[lexical.table_columns]
        cues = {h.family: float(table[self._families[h.family]]) for h in known.hits}
        weights = gram_weights(turn, known.grams, added[lexical.ngrams.columns("target")])
        weights = weights + cue_weights(turn, known.hits, cues)
        if self._encoded is not None:
            np.add.at(weights, *self._pieces(known, self._encoded.contributions[row] @ leaning.encoder[label]))
        return weights

    def _rationale(self, marker: Marker, row: int) -> Floats | None:
        """Return each word's logit of being part of the reason, from the encoder's own head for it [words]."""
        if self._encoded is None or self._model.encoder is None:
            return None
        task = self._model.card.markers[marker.id].task
        place = [t.name for t in self._model.encoder.tasks].index(task)
        known = self._row(row)
        best = np.full(len(self._talk.turns[row].words), -np.inf, dtype=np.float32)
        np.maximum.at(best, *self._pieces(known, self._encoded.scores[row][:, place]))
        return best

    def _pieces(self, known: _Row, amounts: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Return the words that pieces belong to, with the pieces' amounts."""
        inside = known.pieces >= 0
        return known.pieces[inside], amounts[inside].astype(np.float32)

    def _row(self, row: int) -> _Row:
        if row not in self._known:
            lexical, turn = self._model.lexical, self._talk.turns[row]
            vocabulary = lexical.ngrams.vectorizers["target"].vocabulary_
            pieces = self._encoded.spans[row] if self._encoded is not None else ()
            values = self._matrix[[row]]
            self._known[row] = _Row(
                grams=find_grams(turn, vocabulary, STREAMS["target"].sizes),
                hits=lexical.cues.find(turn.words),
                columns=values.indices,
                values=values.data,
                pieces=piece_words(pieces, turn.words),
            )
        return self._known[row]
