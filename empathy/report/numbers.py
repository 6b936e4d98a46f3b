"""The session's numbers as small drawings: gauges for measures, bars for counts and for the course."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from empathy.markers.catalogue import Catalogue, Marker, codebook
from empathy.report.glyphs import BAR_MARKER, emblem, look_of, symbol
from empathy.report.words import (
    base_text,
    counted_text,
    in_unit,
    interval_text,
    label_text,
    measure_value,
    threshold_text,
    verdict,
)
from empathy.session.summary import Measure, SessionSummary

GAUGE = 200.0
_LEAST_TOP = {"ratio": 3.0, "share": 1.0, "count": 10.0}  # a common end keeps the lines comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A published threshold on a gauge."""

    name: str
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """One measure: its words, and where value, interval and thresholds stand on a line of ``GAUGE`` pixels."""

    id: str
    name: str
    meaning: str
    value: str
    interval: str
    base: str
    counted: str
    verdict: str
    thresholds: str
    source: str
    agreement: str
    telling: bool
    dot: float | None
    low: float | None
    high: float | None
    cuts: tuple[Cut, ...]
    zero: float
    top: str
    width: float = GAUGE

    @property
    def spoken(self) -> str:
        """The drawing in words."""
        parts = [
            f"{self.name}: {self.value}",
            f"90% interval {self.interval}" if self.interval else "",
            self.thresholds,
        ]
        return "; ".join(p for p in parts if p)


def gauge_of(measure: Measure, weak: Sequence[str] = ()) -> Gauge:
    """Draw one measure; the line goes from 0, or below where a balance is negative, to where everything fits.

    ``weak`` names the markers that it counts and the model tells weakly.
    """
    hint = f"A hint only: the model is weak at {' and '.join(weak)}" if weak and measure.telling else ""
    cuts = (measure.threshold.fair, measure.threshold.good) if measure.threshold else ()
    ends = (measure.interval.low, measure.interval.high) if measure.interval else ()
    shown = [0.0, *cuts, *ends, *([] if measure.value is None else [measure.value])]
    bottom, top = min(shown), max(_LEAST_TOP[measure.unit], *shown)

    def place(value: float) -> float:
        share = (value - bottom) / (top - bottom)
        return float(round(GAUGE * share, 1))

    return Gauge(
        id=measure.id,
        name=measure.name,
        meaning=measure.meaning,
        value=measure_value(measure),
        interval=interval_text(measure.interval, measure.unit),
        base=base_text(measure),
        counted=counted_text(measure),
        verdict="; ".join(part for part in (verdict(measure), hint) if part),
        thresholds=threshold_text(measure),
        source=measure.threshold.source if measure.threshold else "",
        agreement=measure.agreement,
        telling=measure.telling,
        dot=None if measure.value is None else place(measure.value),
        low=place(measure.interval.low) if measure.interval else None,
        high=place(measure.interval.high) if measure.interval else None,
        cuts=tuple(Cut(name=n, x=place(c)) for n, c in zip(("fair", "good"), cuts, strict=False)),
        zero=place(0.0),
        top=in_unit(top, measure.unit),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a value of a marker was seen, and in how many of these the model was unsure."""

    marker: str
    text: str
    symbol: str
    family: str
    count: int
    uncertain: int
    interval: str


def tallies_of(summary: SessionSummary, book: Catalogue | None = None) -> tuple[Tally, ...]:
    """Return the counts of every marker's values, the main behaviour's left out."""
    book = book or codebook()
    return tuple(
        Tally(
            marker=c.marker,
            text=label_text(book[c.marker], c.value),
            symbol=symbol(c.marker, c.value, met=True),
            family=look_of(c.marker).family,
            count=c.count,
            uncertain=c.uncertain,
            interval=interval_text(c.interval, "count"),
        )
        for c in summary.counts
        if c.marker != BAR_MARKER
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One marker over the stretches of the session: a count and a bar (0–1) each."""

    marker: str
    name: str
    symbol: str
    family: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]


def course_of(
    summary: SessionSummary, book: Catalogue | None = None, *, leave_out: Set[str] = frozenset()
) -> tuple[CourseRow, ...]:
    """Return the markers seen in the session over its stretches; all bars share one scale.

    ``leave_out`` are markers that are hinted at alone: a bar would say more than any turn does.
    """
    known = [m for m in (book or codebook()).markers if m.id != BAR_MARKER and m.id not in leave_out]
    seen = [m for m in known if any(s.counts.get(m.id) for s in summary.course)]
    most = max((s.counts.get(m.id, 0) for m in seen for s in summary.course), default=1)
    return tuple(_course_row(m, [s.counts.get(m.id, 0) for s in summary.course], most) for m in seen)


def _course_row(marker: Marker, counts: Sequence[int], most: int) -> CourseRow:
    return CourseRow(
        marker=marker.id,
        name=marker.name,
        symbol=emblem(marker.id),
        family=look_of(marker.id).family,
        counts=tuple(counts),
        shares=tuple(round(c / most, 3) for c in counts),
    )
