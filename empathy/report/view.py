"""A session as a page shows it: everything worked out beforehand, so that templates only place it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from empathy.markers.catalogue import Marker, with_own
from empathy.plural import plural
from empathy.report.beside import Cell, cells_of
from empathy.report.cautions import cautions_of
from empathy.report.glyphs import BAR_MARKER, emblem, look_of, symbol
from empathy.report.heading import what_was_read
from empathy.report.moments import (
    Moment,
    met_in_doubt,
    missed_moment,
    nothing_missed,
    said_of_missed,
    strength_moment,
    to_come_back_to,
)
from empathy.report.numbers import CourseRow, Gauge, Tally, course_of, gauge_of, tallies_of
from empathy.report.own import OwnRow, own_letters, own_rows
from empathy.report.ribbon import Ribbon, RibbonGlyph, RibbonTurn, by_time, by_words
from empathy.report.signature import signature
from empathy.report.turns import Turn, turns_of
from empathy.report.words import agreement_in_words, clock, coders_agreement, percent
from empathy.session.measures import RULES
from empathy.session.summary import SessionReport, SessionSummary, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One session, ready to be placed."""

    anchor: str
    name: str
    model: str
    read: tuple[str, ...]
    notes: tuple[str, ...]
    risk: tuple[Turn, ...]
    strengths: tuple[Moment, ...]
    gauges: tuple[Gauge, ...]
    tallies: tuple[Tally, ...]
    talk_words: float | None
    talk_time: float | None
    unasked: tuple[Turn, ...]
    met: int
    opportunities: int
    met_in_doubt: str
    in_doubt: str
    ribbons: tuple[Ribbon, ...]
    signature: tuple[tuple[str, str], ...]
    missed: tuple[Moment, ...]
    missed_too: tuple[Moment, ...]
    said_of_missed: tuple[str, str]
    nothing_missed: str
    stretches: tuple[Stretch, ...]
    course: tuple[CourseRow, ...]
    turns: tuple[Turn, ...]
    filters: tuple["MarkerView", ...]
    cautions: tuple[tuple[str, str], ...]
    probabilities: Mapping[str, object]
    own: tuple[OwnRow, ...]
    beside: tuple[Cell, ...]
    overview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerView:
    """A marker of the codebook as the legend, the filters and the glossary show it; ``own`` for a programme's own.

    ``letter`` stands in the shape that is drawn for an own marker.
    """

    marker: Marker
    symbol: str
    family: str
    agreement: str
    figure: str
    caution: str
    short: str
    shapes: tuple[tuple[str, str], ...]
    own: bool = False
    letter: str = ""


def view_of(report: SessionReport, anchor: str) -> SessionView:
    """Work out everything a page shows of one session; ``anchor`` names it within the page."""
    turns = turns_of(report, anchor)
    by_index = {u.utterance.index: t for u, t in zip(report.scored.utterances, turns, strict=True)}
    summary = report.summary
    ribbon_turns = [_ribbon_turn(t) for t in turns]
    hinted = {c.marker for t in turns for c in t.hints}
    shown = {c.marker for t in turns for c in t.chips}
    seen = shown | hinted
    first, rest = to_come_back_to(summary.opportunities)
    return SessionView(
        anchor=anchor,
        name=summary.session,
        model=summary.model,
        read=what_was_read(report),
        notes=tuple(note.rstrip(".") + "." for note in report.scored.transcript.reading.notes),
        risk=tuple(by_index[index] for index in summary.risk),
        strengths=tuple(strength_moment(s, by_index, turns) for s in summary.strengths),
        gauges=tuple(gauge_of(m, _weak(m.id, report)) for m in summary.measures),
        tallies=tuple(t for t in tallies_of(summary, report.book) if t.marker not in report.own_ids),
        talk_words=summary.talk_words,
        talk_time=summary.talk_time,
        unasked=tuple(by_index[index] for index in summary.unasked),
        met=summary.taken_up[0],
        opportunities=summary.taken_up[1],
        met_in_doubt=met_in_doubt(summary),
        in_doubt=percent(summary.uncertain_share),
        ribbons=tuple(r for r in (by_words(ribbon_turns), by_time(ribbon_turns)) if r is not None),
        signature=signature(ribbon_turns),
        missed=tuple(missed_moment(o, by_index) for o in first),
        missed_too=tuple(missed_moment(o, by_index) for o in rest),
        said_of_missed=said_of_missed(summary),
        nothing_missed=nothing_missed(summary),
        stretches=summary.course,
        course=course_of(summary, report.book, leave_out=hinted - shown),
        turns=turns,
        filters=tuple(m for m in markers_of([report]) if m.marker.id in seen),
        cautions=cautions_of(report, seen),
        probabilities=_probabilities(report),
        own=own_rows(report),
        beside=cells_of(report, met_in_doubt(summary)),
        overview=overview(summary),
    )


