"""Intervals that carry the classifier's doubt: draw the labels anew from their probabilities, many times.

A label is a best guess. Drawing every utterance's label from its calibrated probabilities gives the numbers that
the session could have had; the 5th and 95th percentile bound the middle 90 %. Errors of one session lean together
(a helper's way of asking fools the model again and again), so each draw also shifts all of the session's log-odds:
by one normal deviate how much of a marker is there, and by one more for each of its kinds which kind that is. Their
standard deviations are fitted on held-out sessions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.session.summary import Interval

DRAWS = 1000
COVERAGE = 0.90
# So many utterances are drawn at once, over all draws: a session of thousands would fill the memory.
_AT_ONCE = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How far a session's errors lean together: standard deviations of log-odds.

    ``present`` of a marker's positive values against the negative, ``kind`` of each positive value by itself; a
    yes/no marker has no kinds.
    """

    present: float
    kind: float = 0.0


def draw_labels(
    probabilities: NDArray[np.float64], *, shift: Shift, rng: np.random.Generator, draws: int = DRAWS
) -> NDArray[np.int64]:
    """Draw label indices, shape (draws, utterances), from ``probabilities``, shape (utterances, values).

    Column 0 is the negative value; every draw has one shift, which all utterances share.

    >>> p = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> draw_labels(p, shift=Shift(present=0.0), rng=np.random.default_rng(0), draws=2).tolist()
    [[0, 1], [0, 1]]
    """
    n, values = probabilities.shape
    if n == 0:
        return np.zeros((draws, 0), dtype=np.int64)
    present = rng.normal(0.0, shift.present, size=(draws, 1, 1))
    kinds = rng.normal(0.0, shift.kind if values > 2 else 0.0, size=(draws, 1, values - 1))
    drawn = np.empty((draws, n), dtype=np.int64)
    step = max(_AT_ONCE // n, 1)
    for low in range(0, draws, step):
        block = slice(low, low + step)
        moved = np.repeat(probabilities[None, :, :], len(drawn[block]), axis=0)
        moved[:, :, 1:] *= np.exp(present[block] + kinds[block])
        cumulative = np.cumsum(moved, axis=2)
        uniform = rng.random((len(moved), n, 1)) * cumulative[:, :, -1:]
        drawn[block] = np.minimum((uniform > cumulative).sum(axis=2), values - 1)
    return drawn


def matrix(scores: Sequence[Mapping[str, float]], values: Sequence[str]) -> NDArray[np.float64]:
    """Return an array (utterances, values) of probabilities, rows summing to one.

    >>> matrix([{"no": 0.5, "yes": 0.5}], ["no", "yes"]).tolist()
    [[0.5, 0.5]]
    """
    table = np.array([[s.get(v, 0.0) for v in values] for s in scores], dtype=np.float64)
    table = table.reshape(len(scores), len(values))
    total = table.sum(axis=1, keepdims=True)
    shares: NDArray[np.float64] = np.divide(table, total, out=np.zeros_like(table), where=total > 0)
    return shares


def interval_of(samples: NDArray[np.float64]) -> Interval | None:
    """Return the middle 90 % of the finite samples, None where fewer than half are finite."""
    finite = samples[np.isfinite(samples)]
    if finite.size < samples.size / 2 or finite.size == 0:
        return None
    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(finite, [tail, 1 - tail])
    return Interval(low=float(low), high=float(high))


def widened(interval: Interval, value: float) -> Interval:
    """Return the interval stretched to a value that lies outside it.

    Labels are cut where they agree best with the experts, so that their count may lie apart from what their
    probabilities add up to; both are shown, and the truth may be either.

    >>> widened(Interval(low=7.0, high=21.0), 6.0)
    Interval(low=6.0, high=21.0)
    """
    return Interval(low=min(interval.low, value), high=max(interval.high, value))
