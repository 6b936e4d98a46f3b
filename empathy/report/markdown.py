"""The report as Markdown: the same order as the page, for notes, issues and version control."""

import re
from collections.abc import Iterable, Sequence

from empathy.report.beside import COLUMNS, table_of
from empathy.report.beside import LEAD as BESIDE_LEAD
from empathy.report.moments import Moment
from empathy.report.numbers import Gauge
from empathy.report.own import LEAD, WORDS, OwnRow
from empathy.report.turns import Chip, Turn
from empathy.report.view import SessionView, view_of
from empathy.report.words import CARE, RISK, more_moments, nothing_held_up, percent, turns_named
from empathy.session.summary import SessionReport

# What Markdown or the HTML within it would take for markup: text is quoted, never rendered.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIMITS = (
    "A mirror for practice, not a judge of people. The labels are a model's reading of the words alone; "
    "“?” marks where it is unsure."
)


def to_markdown(reports: Sequence[SessionReport]) -> str:
    """Return one Markdown document for all sessions, in order."""
    views = [view_of(report, "s") for report in reports]
    named = ", ".join(escape(view.name) for view in views if view.risk)
    head = [f"**{RISK}** Sessions: {named}."] if named and len(views) > 1 else []
    return "\n\n".join([*head, *_beside(views), *(_session(view) for view in views)]) + "\n"


def _beside(views: Sequence[SessionView]) -> list[str]:
    if len(views) < 2:
        return []
    rows = table_of([(view.name, view.beside) for view in views])
    table = _table(("Session", *COLUMNS), [[escape(cell) for cell in row] for row in rows])
    return ["# Side by side", escape(BESIDE_LEAD), table]


def escape(text: str) -> str:
    r"""Escape what Markdown would take for markup, and keep it on one line.

    >>> escape("a | b *c*\nd")
    'a \\| b \\*c\\* d'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _session(view: SessionView) -> str:
    parts = [
        f"# {escape(view.name)}",
        _LIMITS,
        escape(" ".join([", ".join(view.read) + ".", *view.notes, f"Model: {view.model}."])),
        *_risk(view),
        "## What worked",
        _moments(view.strengths) or nothing_held_up(view.risk),
        "## Moments to come back to",
        *_missed(view),
        "## The session in numbers",
        _numbers(view),
        *_notes_on_numbers(view),
        *_own(view),
        *_course(view),
        "## Every turn",
        _turns(view.turns),
    ]
    return "\n\n".join(parts)


def _risk(view: SessionView) -> list[str]:
    return [f"**{RISK}** See {turns_named(t.number for t in view.risk)}."] if view.risk else []


def _missed(view: SessionView) -> list[str]:
    if not view.missed:
        return [escape(view.nothing_missed)]
    rest = [f"{more_moments(len(view.missed_too))}:", _moments(view.missed_too)] if view.missed_too else []
    return [*(escape(said) for said in view.said_of_missed if said), _moments(view.missed), *rest]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _moments(moments: Sequence[Moment]) -> str:
    return "\n".join(_moment(m) for m in moments)


def _moment(moment: Moment) -> str:
    turns = sorted((t for t in (moment.before, moment.turn) if t), key=lambda t: t.number)
    quotes = "".join(f"\n  > {escape(t.who)} ({t.number}): {escape(t.text)}\n  >" for t in turns).removesuffix(
        "\n  >"
    )
    doubt = " (unsure)" if moment.uncertain else ""
    return f"- **{moment.title}**{doubt}. {escape(moment.note)}\n{quotes}\n"


def _numbers(view: SessionView) -> str:
    unasked = turns_named(t.number for t in view.unasked)
    where = {"mi_non_adherent": f"advice without permission: {unasked}"} if view.unasked else {}
    rows = [[g.name, g.value, g.interval, g.base, _says(g, where.get(g.id, ""))] for g in view.gauges]
    rows.append(["Openings taken up", f"{view.met} of {view.opportunities}", "", "", view.met_in_doubt])
    if view.talk_words is not None:
        rows.append(["The helper's share of the words", percent(view.talk_words), "", "", ""])
    if view.talk_time is not None:
        rows.append(["The helper's share of the time", percent(view.talk_time), "", "", ""])
    return _table(("Measure", "Value", "90% interval", "From", ""), [[escape(c) for c in row] for row in rows])


def _says(gauge: Gauge, where: str) -> str:
    return "; ".join(part for part in (gauge.verdict, where, gauge.thresholds, gauge.agreement) if part)


def _notes_on_numbers(view: SessionView) -> list[str]:
    sources = dict.fromkeys(g.source for g in view.gauges if g.source)
    cited = [f"Thresholds: {escape(s)}; no validated norm." for s in sources]
    cautions = [f"- **{escape(name)}**: {escape(text)}" for name, text in view.cautions]
    return [*cited, *([CARE, "\n".join(cautions)] if cautions else [])]


def _own(view: SessionView) -> list[str]:
    if not view.own:
        return []
    head = ("Marker", "Seen", "Of these unsure", "90% interval", "How well it was learnt")
    rows = [_own_row(row) for row in view.own]
    return ["## Your own markers", escape(f"{LEAD} {WORDS}"), _table(head, rows)]


def _own_row(row: OwnRow) -> list[str]:
    tally, told = row.tally, f"{row.figure}. {row.caution}".rstrip()
    return [escape(cell) for cell in (tally.text, str(tally.count), str(tally.uncertain), tally.interval, told)]


def _course(view: SessionView) -> list[str]:
    if not view.course:
        return []
    head = ["Marker", *(f"{s.name} ({s.first + 1}–{s.last + 1})" for s in view.stretches)]
    rows = [[escape(row.name), *(str(c) for c in row.counts)] for row in view.course]
    return ["## The course of the session", _table(head, rows)]


def _turns(turns: Sequence[Turn]) -> str:
    rows = [[str(t.number), t.clock, escape(t.who), escape(t.text), _marks(t)] for t in turns]
    return _table(("Turn", "Time", "Role", "Words", "Markers"), rows)


def _marks(turn: Turn) -> str:
    marks = [_mark(c) for c in turn.chips]
    marks += [f"a faint hint only: {_mark(c)}" for c in turn.hints]
    if turn.opportunity is not None and turn.opportunity.missed:
        marks.append("a moment to come back to")
    return "; ".join(marks)


def _mark(chip: Chip) -> str:
    words = f" “{chip.words}”" if chip.words else ""
    own = " (your own)" if chip.own else ""
    return escape(f"{chip.text}{own}{' ?' if chip.uncertain else ''} {chip.percent}{words}")
