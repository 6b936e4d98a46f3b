"""Agreement of two or more coders on one marker: percent, κ, α, AC1, with intervals over conversations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from empathy import confusion
from empathy.evaluation.bootstrap import Estimate, draw_weights, estimate, resampled, sum_by

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# A code that a coder did not give.
MISSING = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """One marker's codes: ``table`` has the shape (units, coders) and holds indices of ``values``, -1 for none.

    ``conversation`` (units,) tells which conversation a unit belongs to, from 0.
    """

    values: tuple[str, ...]
    coders: tuple[str, ...]
    table: Ints
    conversation: Ints

    @property
    def shared(self) -> "Ratings":
        """The units that at least two coders coded."""
        kept = (self.table != MISSING).sum(1) >= 2
        return Ratings(
            values=self.values, coders=self.coders, table=self.table[kept], conversation=self.conversation[kept]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree: ``kappa`` is the mean of the coders' pairs, ``pairs`` each pair's own.

    A pair weighs as much as it shares units: where everybody coded everything the mean is Light's κ (Light 1971),
    and where codes are missing a pair that shares a unit or two does not count like one that shares all.
    """

    units: int
    conversations: int
    percent: Estimate
    kappa: Estimate
    alpha: Estimate
    ac1: Estimate
    pairs: tuple[tuple[str, str, int, float | None], ...]


def agree(ratings: Ratings) -> Agreement | None:
    """Return the coefficients over the units that at least two coders coded; None where there is no such unit."""
    shared = ratings.shared
    if not len(shared.table):
        return None
    found, inverse = np.unique(shared.conversation, return_inverse=True)
    conversation = inverse.astype(np.int64)
    weights = draw_weights(len(found))
    counts = votes(shared.table, len(shared.values)).astype(float)
    coincidences = resampled(weights, sum_by(conversation, coincidence(counts), len(found)))
    gwet = resampled(weights, sum_by(conversation, _gwet_terms(counts), len(found)))
    pairs = list(combinations(range(len(shared.coders)), 2))
    points = [_pair(shared, pair) for pair in pairs]
    met = [pair for pair, (*_, units, _) in zip(pairs, points, strict=True) if units]
    drawn = [_pair_draws(shared, pair, conversation, weights) for pair in met]
    return Agreement(
        units=len(shared.table),
        conversations=len(found),
        percent=estimate(float(_percent(_gwet_terms(counts).sum(0))), _percent(gwet)),
        kappa=estimate(weighted_mean((k, units) for *_, units, k in points), _mean_draws(drawn)),
        alpha=estimate(krippendorff_alpha(shared.table), confusion.alpha(coincidences)),
        ac1=estimate(float(_ac1(_gwet_terms(counts).sum(0))), _ac1(gwet)),
        pairs=tuple(points),
    )


def krippendorff_alpha(table: Ints) -> float | None:
    """Return the nominal α as the krippendorff package computes it; None where everybody gave one value only."""
    import krippendorff

    known = table[table != MISSING]
    if len(np.unique(known)) < 2:
        return None
    data = np.where(table == MISSING, np.nan, table).T
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def cohen_kappa(first: Sequence[int] | Ints, second: Sequence[int] | Ints) -> float | None:
    """Return Cohen's κ as scikit-learn computes it; None where both gave one and the same value only."""
    from sklearn.metrics import cohen_kappa_score

    if len(first) == 0 or len(np.unique(np.concatenate([first, second]))) < 2:
        return None
    return float(cohen_kappa_score(first, second))


def gwet_ac1(table: Ints, values: int) -> float:
    """Return Gwet's AC1 for any number of coders, gaps allowed (Gwet 2008, BJMSP 61:29-48).

    >>> table = np.repeat([[0, 0], [0, 1], [1, 0]], [118, 5, 2], axis=0)
    >>> round(gwet_ac1(table, 2), 2)
    0.94
    """
    counts = votes(table, values).astype(float)
    return float(_ac1(_gwet_terms(counts).sum(0)))


def weighted_mean(figures: Iterable[tuple[float | None, int]]) -> float | None:
    """Return the mean of (figure, units it is of), by units; those that are not defined are left out.

    >>> weighted_mean([(1.0, 3), (0.0, 1), (None, 8)])
    0.75
    """
    told = [(figure, units) for figure, units in figures if figure is not None]
    total = sum(units for _, units in told)
    return sum(figure * units for figure, units in told) / total if total else None


def votes(table: Ints, values: int) -> Ints:
    """Count the coders who gave each value, shape (units, values)."""
    return np.stack([(table == value).sum(1) for value in range(values)], axis=1)


def coincidence(counts: Floats) -> Floats:
    """Return each unit's coincidences, shape (units, K, K), from the coders' counts, shape (units, K)."""
    pairs = counts[:, :, None] * counts[:, None, :]
    index = np.arange(counts.shape[1])
    pairs[:, index, index] -= counts
    return confusion.ratio(pairs, np.maximum(counts.sum(1) - 1, 0)[:, None, None])


def _gwet_terms(counts: Floats) -> Floats:
    """Return what AC1 adds up, shape (units, K + 2): the share of each value, agreement, and 1 each."""
    raters = counts.sum(1)
    agreed = confusion.ratio((counts * (counts - 1)).sum(1), raters * (raters - 1))
    coded = np.column_stack([counts / raters[:, None], np.nan_to_num(agreed), (raters >= 2).astype(float)])
    return np.column_stack([coded, np.ones(len(counts))])


def _percent(sums: Floats) -> Floats:
    return confusion.ratio(sums[..., -3], sums[..., -2])


def _ac1(sums: Floats) -> Floats:
    shares = confusion.ratio(sums[..., :-3], sums[..., -1:])
    # of a marker of which one value only is known, chance cannot be told
    others = np.asarray(float(shares.shape[-1] - 1))
    chance = confusion.ratio((shares * (1 - shares)).sum(-1), others)
    return confusion.ratio(_percent(sums) - chance, 1 - chance)


def _both(ratings: Ratings, pair: tuple[int, int]) -> NDArray[np.bool_]:
    both: NDArray[np.bool_] = (ratings.table[:, pair] != MISSING).all(1)
    return both


def _pair(ratings: Ratings, pair: tuple[int, int]) -> tuple[str, str, int, float | None]:
    kept = ratings.table[_both(ratings, pair)]
    first, second = pair
    return (
        ratings.coders[first],
        ratings.coders[second],
        len(kept),
        cohen_kappa(kept[:, first], kept[:, second]),
    )


def _mean_draws(drawn: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Return the pairs' weighted mean in each resample, from (draws,) of κ and of units a pair."""
    kappas, units = (np.stack(each) for each in zip(*drawn, strict=True))
    return confusion.ratio(np.nansum(kappas * units, 0), np.where(np.isnan(kappas), 0, units).sum(0))


def _pair_draws(
    ratings: Ratings, pair: tuple[int, int], conversation: Ints, weights: Floats
) -> tuple[Floats, Floats]:
    """Return a pair's κ in each resample, and on how many units, (draws,) both."""
    both = _both(ratings, pair)
    kept = ratings.table[both]
    matrices = confusion.one_hot(kept[:, pair[0]], kept[:, pair[1]], len(ratings.values))
    drawn = resampled(weights, sum_by(conversation[both], matrices, weights.shape[1]))
    return confusion.kappa(drawn), drawn.sum((-2, -1))
