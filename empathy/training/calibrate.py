"""Finding how a marker is decided: calibration, the values' weights, and what is in doubt."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from empathy import confusion
from empathy.markers.decide import Decision, softmax

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

_TINY = 1e-9
_STEPS = np.linspace(-1.5, 2.5, 41)
_PLATEAU = 0.004
# A value that was given less often has too few labels for a doubt of its own.
_OFTEN = 50
_THRESHOLDS = np.linspace(0.05, 0.7, 66)


def fit_decision(
    values: Sequence[str],
    raw: Floats,
    truth: Places,
    *,
    accuracy: float,
    one_doubt: bool,
    by_presence: bool = False,
) -> Decision:
    """Find a decision on held-out probabilities.

    Args:
        values: the marker's values, the negative first.
        raw: held-out probabilities [n, values].
        truth: places of the true values [n].
        accuracy: how often a label must be right for its like not to be in doubt.
        one_doubt: one threshold for all values, and no weights, as for the main behaviour; else one a value, that
        of a rare one from all positives.
        by_presence: decide presence by a threshold first, as yes/no markers always do.
    """
    slope, shift = _calibration(raw, truth)
    calibrated = softmax(slope * np.log(raw + _TINY) + shift)
    presence = _presence(calibrated, truth) if by_presence or len(values) == 2 else None
    found = Decision(
        values=tuple(values),
        slope=round(float(slope), 6),
        shift=tuple(round(float(s), 6) for s in shift),
        weights=(1.0,) * len(values),
        doubt=(0.0,) * len(values),
        presence=presence,
    )
    if len(values) > 2 and not one_doubt:
        found = _weighted(found, calibrated, truth)
    labels = found.labels(calibrated)
    shown = calibrated[np.arange(len(labels)), labels]
    right = labels == truth
    like = [np.ones(len(labels), dtype=bool) if one_doubt else _like(labels, value) for value in range(len(values))]
    return replace(found, doubt=tuple(round(_doubt(shown[g], right[g], accuracy), 4) for g in like))


def _like(labels: Places, value: int) -> NDArray[np.bool_]:
    """Return the labels that tell how far one of this value is to be trusted: for a rare one all positives."""
    same: NDArray[np.bool_] = labels == value
    return same if not value or same.sum() >= _OFTEN else labels > 0


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


def _presence(calibrated: Floats, truth: Places) -> float:
    """Find the probability of presence from which F1 of yes (yes/no), or κ of presence, is best.

    The middle of the plateau is taken: the peak itself is chance. The best κ is found where too much is marked, and
    counts make a session's numbers: a marker with kinds is decided half way to the probability from which as much
    is present as the coders found.
    """
    present, true = 1 - calibrated[:, 0], truth > 0
    yes_no = calibrated.shape[1] == 2
    cells = np.stack([confusion.counts(true, present >= t, 2) for t in _THRESHOLDS])
    scores = np.nan_to_num(confusion.f1(cells)[:, 1] if yes_no else confusion.kappa(cells))
    best = float(np.median(_THRESHOLDS[scores >= scores.max() - _PLATEAU]))
    if yes_no:
        return round(best, 4)
    return round((best + float(np.quantile(present, 1 - true.mean()))) / 2, 4)


def _weighted(start: Decision, calibrated: Floats, truth: Places) -> Decision:
    """Find weights with the best macro-F1, one value at a time, twice around."""
    count = len(start.values)
    logs = np.zeros(count)

    def worth(trial: Floats) -> float:
        labels = replace(start, weights=tuple(np.exp(trial))).labels(calibrated)
        return float(confusion.macro_f1(confusion.counts(truth, labels, count)))

    for _ in range(2):
        # Where presence is decided apart, only the positives' weights against each other matter.
        for value in range(1 if start.presence is None else 2, count):
            trials = [np.where(np.arange(count) == value, step, logs) for step in _STEPS]
            good = np.array([worth(trial) for trial in trials])
            logs[value] = float(np.median(_STEPS[good >= good.max() - _PLATEAU]))
    return replace(start, weights=tuple(round(float(w), 6) for w in np.exp(logs)))


def _doubt(shown: Floats, right: NDArray[np.bool_], accuracy: float) -> float:
    """Find the smallest probability above which labels are right often enough; 1.01 where there is none."""
    if not len(shown):
        return 1.01
    order = np.argsort(-shown)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= accuracy)
    return float(shown[order][enough[-1]]) if len(enough) else 1.01
