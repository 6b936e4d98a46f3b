"""The held-out figures of a model beside the human ceiling and the bar: read from its card, never typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from empathy.apa import coefficient
from empathy.corpora.standoff import BINARY_MARKERS
from empathy.markers.card import Card, Figure

# The decisions that the literature and this project's bar name: (decision, figure, what must be reached).
BARS: tuple[tuple[str, str, str, float], ...] = (
    ("main behaviour, 4 classes", "behaviour", "macro-F1", 0.79),
    ("main behaviour, 4 classes", "behaviour", "κ", 0.74),
    ("question present", "question", "κ present", 0.86),
    ("open or closed, given a question", "question", "κ open/closed", 0.60),
    ("reflection present", "reflection", "κ present", 0.67),
    ("simple or complex, given a reflection", "reflection", "κ simple/complex", 0.0),
    ("input present", "input", "κ", 0.58),
    ("client talk", "talk", "macro-F1", 0.61),
    ("emotional reactions (written)", "emotional_reactions", "macro-F1", 0.76),
    ("interpretations (written)", "interpretations", "macro-F1", 0.63),
    ("explorations (written)", "explorations", "macro-F1", 0.72),
)
# The bar for the mean of the ten yes/no markers.
BINARY_BAR = 0.65
SURE_RIGHT, SURE_SHARE = 0.90, 0.75
# Positives that a marker needs for its calibration error to count.
ECE_EXAMPLES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of the bench; ``bar`` is None where none is set."""

    name: str
    measure: str
    figure: Figure
    bar: float | None


def lines(card: Card) -> Iterator[Line]:
    """Yield every figure that the bench prints, in order."""
    for name, decision, measure, bar in BARS:
        yield Line(name=name, measure=measure, figure=_figures(card, decision)[measure], bar=bar or None)
    for marker in BINARY_MARKERS:
        for measure in ("F1", "AP"):
            least = 0.75 if (marker, measure) == ("validation", "F1") else None
            yield Line(name=marker, measure=measure, figure=_figures(card, marker)[measure], bar=least)
    mean = sum(_figures(card, marker)["F1"].value for marker in BINARY_MARKERS) / len(BINARY_MARKERS)
    yield Line(name="mean of the ten", measure="F1", figure=Figure(value=round(mean, 4)), bar=BINARY_BAR)
    for measure in ("macro-F1", "κ present"):
        yield Line(
            name="empathic opportunity", measure=measure, figure=_figures(card, "opportunity")[measure], bar=None
        )
    sure = _figures(card, "behaviour")
    yield Line(name="main behaviour, not uncertain", measure="right", figure=sure["sure: right"], bar=SURE_RIGHT)
    yield Line(name="main behaviour, not uncertain", measure="share", figure=sure["sure: share"], bar=SURE_SHARE)


def worst_calibration(card: Card) -> tuple[str, float] | None:
    """Return the marker with the greatest calibration error among those with enough positives, if any has."""
    errors = {
        marker: entry.figures["ECE"].value
        for marker, entry in card.markers.items()
        if sum(n for value, n in entry.examples.items() if value != entry.values[0]) >= ECE_EXAMPLES
    }
    return max(errors.items(), key=lambda entry: entry[1], default=None)


def as_markdown(card: Card) -> str:
    """Return the table as Markdown.

    Figures carry a 95 % bootstrap interval over conversations; "second coder" is what another human coder scores.
    """
    rows = [
        f"Model `{card.name}` {card.version}, held out by conversation ({card.split.split(' over')[0]}).",
        "",
        "| decision | measure | held out | 95 % interval | second coder | bar | reached |",
        "|---|---|---|---|---|---|---|",
    ]
    for line in lines(card):
        figure = line.figure
        interval = f"{_figure(figure.low)}–{_figure(figure.high)}" if figure.low is not None else "–"
        reached = "–" if line.bar is None else ("yes" if figure.value >= line.bar else "no")
        rows.append(
            f"| {line.name} | {line.measure} | {_beside(figure.value, line.bar)} | {interval} "
            f"| {_figure(figure.human)} | {_figure(line.bar)} | {reached} |"
        )
    worst = worst_calibration(card)
    if worst is not None:
        rows += [
            "",
            f"Greatest calibration error (ECE) of a marker with {ECE_EXAMPLES} positives: {_figure(worst[1])} "
            f"({worst[0]}).",
        ]
    return "\n".join(rows)


def beside_people(card: Card) -> str:
    """Return, as Markdown, only the decisions for which another human coder's figure is known."""
    rows = ["| decision | measure | this model, held out | a second human coder |", "|---|---|---|---|"]
    rows += [
        f"| {line.name} | {line.measure} | {_figure(line.figure.value)} | {_figure(line.figure.human)} |"
        for line in lines(card)
        if line.figure.human is not None
    ]
    return "\n".join(rows)


def as_raw(card: Card) -> list[Mapping[str, Any]]:
    """Return the same figures as plain data."""
    return [
        {"decision": line.name, "measure": line.measure, "bar": line.bar, **line.figure.model_dump()}
        for line in lines(card)
    ]


def _figures(card: Card, decision: str) -> Mapping[str, Figure]:
    return card.markers[decision].figures if decision in card.markers else card.beside[decision]


def _beside(value: float, bar: float | None) -> str:
    """Return a figure with a digit more where rounding would lift it to a bar that it misses."""
    lifted = bar is not None and value < bar and _figure(value) == _figure(bar)
    return coefficient(value, 4) if lifted else _figure(value)


def _figure(value: float | None) -> str:
    return coefficient(value, 3)
