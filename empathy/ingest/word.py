"""Word documents: Teams and Rev exports, plain “Name: text” paragraphs, and the course verbatim's table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from empathy.errors import InputError
from empathy.ingest.archive import check_archive
from empathy.ingest.columns import find_columns, normal, recognised
from empathy.ingest.found import Found, Turn
from empathy.ingest.options import Options
from empathy.ingest.plain import parse_lines
from empathy.ingest.rows import Row, sessions_of
from empathy.ingest.source import one_line
from empathy.ingest.times import parse_time
from empathy.plural import plural
from empathy.transcript import Role

_CLOCK = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[.,]\d{1,6})?"
_TEAMS = re.compile(rf"^(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})$")
# "S – student, M – mother": what the letters before the colons stand for
_LEGEND = re.compile(r"\b([A-Z]{1,2})\s*[–—=-]\s*([^\W\d_][\w ]{2,30}?)(?=\s*(?:[,;.]|$))")
_SPOKEN = frozenset(("transcription", "transcript", "verbatim", "dialogue", "what_was_said"))
_OWN_CODES = ("what_i_did", "what_i_was_thinking", "what_i_would_do_differently", "skill")
# Who writes a course verbatim is the one who practises: the student of the course
_WRITERS = frozenset(("student", "trainee", "me", "myself", "i", "self"))

# Paragraphs, in a content control too; their pieces, but not those of a text box or of what was deleted
_BLOCKS = "./w:p | ./w:sdt/w:sdtContent/w:p | ./w:ins/w:p"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Tables in a content control or in a cell, as forms have them, come after those that stand by themselves
_TABLES = ("./w:tbl", "./*//w:tbl[not(ancestor::w:txbxContent)]")
# Word writes a box twice, for itself and, as a fallback, for older programs
_BOXES = ".//w:txbxContent[not(ancestor::*[local-name()='Fallback'])][.//w:t[normalize-space()]]"
_PIECES = (
    f".//*[self::w:t or {' or '.join(f'self::w:{sign}' for sign in _SIGNS)}]"
    "[not(ancestor::w:txbxContent)][not(parent::w:tabs)]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    lines: tuple[str, ...]
    tables: tuple[tuple[Row, ...], ...]
    boxes: int = 0


def read_docx(path: Path, options: Options) -> Iterator[Found]:
    """Read a Word document.

    Raises:
        InputError: not a .docx, damaged, or neither turns nor a table of turns in it.
    """
    check_archive(path, holds="word/document.xml", kind="a Word document (.docx)")
    document = _load(path)
    boxes = (f"not read: {plural(document.boxes, 'piece')} of text in text boxes",) if document.boxes else ()
    for found in _sessions(document, path, options):
        yield replace(found, notes=found.notes + boxes)


def _sessions(document: _Document, path: Path, options: Options) -> Iterator[Found]:
    """Read the first table that holds turns, else the paragraphs."""
    for place, table in enumerate(document.tables):
        whole, others = _continued(table, document.tables[place + 1 :])
        if found := _from_table(whole, document.lines, path, options):
            told = _beside(place + others, document.lines)
            yield from (replace(each, notes=each.notes + told) for each in found)
            return
    found_lines = _teams(document.lines) or parse_lines(document.lines)
    if found_lines is None:
        raise InputError(
            "no paragraph begins with a speaker's name, and no table has a column of what was said",
            path=path,
            hint="Begin each turn with “Name: ”, or name the table's columns, for example speaker and text.",
        )
    prefix = "Word, " if found_lines.format != "Teams Word" else ""
    unread = (f"{plural(len(document.tables), 'table')} without turns not read",) if document.tables else ()
    yield replace(found_lines, format=f"{prefix}{found_lines.format}", notes=found_lines.notes + unread)


def _continued(table: tuple[Row, ...], later: Sequence[tuple[Row, ...]]) -> tuple[tuple[Row, ...], int]:
    """Join the later tables that have the same header; return how many have another."""
    header = [normal(cell) for cell in table[0].cells] if table else []
    same = [each for each in later if each and [normal(cell) for cell in each[0].cells] == header]
    return table + tuple(row for each in same for row in each[1:]), len(later) - len(same)


def _beside(tables: int, lines: Sequence[str]) -> tuple[str, ...]:
    """Tell what holds turns, or may, and is not in the table that is read."""
    found = parse_lines(lines)
    told = ((tables, "other table"), (len(found.turns) if found else 0, "line beside the table that begins a turn"))
    return tuple(f"not read: {plural(count, what)}" for count, what in told if count)


def _load(path: Path) -> _Document:
    import docx
    from docx.table import Table

    try:
        document = docx.Document(str(path))
        body = document.element.body
        lines = [line for paragraph in body.xpath(_BLOCKS) for line in _words(paragraph).split("\n")]
        tables = [
            tuple(
                Row(line=number, cells=["\n".join(map(_words, cell._tc.xpath(_BLOCKS))) for cell in row.cells])
                for number, row in enumerate(table.rows, start=1)
            )
            for table in (Table(found, document) for query in _TABLES for found in body.xpath(query))
        ]
        boxes = len(body.xpath(_BOXES))
    except Exception:
        # python-docx and lxml raise many kinds for a damaged document
        raise InputError(
            "the document is damaged and cannot be read", path=path, hint="Open it in Word and save it again."
        ) from None
    return _Document(lines=tuple(lines), tables=tuple(tables), boxes=boxes)


def _words(paragraph: Any) -> str:  # noqa: ANN401 - lxml's element
    """Return a paragraph's words, with tracked insertions, fields and controls, without what was deleted."""
    return "".join(_SIGNS.get(piece.tag.rpartition("}")[2], piece.text or "") for piece in paragraph.xpath(_PIECES))


