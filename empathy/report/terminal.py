"""A readable summary on the terminal: strengths, moments to come back to, numbers; the page holds the rest."""

from collections.abc import Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from empathy.report.moments import Moment
from empathy.report.numbers import Gauge
from empathy.report.own import WORDS
from empathy.report.turns import Turn
from empathy.report.view import SessionView, view_of
from empathy.report.words import CARE, RISK, more_moments, nothing_held_up, percent, turns_named
from empathy.session.summary import SessionReport

_LINE = 24
_QUOTE = 150


def render_terminal(reports: Sequence[SessionReport], console: Console) -> None:
    """Print a summary of each session; text of the transcript is printed as it is, never as markup."""
    views = [view_of(report, "s") for report in reports]
    for view in views:
        _session(view, console)
    if len(views) > 1:  # last, where a terminal that has scrolled still shows it
        _heading(f"All {len(views)} sessions", console)
        for view in views:
            style = "bold yellow" if view.risk else ""
            console.print(Padding(Text(f"{view.name}: {view.overview}", style=style), (0, 0, 0, 2)))


def _session(view: SessionView, console: Console) -> None:
    console.print()
    console.print(Text(view.name, style="bold"))
    console.print(Text(" · ".join(view.read), style="dim"))
    if view.risk:
        turns = turns_named(t.number for t in view.risk)
        console.print(Padding(Text(f"{RISK} See {turns}.", style="bold yellow"), (1, 0, 0, 0)))
    _moments("What worked", view.strengths, nothing_held_up(view.risk), console)
    lead = " ".join(view.said_of_missed)
    _moments("Moments to come back to", view.missed, view.nothing_missed, console, lead=lead)
    if view.missed_too:
        console.print(Text(f"  {more_moments(len(view.missed_too))} in the file.", style="dim"))
    _heading("The session in numbers", console)
    console.print(Padding(_numbers(view), (0, 0, 0, 2)))
    if view.own:
        _heading("Your own markers", console)
        console.print(Padding(_own(view), (0, 0, 0, 2)))
    if view.cautions:
        console.print(Text(f"\n{CARE}", style="dim"))
    for name, text in view.cautions:
        console.print(Padding(Text(f"{name}: {text}", style="dim"), (0, 0, 0, 2)))
    console.print()
    console.print(Text("A mirror for practice, not a judge of people; the model may be wrong.", style="dim italic"))


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold cyan"))


def _moments(title: str, moments: Sequence[Moment], none: str, console: Console, lead: str = "") -> None:
    _heading(title, console)
    if lead or not moments:
        console.print(Padding(Text(lead if moments else none, style="dim"), (0, 0, 0, 2)))
    for moment in moments:
        console.print(Padding(_moment(moment), (0, 0, 0, 2)))


def _moment(moment: Moment) -> Group:
    """Return the title, the words that matter (a strength, or an opening and its answer) and the note."""
    opening = moment.marker == "opportunity"
    chosen = moment.before if opening else moment.turn
    head = Text()
    where = f" (turn {chosen.number}{f', {chosen.clock}' if chosen.clock else ''})" if chosen else ""
    head.append(moment.title, style="yellow" if opening else "green")
    head.append(where + (", unsure" if moment.uncertain else ""), style="dim")
    spoken = f"{_who(chosen)}: " if chosen and chosen.shares_role else ""
    lines = [Text(f"{spoken}“{_short(chosen.text)}”")] if chosen else []
    if opening and moment.turn:
        lines.append(Text(f"{_who(moment.turn)}: “{_short(moment.turn.text)}”"))
    return Group(head, *(Padding(line, (0, 0, 0, 2)) for line in [*lines, Text(moment.note, style="dim")]))


def _who(turn: Turn) -> str:
    return turn.who[:1].upper() + turn.who[1:]


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"


def _numbers(view: SessionView) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, width=_LINE)
    table.add_column(style="dim", overflow="fold")
    for gauge in view.gauges:
        style = "bold" if gauge.telling else "dim"
        table.add_row(gauge.name, Text(gauge.value, style=style), _line(gauge), _says(gauge))
    taken_up = Text(f"{view.met} of {view.opportunities}", style="bold")
    table.add_row("Openings taken up", taken_up, "", view.met_in_doubt)
    if view.talk_words is not None:
        table.add_row("Helper's share of words", Text(percent(view.talk_words), style="bold"), "", "")
    if view.talk_time is not None:
        table.add_row("Helper's share of time", Text(percent(view.talk_time), style="bold"), "", "")
    return table


def _own(view: SessionView) -> Group:
    """Return the own markers' counts, each with how well it was learnt."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for row in view.own:
        seen, doubt = Text(str(row.tally.count), style="bold"), row.tally.uncertain
        counted = f"{row.tally.interval}{f', {doubt} unsure' if doubt else ''}"
        table.add_row(Text(row.tally.text), seen, Text(f"{counted}; {row.figure}. {row.caution}".rstrip()))
    return Group(table, Text(WORDS, style="dim"))


def _line(gauge: Gauge) -> Text:
    """Draw the interval as a line of characters with the value on it."""
    cells = ["·"] * _LINE

    def place(x: float) -> int:
        return min(int(x / gauge.width * _LINE), _LINE - 1)

    if gauge.low is not None and gauge.high is not None:
        cells[place(gauge.low) : place(gauge.high) + 1] = ["━"] * (place(gauge.high) - place(gauge.low) + 1)
    if gauge.dot is not None:
        cells[place(gauge.dot)] = "●" if gauge.telling else "○"
    return Text("".join(cells), style="cyan" if gauge.telling else "dim")


def _says(gauge: Gauge) -> Text:
    return Text("; ".join(part for part in (gauge.interval, gauge.counted, gauge.verdict) if part))
