"""Rows of a table -> sessions: one row an utterance, several sessions in one file, annotators' rows joined."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median

from empathy.ingest.columns import Columns
from empathy.ingest.found import Found, Turn
from empathy.ingest.source import clean
from empathy.ingest.times import is_absolute, parse_time, relative
from empathy.plural import plural
from empathy.transcript import Role

_YEAR = 365 * 86_400
# Seconds a word, and timed turns that it takes to tell
_SLOWEST, _FEW = 30, 3
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as read: its line in the file (from 1) and its cells; ``carried`` where its session stands above."""

    line: int
    cells: Sequence[object]
    carried: bool = False

    def text(self, place: int | None) -> str:
        """Return a cell's text, empty where the row is short or the cell is."""
        value = self.cells[place] if place is not None and place < len(self.cells) else None
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # spreadsheets keep ids and numbers of speakers as 3.0
        return "" if value is None else clean(str(value))


@dataclass(slots=True)
class _Session:
    """The rows of one session on the way to its turns."""

    columns: Columns
    turns: list[Turn] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    merged: int = 0
    empty: int = 0
    unread_times: int = 0
    carried: int = 0
    dated: bool = False


def sessions_of(
    rows: Iterable[Row], columns: Columns, *, format_name: str, notes: tuple[str, ...]
) -> Iterator[Found]:
    """Yield a session for each run of rows with the same session cell; rows must be grouped by session."""
    for name, group in groupby(rows, key=lambda row: row.text(columns.session)):
        found = _one(group, columns, format_name)
        yield replace(found, session=name or None, notes=notes + found.notes)


def carried_on(rows: Iterable[Row], columns: Columns) -> Iterator[Row]:
    """Give a row whose session cell is empty the session above it, as merged cells are saved and read."""
    place, above = columns.session, ""
    need = max(columns.speaker, columns.text)  # a row without these is broken, and stays so
    for row in rows:
        name = row.text(place)
        if place is None or name or not above or len(row.cells) <= need:
            above = name or above
            yield row
        else:
            cells = [*row.cells, *[""] * (place + 1 - len(row.cells))]
            cells[place] = above
            yield replace(row, cells=cells, carried=True)


def grouped(rows: Iterable[Row], columns: Columns) -> list[Row]:
    """Return rows with those of one session together, sessions in order of appearance."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.text(columns.session), []).append(row)
    return [row for group in groups.values() for row in group]


def _one(rows: Iterable[Row], columns: Columns, format_name: str) -> Found:
    session = _Session(columns=columns)
    for row in rows:
        _add(session, row)
    turns, notes = session.turns, list[str]()
    if session.dated:
        turns = from_first(turns)
    elif not columns.milliseconds:
        turns, told = in_seconds(turns)
        notes += told
    if session.carried:
        notes.append(f"{plural(session.carried, 'row')} without a session's name: the session above goes on")
    if session.merged:
        notes.append(f"{plural(session.merged, 'row')} of further annotators joined where id and text are the same")
    if session.unread_times:
        notes.append(f"{plural(session.unread_times, 'time')} left out that could not be read")
    return Found(
        format=format_name, turns=tuple(turns), merged=session.merged, empty=session.empty, notes=tuple(notes)
    )


def _add(session: _Session, row: Row) -> None:
    columns = session.columns
    speaker, text = row.text(columns.speaker), row.text(columns.text)
    if not speaker and not text:
        session.empty += 1
        return
    session.carried += row.carried
    if number := row.text(columns.utterance):
        key = (number, speaker, text)
        if key in session.seen:
            session.merged += 1
            return
        session.seen.add(key)
    session.turns.append(
        Turn(
            speaker=speaker or None,
            text=text,
            start=_time(session, row, columns.start),
            end=_time(session, row, columns.end),
            role=stated_role(row.text(columns.role)),
            line=row.line,
        )
    )


def _time(session: _Session, row: Row, place: int | None) -> float | None:
    value = row.cells[place] if place is not None and place < len(row.cells) else None
    if value is None or value == "":
        return None
    seconds = parse_time(value, milliseconds=session.columns.milliseconds)
    # no session lasts a year: seconds beyond that were a date, or count from 1970
    session.dated |= seconds is not None and seconds > _YEAR and is_absolute(value)
    session.unread_times += seconds is None
    return seconds


def from_first(turns: Sequence[Turn]) -> list[Turn]:
    """Return turns with their times counted from the first beginning, as needed where they were dates."""
    first = min((t.start for t in turns if t.start is not None), default=0.0)
    starts = relative([t.start for t in turns])
    # an end that is no date lies before all of them
    ends = [None if t.end is None or t.end < first else round(t.end - first, 6) for t in turns]
    return [replace(t, start=s, end=e) for t, s, e in zip(turns, starts, ends, strict=True)]


def in_seconds(turns: Sequence[Turn]) -> tuple[list[Turn], tuple[str, ...]]:
    """Return turns whose times were milliseconds, as Whisper's tables have them, in seconds, with a note.

    Nobody takes half a minute for a word: whole numbers of which the median turn has that many are no seconds.
    """
    timed = [(t.start, t.end, len(t.text.split())) for t in turns if t.start is not None and t.end is not None]
    pace = [(end - start) / max(words, 1) for start, end, words in timed]
    whole = all(start.is_integer() and end.is_integer() for start, end, _ in timed)
    if len(timed) < _FEW or not whole or median(pace) < _SLOWEST:
        return list(turns), ()
    found = [
        replace(t, start=t.start and t.start / 1000, end=t.end and t.end / 1000)  # 0 and None stay
        for t in turns
    ]
    return found, ("the times are too long for seconds: read as milliseconds",)


def stated_role(value: object) -> Role | None:
    """Return the role that a role column or key states: helper, client or other, and nothing looser."""
    return _ROLES.get(str(value).casefold().strip()) if value else None
