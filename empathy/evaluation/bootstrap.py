"""Intervals by drawing whole conversations: utterances of one conversation are not independent."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 1000
SEED = 20220101
LEVEL = 0.95
# With fewer conversations there is nothing to draw from: an interval would only look sharp.
LEAST = 3
# With fewer, percentile intervals come out too narrow (Cameron, Gelbach & Miller 2008): a mean's 95 % interval over
# three normal clusters holds it about three times in four, over ten nine in ten.
FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with the bounds of its 95 % interval; None where it is not defined (no positive case, say)."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        """Show the figure as tables do."""
        if self.value is None:
            return "–"
        bounds = "" if self.low is None or self.high is None else f" [{self.low:.2f}, {self.high:.2f}]"
        return f"{self.value:.2f}{bounds}"


def draw_weights(conversations: int, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return how often each conversation stands in each resample, shape (draws, conversations).

    The percentile bootstrap over clusters (Davison & Hinkley 1997, ch. 2.4, 3.8); one seed for every figure,
    so that two models are compared on the same resamples. NaN for fewer than ``LEAST`` conversations: no interval.
    """
    if conversations < LEAST:
        return np.full((draws, conversations), np.nan)
    rng = np.random.default_rng(seed)
    chosen = rng.integers(conversations, size=(draws, conversations))
    weights = np.zeros((draws, conversations))
    np.add.at(weights, (np.arange(draws)[:, None], chosen), 1)
    return weights


def sum_by(conversation: Ints, values: Floats, conversations: int) -> Floats:
    """Add up the utterances' values, shape (n, …), by conversation, shape (conversations, …)."""
    sums = np.zeros((conversations, *values.shape[1:]))
    np.add.at(sums, conversation, values)
    return sums


def resampled(weights: Floats, sums: Floats) -> Floats:
    """Return the conversations' sums in each resample, shape (draws, …)."""
    flat = weights @ sums.reshape(len(sums), -1)
    return flat.reshape(len(weights), *sums.shape[1:])


def estimate(value: float | None, draws: Floats) -> Estimate:
    """Return the figure with the middle 95 % of its draws; draws in which it is not defined are left out."""
    if value is None or np.isnan(value):
        return Estimate(value=None)
    known = draws[~np.isnan(draws)]
    if len(known) < len(draws) / 2:
        return Estimate(value=float(value))
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value=float(value), low=float(low), high=float(high))


def interval_note(conversations: Iterable[int]) -> str:
    """Say what the intervals of figures rest on, given how many conversations each is of.

    >>> interval_note([2])
    'No intervals: they are drawn over conversations, and it takes 3 at least.'
    """
    least, most = min(counts := list(conversations)), max(counts)
    if most < LEAST:
        return f"No intervals: they are drawn over conversations, and it takes {LEAST} at least."
    note = "Intervals: 95 %, bootstrap over conversations."
    if least < LEAST:
        note += f" Figures of fewer than {LEAST} conversations have none."
    if least < FEW:
        note += f" Those over fewer than {FEW} conversations are too narrow: take them for a hint."
    return note
