"""Figures from confusion matrices, for many resamples at once; the formulas are those of scikit-learn.

A matrix has the shape (…, K, K), the first of the last two axes gold (or the first coder), the second predicted.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def one_hot(gold: NDArray[np.int64], predicted: NDArray[np.int64], values: int) -> Floats:
    """Return each utterance's own matrix, shape (n, K, K)."""
    matrices = np.zeros((len(gold), values, values))
    matrices[np.arange(len(gold)), gold, predicted] = 1
    return matrices


def counts(gold: NDArray[np.generic], predicted: NDArray[np.generic], values: int) -> Floats:
    """Return the matrix (K, K) of all utterances; places may be booleans.

    >>> counts(np.array([0, 1, 1]), np.array([0, 0, 1]), 2).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    cells = np.bincount(gold.astype(int) * values + predicted.astype(int), minlength=values * values)
    return cells.reshape(values, values).astype(float)


def ratio(top: Floats, base: Floats) -> Floats:
    """Divide, NaN where the base is zero."""
    divided: Floats = np.divide(top, base, out=np.full(np.broadcast(top, base).shape, np.nan), where=base > 0)
    return divided


def accuracy(matrix: Floats) -> Floats:
    """Return the share on the diagonal.

    >>> float(accuracy(np.array([[3., 1.], [0., 4.]])))
    0.875
    """
    return ratio(_diagonal(matrix).sum(-1), matrix.sum((-2, -1)))


def precision(matrix: Floats) -> Floats:
    """Return each value's precision, shape (…, K); NaN where it is never predicted."""
    return ratio(_diagonal(matrix), matrix.sum(-2))


def recall(matrix: Floats) -> Floats:
    """Return each value's recall, shape (…, K); NaN where it never occurs."""
    return ratio(_diagonal(matrix), matrix.sum(-1))


def f1(matrix: Floats) -> Floats:
    """Return each value's F1, shape (…, K); NaN where it neither occurs nor is predicted."""
    return ratio(2 * _diagonal(matrix), matrix.sum(-2) + matrix.sum(-1))


def macro_f1(matrix: Floats) -> Floats:
    """Return the mean F1 of the values that occur or are predicted."""
    scores = f1(matrix)
    known = ~np.isnan(scores)
    return ratio(np.where(known, scores, 0).sum(-1), known.sum(-1).astype(float))


def kappa(matrix: Floats) -> Floats:
    """Return Cohen's κ (Cohen 1960).

    >>> round(float(kappa(np.array([[20., 5.], [10., 15.]]))), 3)
    0.4
    """
    total = matrix.sum((-2, -1))
    observed = accuracy(matrix)
    expected = ratio((matrix.sum(-1) * matrix.sum(-2)).sum(-1), total**2)
    return ratio(observed - expected, 1 - expected)


def alpha(coincidences: Floats) -> Floats:
    """Return Krippendorff's nominal α from a coincidence matrix (Krippendorff 2011).

    For two coders without gaps the coincidences are the confusion matrix plus its transpose.

    >>> matrix = np.array([[20., 5.], [10., 15.]])
    >>> round(float(alpha(matrix + matrix.T)), 3)
    0.4
    """
    margin = coincidences.sum(-1)
    total = margin.sum(-1)
    disagreed = total - _diagonal(coincidences).sum(-1)
    expected = ratio(total**2 - (margin**2).sum(-1), total - 1)
    return 1 - ratio(disagreed, expected)


def _diagonal(matrix: Floats) -> Floats:
    return np.diagonal(matrix, axis1=-2, axis2=-1)
