"""What own heads see of a turn: shipped markers, the encoder's vector and its words; which words made a label."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from empathy.features.conversation import Conversation, conversation
from empathy.features.encoder import EncoderOutput
from empathy.features.ngrams import target_text
from empathy.markers.catalogue import codebook
from empathy.markers.evidence import Span, find_grams, gram_weights, phrases, piece_words
from empathy.markers.scores import ScoredTranscript, ScoredUtterance
from empathy.transcript import Role

Floats = NDArray[np.float32]

# Single words and pairs, with marks and both ends: a few hundred turns teach no longer phrases.
SIZES = (1, 2)
# Readings are log-odds, the encoder's vectors logits; n-grams have unit length: these put them on one footing.
READING_WEIGHT, VECTOR_WEIGHT = 0.05, 0.1
_TINY = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A scored session, its turns cut into words, and the encoder's vectors of them [utterances, dimensions].

    The second half of a vector is the sum of what the turn's words add (``encoded``, which names them), the first
    what the turn adds as a whole. Without an encoder a vector has no dimension.
    """

    scored: ScoredTranscript
    talk: Conversation
    vectors: Floats
    encoded: EncoderOutput | None

    @classmethod
    def of(cls, scored: ScoredTranscript, encoded: EncoderOutput | None) -> "Read":
        """Take an utterance's vector from what the encoder says of it, as a whole and by its words."""
        vectors = np.zeros((len(scored.utterances), 0), dtype=np.float32)
        if encoded is not None:
            words = [each.sum(0) for each in encoded.contributions]
            by_words = np.array(words, dtype=np.float32).reshape(encoded.logits.shape)
            vectors = np.hstack([encoded.logits - by_words, by_words])
        return cls(scored=scored, talk=conversation(scored.transcript), vectors=vectors, encoded=encoded)

    def without_words(self) -> "Read":
        """Return the session without what each word adds: all that learning needs, in a hundredth of the room."""
        return replace(self, encoded=None)

    @property
    def texts(self) -> list[str]:
        """The forms of each utterance, as its n-grams are found."""
        return [target_text(self.talk, place) for place in range(len(self.talk.turns))]


def new_words() -> TfidfVectorizer:
    """Return an unfitted vectorizer of :attr:`Read.texts`."""
    return TfidfVectorizer(
        ngram_range=SIZES, token_pattern=r"\S+", lowercase=False, sublinear_tf=True, dtype=np.float32
    )


def features(read: Read, words: TfidfVectorizer) -> sparse.csr_matrix:
    """Return a row an utterance: the markers of it and of the other's turn before it, its vector, and its words."""
    utterances = read.scored.utterances
    readings = np.array([_reading(u) for u in utterances], dtype=np.float32)
    before = np.zeros_like(readings)
    latest: dict[Role, int] = {}
    for place, u in enumerate(utterances):
        latest[u.utterance.role] = place
        earlier = [last for role, last in latest.items() if role is not u.utterance.role]
        if earlier:
            before[place] = readings[max(earlier)]
    weighed = [readings * READING_WEIGHT, before * READING_WEIGHT, read.vectors * VECTOR_WEIGHT]
    dense = sparse.csr_matrix(np.hstack(weighed).astype(np.float32))
    rows: sparse.csr_matrix = sparse.hstack([dense, words.transform(read.texts)], format="csr")
    return rows


def evidence(
    read: Read, place: int, row: sparse.csr_matrix, words: TfidfVectorizer, leaning: Floats
) -> tuple[Span, ...]:
    """Return the phrases that made a label of the utterance at ``place``; see :func:`word_weights`."""
    return phrases(read.talk.turns[place].words, word_weights(read, place, row, words, leaning))


def word_weights(read: Read, place: int, row: sparse.csr_matrix, words: TfidfVectorizer, leaning: Floats) -> Floats:
    """Return what each word adds to a label's score against the negative value, through n-grams and the encoder.

    Both parts are linear, so the shares are exact. What the shipped markers, the turn before and the turn as a
    whole add is told apart by no word.

    Args:
        read: the session.
        place: the utterance's.
        row: its features [1, columns].
        words: the n-grams that the heads know.
        leaning: what a feature adds to the label's score against the negative value [columns].
    """
    turn, first = read.talk.turns[place], len(leaning) - len(words.vocabulary_)
    added = np.zeros(len(words.vocabulary_), dtype=np.float32)
    known = row.indices >= first
    columns = row.indices[known]
    added[columns - first] = row.data[known] * leaning[columns]
    weights = gram_weights(turn, find_grams(turn, words.vocabulary_, SIZES), added)
    if read.encoded is not None:
        width = read.vectors.shape[1] // 2
        amounts = read.encoded.contributions[place] @ leaning[first - width : first] * np.float32(VECTOR_WEIGHT)
        owner = piece_words(read.encoded.spans[place], turn.words)
        np.add.at(weights, owner[owner >= 0], amounts[owner >= 0])
    return weights


def _reading(u: ScoredUtterance) -> list[float]:
    """Return the log-odds of every value but the negative of every codebook marker; 0 where it is not scored."""
    row = []
    for marker in codebook().markers:
        score = u.markers.get(marker.id)
        for value in marker.positives:
            p = min(max(score.probabilities[value], _TINY), 1 - _TINY) if score else 0.5
            row.append(float(np.log(p / (1 - p))))
    return row
