"""Whether a number of the session tells anything, and what is said beside it: its band, how far people agree."""

from typing import Final

from empathy.session.settings import TellingEntry
from empathy.session.summary import Band, Interval, Threshold, Unit

# Half of the last digit that a report shows: counts are drawn whole, and estimates are not.
_HALF_A_DIGIT: Final = {"ratio": 0.05, "share": 0.005, "count": 0.5}


def why_not(
    unit: Unit,
    value: float | None,
    *,
    base: int,
    drawn: Interval | None,
    interval: Interval | None,
    limits: TellingEntry,
) -> str:
    """Return why a number does not tell, "" where it does.

    Args:
        unit: what the number is; a count tells whatever it rests on.
        value: the number, None where nothing can be divided.
        base: the count of labels that it rests on.
        drawn: the interval that the probabilities give.
        interval: the interval as shown, which holds the value.
        limits: when a number rests on too little.
    """
    return _too_little(unit, value, base, interval, limits) or _apart(unit, value, drawn)


def _too_little(unit: Unit, value: float | None, base: int, interval: Interval | None, limits: TellingEntry) -> str:
    if unit == "count":
        return ""
    if value is None or interval is None:
        return "nothing to divide by"
    if base < limits.least_base:
        return f"it rests on {base}, fewer than {limits.least_base}"
    if unit == "share" and interval.high - interval.low > limits.widest_share:
        return "the interval is too wide"
    if unit == "ratio" and interval.high > limits.widest_ratio * max(interval.low, 0.05):
        return "the interval is too wide"
    return ""


def _apart(unit: Unit, value: float | None, drawn: Interval | None) -> str:
    """Say so where the value lies outside what the probabilities give, by more than rounding hides."""
    if value is None or drawn is None:
        return ""
    hidden = _HALF_A_DIGIT[unit]
    if drawn.low - hidden <= value <= drawn.high + hidden:
        return ""
    return "counting labels gives another number than weighing every turn's doubt"


def band_of(threshold: Threshold | None, interval: Interval | None) -> Band | None:
    """Name a band only where the whole interval lies in it; else the number does not tell.

    >>> rq_ratio = Threshold(fair=1.0, good=2.0, source="MITI 4.2.1")
    >>> band_of(rq_ratio, Interval(low=1.1, high=1.9)), band_of(rq_ratio, Interval(low=0.9, high=1.9))
    ('fair', None)
    """
    if threshold is None or interval is None:
        return None
    if interval.low >= threshold.good:
        return "good"
    if interval.high < threshold.fair:
        return "below fair"
    if interval.low >= threshold.fair and interval.high < threshold.good:
        return "fair"
    return None


def icc_in_words(icc: float | None) -> str:
    """Say in words how far people agree (bands of Cicchetti 1994 for ICC).

    >>> icc_in_words(0.6)
    'human coders agree well on this number (ICC 0.60, ten annotators, few sessions)'
    """
    if icc is None:
        return ""
    words = ("poorly", "moderately", "well", "very well")[sum(icc >= cut for cut in (0.40, 0.60, 0.75))]
    return f"human coders agree {words} on this number (ICC {icc:.2f}, ten annotators, few sessions)"
