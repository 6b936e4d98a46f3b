"""How far a session's errors lean together: the least shift whose intervals hold the coders' counts often enough.

See :mod:`empathy.session.intervals`. Of each marker the coded utterances of a session are taken for the session: a
shift is fitted on the counts of these. How much of a marker is there is fitted first, then which kind it is, then
the first once more, since kinds that vary make the whole vary too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.session.intervals import COVERAGE, Shift, draw_labels, interval_of, widened

SHIFTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.4, 2.8, 3.2)
DRAWS = 400

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A marker's coded utterances of one session: probabilities (n, values), places of labels and codes (n,)."""

    probabilities: Floats
    labels: Places
    codes: Places


def fit_shift(sessions: Sequence[Coded]) -> Shift:
    """Return the least shift whose 90 % intervals hold 90 % of the sessions' counts; no sessions, no shift."""
    if not sessions:
        return Shift(present=0.0)
    present = _least(sessions, _present, lambda value: Shift(present=value))
    if sessions[0].probabilities.shape[1] == 2:
        return Shift(present=present)
    kind = _least(sessions, _of_kinds, lambda value: Shift(present=present, kind=value))
    present = _least(sessions, _present, lambda value: Shift(present=value, kind=kind))
    return Shift(present=present, kind=kind)


def mean_shift(shifts: Mapping[str, Shift]) -> Shift:
    """Return what stands in for a marker without codes: the mean of the others, kinds over those that have any."""
    kinds = [shift.kind for shift in shifts.values() if shift.kind] or [0.0]
    present = float(np.mean([shift.present for shift in shifts.values()]))
    return Shift(present=round(present, 2), kind=round(float(np.mean(kinds)), 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFigure:
    """How often the 90 % interval of a value's count holds the coders' count, over sessions, and its mean width."""

    marker: str
    value: str
    sessions: int
    covered: float
    mean_width: float


def count_figures(marker: str, values: Sequence[str], sessions: Sequence[tuple[Coded, Shift]]) -> list[CountFigure]:
    """Return a figure for each positive value, each session under a shift that was fitted on others."""
    held = [_of_kinds(coded, _drawn(coded, shift)) for coded, shift in sessions]
    return [
        CountFigure(
            marker=marker,
            value=value,
            sessions=len(held),
            covered=round(float(np.mean([each[place][0] for each in held])), 4),
            mean_width=round(float(np.mean([each[place][1] for each in held])), 2),
        )
        for place, value in enumerate(values[1:])
    ]


_Held = tuple[bool, float]


def _least(
    sessions: Sequence[Coded],
    judge: Callable[[Coded, Places], Sequence[_Held]],
    shift_of: Callable[[float], Shift],
) -> float:
    """Return the least value under which every count is held often enough, the greatest where none is."""
    for value in SHIFTS:
        held = np.array(
            [[covered for covered, _ in judge(coded, _drawn(coded, shift_of(value)))] for coded in sessions]
        )
        if held.mean(axis=0).min() >= COVERAGE:
            return value
    return SHIFTS[-1]


def _drawn(coded: Coded, shift: Shift) -> Places:
    return draw_labels(coded.probabilities, shift=shift, rng=np.random.default_rng(0), draws=DRAWS)


def _present(coded: Coded, drawn: Places) -> list[_Held]:
    return [_holds((drawn > 0).sum(axis=1), int((coded.labels > 0).sum()), int((coded.codes > 0).sum()))]


def _of_kinds(coded: Coded, drawn: Places) -> list[_Held]:
    return [
        _holds((drawn == kind).sum(axis=1), int((coded.labels == kind).sum()), int((coded.codes == kind).sum()))
        for kind in range(1, coded.probabilities.shape[1])
    ]


def _holds(samples: NDArray[np.int_], count: int, truth: int) -> _Held:
    """Whether the interval that a report would show holds the true count, and its width."""
    drawn = interval_of(samples.astype(float))
    assert drawn is not None, "counts are finite"
    interval = widened(drawn, count)
    return interval.low <= truth <= interval.high, interval.high - interval.low
