"""Numbers, labels and agreement in plain words, the same in every report made for people."""

from collections.abc import Iterable

from empathy.apa import coefficient
from empathy.markers.catalogue import Agreement, Marker
from empathy.plural import plural
from empathy.report.glyphs import LOOKS
from empathy.session.summary import Interval, Measure

# The words of Landis & Koch (1977) for a kappa, without "fair", which the MITI uses for something else.
_KAPPA_WORDS = ((0.2, "hardly"), (0.4, "a little"), (0.6, "moderately"), (0.8, "well"), (1.01, "very well"))
# Markers whose value makes the noun: "complex reflection", not "Reflection: complex".
_VALUE_FIRST = {"reflection": "reflection", "question": "question", "opportunity": "opportunity", "talk": "talk"}
NOTHING = "–"
_NOTHING_SURE = (
    "No moment is held up here: none was sure enough, or something beside it spoke against it, such as advice that "
    "nobody had asked for. That says as much about the model as about the session: look for some in the turns."
)
_SUICIDE_FIRST = "Nothing is held up here: words that may be about suicide or self-harm come first."
# Said before what `empathy.report.cautions` lists.
CARE = "The model often gets these wrong. Take them, and the numbers that count them or should, as hints:"
# Said at the top of a report, before any number.
RISK = (
    "Some words here may be about suicide or self-harm. They were found by a list, which misses others: read the "
    "whole session. This tool cannot judge danger. Talk these turns through with your trainer or supervisor first. "
    "If somebody may really be in danger, or if this touches you yourself, call your emergency services or a "
    "crisis line now; it is there for you too."
)


def nothing_held_up(at_risk: object) -> str:
    """Say why no moment is held up; ``at_risk`` is true where words may be about suicide."""
    return _SUICIDE_FIRST if at_risk else _NOTHING_SURE


def turns_named(numbers: Iterable[int]) -> str:
    """Name turns by their numbers.

    >>> turns_named([2]), turns_named([2, 7])
    ('turn 2', 'turns 2, 7')
    """
    named = [str(number) for number in numbers]
    return f"{'turn' if len(named) == 1 else 'turns'} {', '.join(named)}"


def more_moments(count: int) -> str:
    """Say how many moments are folded away.

    >>> more_moments(1), more_moments(3)
    ('1 more moment', '3 more moments')
    """
    return plural(count, "more moment")


def percent(share: float) -> str:
    """Return a share (0–1) as a whole percentage.

    >>> percent(0.714)
    '71%'
    """
    return f"{round(100 * share)}%".replace("-", "−")


def likelihood(probability: float) -> str:
    """Return the model's probability (0–1) as a whole percentage that is never certain.

    >>> likelihood(0.714), likelihood(0.9961), likelihood(0.004)
    ('71%', '>99%', '<1%')
    """
    if probability < 0.005:
        return "<1%"
    return ">99%" if probability >= 0.995 else percent(probability)


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds, with hours where there are some.

    >>> clock(73.2), clock(3675)
    ('1:13', '1:01:15')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def lasting(seconds: float) -> str:
    """Say how long something took.

    >>> lasting(58), lasting(73.2), lasting(3675)
    ('58 seconds', '1:13 minutes', '1:01:15 hours')
    """
    if seconds < 60:
        return plural(int(seconds), "second")
    return f"{clock(seconds)} {'hours' if seconds >= 3600 else 'minutes'}"


def label_text(marker: Marker, label: str) -> str:
    """Name a marker's value as a reader would say it.

    >>> from empathy.markers.catalogue import codebook
    >>> label_text(codebook()["reflection"], "complex"), label_text(codebook()["warmth"], "yes")
    ('Complex reflection', 'Warmth')
    """
    if marker.id in _VALUE_FIRST:
        return f"{label.capitalize()} {_VALUE_FIRST[marker.id]}"
    if marker.id not in LOOKS and marker.positives == (label,):
        return marker.name  # a programme's own: in full, and whatever it calls its only positive value
    return marker.name.split(" and ")[0] if label == "yes" else f"{marker.name}: {label}"


def measure_value(measure: Measure) -> str:
    """Return a measure's value in its unit, or a dash where nothing can be divided."""
    return NOTHING if measure.value is None else in_unit(measure.value, measure.unit)


def in_unit(value: float, unit: str) -> str:
    """Return a number as its unit asks: a ratio with one decimal, a share as a percentage, a count whole.

    >>> in_unit(1.25, "ratio"), in_unit(0.5, "share"), in_unit(3.0, "count")
    ('1.2', '50%', '3')
    """
    if unit == "share":
        return percent(value)
    return f"{value:.1f}" if unit == "ratio" else f"{value:.0f}"


def interval_text(interval: Interval | None, unit: str) -> str:
    """Return a 90 % interval as words, or nothing where there is none."""
    if interval is None:
        return ""
    return f"{in_unit(interval.low, unit)} to {in_unit(interval.high, unit)}"


def base_text(measure: Measure) -> str:
    """Say what a measure rests on, and what counting the labels gives where that is another number."""
    nouns = {"complex_share": "reflection", "open_share": "question", "rq_ratio": "question"}
    rests, counted = plural(measure.base, nouns.get(measure.id, "helper turn")), counted_text(measure)
    return f"{rests} ({counted})" if counted else rests


def counted_text(measure: Measure) -> str:
    """Say what counting the labels gives where that is another number than the estimate, else nothing."""
    if measure.counted is None or in_unit(measure.counted, measure.unit) == measure_value(measure):
        return ""
    return f"counting labels: {in_unit(measure.counted, measure.unit)}"


def verdict(measure: Measure) -> str:
    """Say what the number tells: too little, a published band, or where the interval lies between bands."""
    if not measure.telling:
        return f"Too little to tell: {measure.why_not}" if measure.why_not else "Too little to tell"
    if measure.threshold is None:
        return ""
    if measure.band is None:
        return "Between the bands: the interval crosses a threshold"
    return {"good": "“Good” in the MITI's terms", "fair": "“Fair” in the MITI's terms"}.get(
        measure.band, "Below “fair” in the MITI's terms"
    )


def threshold_text(measure: Measure) -> str:
    """State a measure's published thresholds, or nothing where there are none."""
    if measure.threshold is None:
        return ""
    fair, good = (in_unit(cut, measure.unit) for cut in (measure.threshold.fair, measure.threshold.good))
    return f"fair from {fair}, good from {good}"


def agreement_in_words(marker: Marker) -> str:
    """Say in a sentence how far people agree on a marker, or that this is not known."""
    human = [a for a in marker.agreement if a.human]
    if human:
        return " ".join(f"People agree {_how_well(a)} on this{_detail(a)}." for a in human)
    if marker.agreement:
        return "How far people agree on this is not known; only machine-assisted coding passes were compared."
    return "How far people agree on this is not known."


def coders_agreement(marker: Marker) -> str:
    """Say how far a programme's own coders agree on its marker, if its codebook tells."""
    known = agreement_in_words(marker) if marker.agreement else "How far your coders agree on it is not known."
    return f"A marker of your own. {known}"


def _detail(agreement: Agreement) -> str:
    """Put what was agreed on before its figure: " (present or not): κ between two coders .66"."""
    what, _, detail = agreement.measure.partition(" (")
    return f"{f' ({detail}' if detail else ''}: {what} {coefficient(agreement.value)}"


def _how_well(agreement: Agreement) -> str:
    return next(word for cut, word in _KAPPA_WORDS if agreement.value < cut)
