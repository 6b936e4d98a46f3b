"""Several sessions side by side: a few numbers each, to see one helper's practice over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from empathy.report.words import NOTHING, interval_text, measure_value, percent
from empathy.session.summary import Measure, SessionReport, SessionSummary

# Few, to be read at a glance; the others stand with each session.
_MEASURES = {"rq_ratio": "R:Q", "reflection_rate": "Reflection rate", "open_share": "Open questions"}
COLUMNS = ("Openings taken up", *_MEASURES.values(), "Helper's share of words")
LEAD = (
    "In the order in which they were read: for one helper's sessions over time, not for setting people against "
    "each other. An opening is a feeling that the client voiced or hinted at. In brackets is what is too little to "
    "tell. Where intervals overlap, a difference may be none; another client or topic changes the numbers too."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number, in brackets where it is too little to tell, and its interval or doubt."""

    text: str
    beside: str = ""


def cells_of(report: SessionReport, met_in_doubt: str) -> tuple[Cell, ...]:
    """Return a session's cells, one for each of ``COLUMNS``."""
    summary = report.summary
    measures = {m.id: m for m in summary.measures}
    numbers = (_number(measures[name]) if name in measures else Cell(text=NOTHING) for name in _MEASURES)
    words = NOTHING if summary.talk_words is None else percent(summary.talk_words)
    return (Cell(text=openings(summary), beside=met_in_doubt), *numbers, Cell(text=words))


def openings(summary: SessionSummary) -> str:
    """Return how many openings were taken up, and of how many; a dash where there was none."""
    met, judged = summary.taken_up
    return f"{met} of {judged}" if judged else NOTHING


def table_of(rows: Sequence[tuple[str, Sequence[Cell]]]) -> list[list[str]]:
    """Return rows of text: a session's name, then its cells with what stands beside them."""
    return [[name, *(", ".join(t for t in (c.text, c.beside) if t) for c in cells)] for name, cells in rows]


def _number(measure: Measure) -> Cell:
    value = measure_value(measure)
    if measure.value is None:
        return Cell(text=value)
    text = value if measure.telling else f"({value})"
    return Cell(text=text, beside=interval_text(measure.interval, measure.unit))
