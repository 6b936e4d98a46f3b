"""Readings: what a reader (n-grams, the encoder) says of an utterance on each task, before markers are decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Tasks = Mapping[str, Sequence[str]]
_BINARY = ("no", "yes")


def column_names(reader: str, tasks: Tasks) -> tuple[str, ...]:
    """Return the names of a reader's columns: one for a yes/no task, else one a label.

    >>> column_names("lexical", {"input": ("no", "yes"), "talk": ("neutral", "change")})
    ('lexical:input:yes', 'lexical:talk:neutral', 'lexical:talk:change')
    """
    return tuple(
        f"{reader}:{task}:{label}"
        for task, labels in tasks.items()
        for label in (labels[1:] if tuple(labels) == _BINARY else labels)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearReader:
    """One linear score a column: ``coef`` [features, columns], ``intercept`` [columns]."""

    columns: tuple[str, ...]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]

    def read(self, matrix: sparse.csr_matrix) -> NDArray[np.float32]:
        """Return the scores [utterances, columns]."""
        scores: NDArray[np.float32] = np.asarray(matrix @ self.coef + self.intercept, dtype=np.float32)
        return scores


def merge(
    heads: Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]], columns: tuple[str, ...]
) -> LinearReader:
    """Merge linear heads, given as (coef [labels, features], intercept [labels]) by task, into one product."""
    return LinearReader(
        columns=columns,
        coef=np.vstack([coef for coef, _ in heads.values()]).T.copy(),
        intercept=np.concatenate([intercept for _, intercept in heads.values()]),
    )
