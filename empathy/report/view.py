"""A session as a page shows it: everything worked out beforehand, so that templates only place it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import overload

from empathy.markers.catalogue import Marker, codebook, with_own
from empathy.report.cautions import cautions_of
from empathy.report.evidence import excerpt
from empathy.report.glyphs import BAR_MARKER, emblem, look_of, symbol
from empathy.report.heading import what_was_read
from empathy.report.numbers import CourseRow, Gauge, Tally, course_of, gauge_of, tallies_of
from empathy.report.own import OwnRow, own_letters, own_rows
from empathy.report.ribbon import Ribbon, RibbonGlyph, RibbonTurn, by_time, by_words
from empathy.report.signature import signature
from empathy.report.turns import Turn, turns_of
from empathy.report.words import agreement_in_words, clock, coders_agreement, label_text, percent, plural
from empathy.session.opportunities import has_content
from empathy.session.summary import Opportunity, SessionReport, SessionSummary, Strength, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment to look at: the client's turn, the helper's, and a sentence on it."""

    before: Turn | None
    turn: Turn | None
    symbol: str
    family: str
    title: str
    note: str
    marker: str
    uncertain: bool


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
    met: int
    opportunities: int
    met_in_doubt: str
    in_doubt: str
    ribbons: tuple[Ribbon, ...]
    signature: tuple[tuple[str, str], ...]
    missed: tuple[Moment, ...]
    stretches: tuple[Stretch, ...]
    course: tuple[CourseRow, ...]
    turns: tuple[Turn, ...]
    filters: tuple["MarkerView", ...]
    cautions: tuple[tuple[str, str], ...]
    probabilities: Mapping[str, object]
    own: tuple[OwnRow, ...]


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
    seen = {c.marker for t in turns for c in t.chips}
    return SessionView(
        anchor=anchor,
        name=summary.session,
        model=summary.model,
        read=what_was_read(report),
        notes=tuple(note.rstrip(".") + "." for note in report.scored.transcript.reading.notes),
        risk=tuple(by_index[index] for index in summary.risk),
        strengths=tuple(_strength(s, by_index, turns) for s in summary.strengths),
        gauges=tuple(gauge_of(m) for m in summary.measures),
        tallies=tuple(t for t in tallies_of(summary, report.book) if t.marker not in report.own_ids),
        talk_words=summary.talk_words,
        talk_time=summary.talk_time,
        met=summary.taken_up[0],
        opportunities=summary.taken_up[1],
        met_in_doubt=_met_in_doubt(summary),
        in_doubt=percent(summary.uncertain_share),
        ribbons=tuple(r for r in (by_words(ribbon_turns), by_time(ribbon_turns)) if r is not None),
        signature=signature(ribbon_turns),
        missed=tuple(_missed(o, by_index) for o in summary.opportunities if o.missed),
        stretches=summary.course,
        course=course_of(summary, report.book),
        turns=turns,
        filters=tuple(m for m in markers_of([report]) if m.marker.id in seen),
        cautions=cautions_of(report, seen),
        probabilities=_probabilities(report),
        own=own_rows(report),
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


def _shapes(marker: Marker) -> tuple[tuple[str, str], ...]:
    """Return the shapes of a marker, each with what it says."""
    if marker.id == BAR_MARKER:
        return ()  # drawn as the bar itself
    if marker.id == "opportunity":
        return (("g-opportunity-missed", "not met"), ("g-opportunity-met", "met"))
    if look_of(marker.id).by_value:
        return tuple((symbol(marker.id, value), value) for value in marker.positives)
    return ((symbol(marker.id), ""),)


def _met_in_doubt(summary: SessionSummary) -> str:
    """Say how many openings were met in doubt only, if any."""
    count = sum(o.met and o.uncertain for o in summary.opportunities)
    return f"{count} of these in doubt" if count else ""


def _strength(strength: Strength, by_index: Mapping[int, Turn], turns: Sequence[Turn]) -> Moment:
    turn = by_index[strength.utterance]
    chip = next((c for c in turn.chips if c.marker == strength.marker), None)
    return Moment(
        before=_quoted(_client_before(turn, turns), ""),
        turn=_quoted(turn, strength.marker),
        symbol=chip.symbol if chip else symbol(strength.marker, strength.label),
        family=look_of(strength.marker).family,
        title=label_text(codebook()[strength.marker], strength.label),
        note=f"Perhaps: the model is unsure. {strength.reason}" if strength.uncertain else strength.reason,
        marker=strength.marker,
        uncertain=chip.uncertain if chip else False,
    )


@overload
def _quoted(turn: Turn, marker: str) -> Turn: ...
@overload
def _quoted(turn: Turn | None, marker: str) -> Turn | None: ...
def _quoted(turn: Turn | None, marker: str) -> Turn | None:
    """Return a turn as a moment quotes it: a long one shortened to where the marker's words stand."""
    return turn and replace(turn, pieces=excerpt(turn.pieces, marker))


def _client_before(turn: Turn, turns: Sequence[Turn]) -> Turn | None:
    """Return the client's last turn before this one that says something, if it is near; else any with words."""
    near = [t for t in reversed(turns[max(turn.number - 5, 0) : turn.number - 1]) if t.role == "client" and t.words]
    return next((t for t in near if has_content(t.text)), near[0] if near else None)


def _missed(opportunity: Opportunity, by_index: Mapping[int, Turn]) -> Moment:
    turn = by_index[opportunity.utterance]
    return Moment(
        before=_quoted(turn, "opportunity"),
        turn=None if opportunity.answer is None else _quoted(by_index[opportunity.answer], ""),
        symbol="g-opportunity-missed",
        family="client",
        title="A feeling was voiced" if opportunity.strength == "explicit" else "A feeling was hinted at",
        note=opportunity.suggestion,
        marker="opportunity",
        uncertain=opportunity.uncertain,
    )


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
    where = ", ".join(part for part in (str(turn.number), turn.role, turn.clock) if part)
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
    return f"{turns}{long}; {met} of {judged} empathic opportunities met"