def _teams(lines: Sequence[str]) -> Found | None:
    """Read Teams' paragraphs: a line of times, the name, then what was said."""
    turns: list[Turn] = []
    part = -1
    before = 0
    for line in (one_line(line) for line in lines):
        if match := _TEAMS.match(line):
            turns.append(
                Turn(speaker=None, text="", start=parse_time(match["start"]), end=parse_time(match["end"]))
            )
            part = 0
        elif not line or not turns:
            before += bool(line)
        elif part == 0:
            turns[-1] = replace(turns[-1], speaker=line)
            part = 1
        else:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text} {line}".strip())
    notes = (f"{plural(before, 'line')} before the first turn not read",) if before else ()
    return Found(format="Teams Word", turns=tuple(turns), splits=True, notes=notes) if turns else None


def _from_table(table: Sequence[Row], lines: Sequence[str], path: Path, options: Options) -> list[Found] | None:
    """Read a table whose header names a column of speech; None where it does not."""
    for top, row in enumerate(table[:5]):
        names = [normal(cell) for cell in row.cells]
        known = recognised(row.cells).keys() | options.columns.given().keys()
        if {"speaker", "text"} <= known:
            columns = find_columns(row.cells, options.columns, path=path)
            return list(sessions_of(table[top + 1 :], columns, format_name="Word table", notes=()))
        spoken = next(
            (i for i, name in enumerate(names) if name in _SPOKEN or ("text" in known and name == "text")), None
        )
        if spoken is not None:
            return _verbatim(table[top + 1 :], spoken, names, lines)
    return None


def _verbatim(rows: Sequence[Row], spoken: int, names: Sequence[str], lines: Sequence[str]) -> list[Found] | None:
    """Read a course verbatim: “S: …” in the column of speech, a legend of letters above the table."""
    cells = [line for row in rows for line in row.text(spoken).split("\n")]
    found = parse_lines(cells)
    if found is None:
        return None
    legend = {letters: one_line(meaning) for line in lines for letters, meaning in _LEGEND.findall(line)}
    own = any(name.startswith(_OWN_CODES) for name in names)
    turns = tuple(_with_role(turn, legend, own) for turn in found.turns)
    speakers = {turn.speaker for turn in turns}
    writers = {turn.speaker for turn in turns if turn.role is Role.HELPER}
    notes = list(found.notes)
    if writers:
        notes.append("a course verbatim: its writer, the student, is the helper")
        if len(speakers) == 2:
            turns = tuple(replace(turn, role=turn.role or Role.CLIENT) for turn in turns)
    unread = len(names) - 1
    if unread:
        notes.append(
            f"{plural(unread, 'other column')} of the table not read (the writer's own codes and thoughts)"
        )
    return [Found(format="course verbatim", turns=turns, notes=tuple(notes))]


def _with_role(turn: Turn, legend: dict[str, str], own: bool) -> Turn:
    """State the writer's role: the legend or the label says who, the columns of own codes that one wrote."""
    name = legend.get(turn.speaker or "", turn.speaker or "")
    return replace(turn, role=Role.HELPER) if own and name.casefold() in _WRITERS else turn
