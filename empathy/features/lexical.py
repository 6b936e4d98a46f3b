"""The lexical view of a session: n-grams and the feature table in one matrix, as the linear readers take it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from empathy.features.conversation import Conversation
from empathy.features.cues import Cues
from empathy.features.ngrams import SIMILARITY_NAMES, Ngrams
from empathy.features.table import FeatureTable, feature_names, feature_table

# Scaled features are bounded, in standard deviations, so that a strange session cannot swamp the words, and weigh
# against n-grams of unit length with this factor (chosen on the development fold).
BOUND = 5.0
WEIGHT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexical:
    """Everything fitted that turns a conversation into numbers without an encoder.

    ``mean`` and ``scale`` [features] standardise the table; columns of the matrix are the n-grams, then the table.
    """

    cues: Cues
    ngrams: Ngrams
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the table's features."""
        return feature_names(self.cues) + SIMILARITY_NAMES

    @property
    def table_columns(self) -> slice:
        """Where the table stands in the matrix."""
        width = sum(len(v.vocabulary_) for v in self.ngrams.vectorizers.values())
        return slice(width, width + len(self.names))

    def matrix(self, conversation: Conversation) -> sparse.csr_matrix:
        """Return the matrix [utterances, n-grams + features]."""
        grams = self.ngrams.transform(conversation)
        table = full_table(conversation, self.cues, self.ngrams, grams).matrix
        scaled = np.clip((table - self.mean) / self.scale, -BOUND, BOUND) * np.float32(WEIGHT)
        return sparse.hstack([grams, sparse.csr_matrix(scaled)], format="csr")


def full_table(conversation: Conversation, cues: Cues, ngrams: Ngrams, grams: sparse.csr_matrix) -> FeatureTable:
    """Return the feature table with the similarities beside it; ``grams`` is the conversation's matrix."""
    similar = FeatureTable(names=SIMILARITY_NAMES, matrix=ngrams.similarity(conversation, grams))
    return feature_table(conversation, cues).beside(similar)


def fit_lexical(conversations: Sequence[Conversation], cues: Cues, ngrams: Ngrams) -> Lexical:
    """Find mean and scale of every feature over the conversations."""
    tables = [full_table(c, cues, ngrams, ngrams.transform(c)).matrix for c in conversations]
    stacked = np.vstack(tables)
    return Lexical(
        cues=cues, ngrams=ngrams, mean=stacked.mean(axis=0), scale=stacked.std(axis=0) + np.float32(1e-3)
    )
