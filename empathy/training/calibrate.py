"""Finding how a marker is decided: calibration, the values' weights, and what is in doubt."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from empathy.markers.decide import Decision, softmax

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_TINY = 1e-9
_STEPS = np.linspace(-1.5, 1.5, 31)
_THRESHOLDS = np.linspace(0.05, 0.7, 66)


def fit_decision(
    values: Sequence[str], raw: Floats, truth: Places, *, accuracy: float, one_doubt: bool
) -> Decision:
    """Find a decision on held-out probabilities.

    Args:
        values: the marker's values, the negative first.
        raw: held-out probabilities [n, values].
        truth: places of the true values [n].
        accuracy: how often a label must be right for its like not to be in doubt.
        one_doubt: one threshold for all values, else one for the negative and one for the positives.
    """
    slope, shift = _calibration(raw, truth)
    calibrated = softmax(slope * np.log(raw + _TINY) + shift)
    weights = _threshold(calibrated, truth) if len(values) == 2 else _weights(calibrated, truth)
    labels = np.argmax(calibrated * weights, axis=1)
    shown = calibrated[np.arange(len(labels)), labels]
    groups = [np.ones(len(labels), dtype=bool)] if one_doubt else [labels == 0, labels > 0]
    doubts = [_doubt(shown[g], (labels == truth)[g], accuracy) for g in groups]
    doubt = (doubts[0], *(doubts[-1] for _ in values[1:]))
    return Decision(
        values=tuple(values),
        slope=round(float(slope), 6),
        shift=tuple(round(float(s), 6) for s in shift),
        weights=tuple(round(float(w), 6) for w in weights),
        doubt=tuple(round(float(d), 4) for d in doubt),
    )


def _calibration(raw: Floats, truth: Places) -> tuple[float, Floats]:
    """Minimise the log loss over a slope and a shift a value (the first stays 0)."""
    logs = np.log(raw + _TINY)
    rows = np.arange(len(truth))

    def loss(parameters: Floats) -> float:
        found = softmax(np.exp(parameters[0]) * logs + np.concatenate([[0.0], parameters[1:]]))
        # A weak pull to no change keeps rare values from running away.
        return float(-np.log(found[rows, truth] + _TINY).mean() + 1e-3 * (parameters**2).sum())

    best = minimize(loss, np.zeros(raw.shape[1]), method="L-BFGS-B").x
    return float(np.exp(best[0])), np.concatenate([[0.0], best[1:]])


def _threshold(calibrated: Floats, truth: Places) -> Floats:
    """Find the probability of yes from which F1 of yes is best; a plateau's middle is taken."""
    yes = calibrated[:, 1]
    scores = np.array([f1(truth == 1, yes >= t) for t in _THRESHOLDS])
    best = float(np.median(_THRESHOLDS[scores >= scores.max() - 0.002]))
    return np.array([best, 1.0 - best])


def _weights(calibrated: Floats, truth: Places) -> Floats:
    """Find weights with the best macro-F1 plus κ of presence, one value at a time, twice around."""
    logs = np.zeros(calibrated.shape[1])
    for _ in range(2):
        for value in range(1, len(logs)):
            scores = []
            for step in _STEPS:
                trial = logs.copy()
                trial[value] = step
                scores.append(_worth(truth, np.argmax(calibrated * np.exp(trial), axis=1), len(logs)))
            good = np.array(scores)
            logs[value] = float(np.median(_STEPS[good >= good.max() - 0.002]))
    return np.exp(logs)


def _worth(truth: Places, labels: Places, values: int) -> float:
    return macro_f1(confusion(truth, labels, values)) + kappa(confusion(truth > 0, labels > 0, 2))


def _doubt(shown: Floats, right: NDArray[np.bool_], accuracy: float) -> float:
    """Find the smallest probability above which labels are right often enough; 1.01 where there is none."""
    if not len(shown):
        return 1.01
    order = np.argsort(-shown)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= accuracy)
    return float(shown[order][enough[-1]]) if len(enough) else 1.01


def confusion(truth: NDArray[np.generic], labels: NDArray[np.generic], values: int) -> Floats:
    """Return counts [true value, label]."""
    cells = np.bincount(truth.astype(int) * values + labels.astype(int), minlength=values * values)
    return cells.reshape(values, values).astype(float)


def macro_f1(cells: Floats) -> float:
    """Return the mean of the F1 of each value [..., values, values].

    >>> round(float(macro_f1(np.array([[8.0, 2.0], [0.0, 10.0]]))), 3)
    0.899
    """
    hits = np.diagonal(cells, axis1=-2, axis2=-1)
    both = cells.sum(axis=-1) + cells.sum(axis=-2)
    return np.divide(2 * hits, both, out=np.zeros_like(hits), where=both > 0).mean(axis=-1)  # type: ignore[no-any-return]


def kappa(cells: Floats) -> float:
    """Return Cohen's κ (1960) of counts [..., values, values].

    >>> round(float(kappa(np.array([[20.0, 5.0], [10.0, 15.0]]))), 3)
    0.4
    """
    total = cells.sum(axis=(-2, -1))
    agreed = np.diagonal(cells, axis1=-2, axis2=-1).sum(axis=-1) / np.maximum(total, 1)
    chance = (cells.sum(axis=-1) * cells.sum(axis=-2)).sum(axis=-1) / np.maximum(total, 1) ** 2
    return (agreed - chance) / np.maximum(1 - chance, _TINY)  # type: ignore[no-any-return]


def f1(truth: NDArray[np.bool_], yes: NDArray[np.bool_]) -> float:
    """Return F1 of yes."""
    both = truth.sum() + yes.sum()
    return float(2 * (truth & yes).sum() / both) if both else 0.0