def markers_of(reports: Sequence[SessionReport]) -> tuple[MarkerView, ...]:
    """Return every marker, own ones last, with what is known of people's and the model's agreement on it."""
    own = {m.id: m for r in reports for m in r.own}
    letters = own_letters(list(own.values()))
    figures = {m: text for r in reports for m, text in r.figures.items()}
    cautions = {m: text for r in reports for m, text in r.cautions.items()}
    return tuple(
        MarkerView(
            marker=m,
            symbol=emblem(m.id),
            family=look_of(m.id).family,
            agreement=coders_agreement(m) if m.id in own else agreement_in_words(m),
            figure=figures.get(m.id, ""),
            caution=cautions.get(m.id, ""),
            short=m.id.replace("_", " ").capitalize(),
            shapes=_shapes(m),
            own=m.id in own,
            letter=letters.get(m.id, ""),
        )
        for m in with_own(list(own.values())).markers
    )


def _weak(measure: str, report: SessionReport) -> tuple[str, ...]:
    """Name the markers that a number counts and the model tells weakly."""
    counts = next((rule.counts for rule in RULES if rule.id == measure), ())
    return tuple(m for m in counts if m in report.cautions)


def _shapes(marker: Marker) -> tuple[tuple[str, str], ...]:
    """Return the shapes of a marker, each with what it says."""
    if marker.id == BAR_MARKER:
        return ()  # drawn as the bar itself
    if marker.id == "opportunity":
        return (("g-opportunity-missed", "not met"), ("g-opportunity-met", "met"))
    if look_of(marker.id).by_value:
        return tuple((symbol(marker.id, value), value) for value in marker.positives)
    return ((symbol(marker.id), ""),)


def _ribbon_turn(turn: Turn) -> RibbonTurn:
    return RibbonTurn(
        number=turn.number,
        target=turn.anchor,
        title=_ribbon_title(turn),
        role=turn.role,
        behaviour="noise" if turn.noise else turn.mainly,
        uncertain=turn.mainly_uncertain,
        words=turn.words,
        start=turn.start,
        end=turn.end,
        glyphs=tuple(
            RibbonGlyph(marker=c.marker, symbol=c.symbol, family=c.family, uncertain=c.uncertain)
            for c in turn.chips
        ),
    )


def _ribbon_title(turn: Turn) -> str:
    where = ", ".join(part for part in (str(turn.number), turn.who, turn.clock) if part)
    said = [f"{c.text.lower()}{' (unsure)' if c.uncertain else ''}" for c in turn.chips]
    if turn.opportunity is not None and turn.opportunity.judged:
        said.append("met" if turn.opportunity.met else "a moment to come back to")
    return f"{where}: {', '.join(said)}" if said else where


def _probabilities(report: SessionReport) -> dict[str, object]:
    """Return every probability in whole per cent, compactly, for the panels that open on demand."""
    order = [m for m in report.book.markers if any(m.id in u.markers for u in report.scored.utterances)]
    rows = {
        u.utterance.index: {
            str(place): [round(100 * u.markers[m.id].probabilities.get(v, 0.0)) for v in m.values]
            for place, m in enumerate(order)
            if m.id in u.markers
        }
        for u in report.scored.utterances
        if u.markers
    }
    return {"markers": [[m.id, m.name, list(m.values)] for m in order], "rows": rows}


def overview(summary: SessionSummary) -> str:
    """Return the line that stands beside a session's name in the list of several."""
    met, judged = summary.taken_up
    turns = plural(sum(summary.utterances.values()), "turn")
    long = f", {clock(summary.duration)}" if summary.duration else ""
    doubt = f", {said}" if (said := met_in_doubt(summary)) else ""
    risk = "may speak of suicide or self-harm; " if summary.risk else ""
    taken_up = f"{met} of {plural(judged, 'opening')} taken up{doubt}" if judged else "no opening to take up"
    return f"{risk}{turns}{long}; {taken_up}"
