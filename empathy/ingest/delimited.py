"""CSV and TSV: a row an utterance; read piece by piece, so that a large corpus needs little memory."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.columns import Columns, find_columns, recognised
from empathy.ingest.found import Found
from empathy.ingest.options import Options
from empathy.ingest.rows import Row, carried_on, grouped, sessions_of
from empathy.ingest.source import Encoding, detect_encoding, open_text
from empathy.plural import plural
from empathy.spreadsheet import plain_cell

DELIMITERS = ",;\t|"
# What a spreadsheet program puts before a table to say its separator; another one may have padded it to a row.
_SEPARATOR_LINE = re.compile(r"""\ufeff?"?sep=[^\r\n]"?[,;\t| ]*[\r\n]*""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Survey:
    rows: int
    apart: bool


def read_delimited(path: Path, options: Options) -> Iterator[Found]:
    """Read a CSV or TSV file; sessions come one after the other where their rows stand together.

    Raises:
        InputError: no header, columns that are not recognised, a broken row (with its line).
    """
    table = _open(path)
    sample = [row.cells for row in islice(_rows(table, lenient=True), 50)]
    columns = find_columns(table.header, options.columns, path=path, sample=sample)
    survey = _survey(table, columns)
    unread = len(table.header) - len(columns.used)
    notes = table.encoding.notes + ((f"{plural(unread, 'other column')} not read",) if unread else ())
    rows: Iterable[Row] = carried_on(_rows(table), columns)
    if survey.apart:
        rows = grouped(rows, columns)
        notes += ("rows of one session stood apart and were brought together",)
    yield from sessions_of(rows, columns, format_name="TSV" if table.delimiter == "\t" else "CSV", notes=notes)


def read_header(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the names of a table's columns and its separator.

    Raises:
        InputError: an unreadable file or one without text.
    """
    table = _open(path)
    return table.header, table.delimiter


def without_separator_line(lines: Iterable[str]) -> Iterator[str]:
    r"""Yield a table's lines, one at the top that says the separator as a blank one: all keep their number.

    >>> list(without_separator_line(["sep=;\n", "speaker;text\n"]))
    ['\n', 'speaker;text\n']
    """
    for number, line in enumerate(lines):
        yield "\n" if number == 0 and _SEPARATOR_LINE.fullmatch(line) else line


def _open(path: Path) -> _Table:
    """Read the header, split by the delimiter under which most columns are recognised."""
    encoding = detect_encoding(path)
    with open_text(path, encoding) as handle:
        first = next((line for line in without_separator_line(handle) if line.strip("\ufeff \t\r\n,;|")), "")
    if not first:
        raise InputError("the file holds no text; a table with a header line was expected", path=path, line=1)
    split = {delimiter: _split(first, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda d: (len(recognised(split[d])), len(split[d])))
    return _Table(path=path, encoding=encoding, delimiter=best, header=tuple(split[best]))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip("\ufeff ") for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _survey(table: _Table, columns: Columns) -> _Survey:
    """Pass over the rows once: are they whole, are there any, and do those of one session stand together?"""
    need = max(columns.speaker, columns.text)
    seen: set[str] = set()
    current, rows, apart = None, 0, False
    for row in carried_on(_rows(table), columns):
        rows += 1
        if len(row.cells) <= need and any(str(cell).strip() for cell in row.cells):
            raise InputError(
                f"this row has {plural(len(row.cells), 'cell')}, the header {len(table.header)}",
                path=table.path,
                line=row.line,
                hint="Text that holds the separator must stand in double quotes.",
            )
        if any(str(cell).strip() for cell in row.cells[len(table.header) :]):
            raise InputError(
                f"this row has {plural(len(row.cells), 'cell')}, the header {len(table.header)}",
                path=table.path,
                line=row.line,
                hint="Text that holds the separator must stand in double quotes.",
            )
        name = row.text(columns.session)
        if name != current:
            apart = apart or name in seen
            seen.add(name)
            current = name
    if not rows:
        raise InputError("there is a header, but no row below it", path=table.path, line=2)
    return _Survey(rows=rows, apart=apart)


def _rows(table: _Table, *, lenient: bool = False) -> Iterator[Row]:
    """Yield the rows below the header with the line each begins on."""
    with open_text(table.path, table.encoding) as handle:
        # strict, so that a quote left open is an error and does not swallow the rest of the file
        reader = csv.reader(without_separator_line(handle), delimiter=table.delimiter, strict=not lenient)
        header_passed = False
        line = 1
        try:
            for cells in reader:
                begins, line = line, reader.line_num + 1
                if not header_passed:
                    header_passed = any(cell.strip("\ufeff ") for cell in cells)
                elif cells:
                    # a table kept from running in a spreadsheet has apostrophes that were not said
                    yield Row(line=begins, cells=[plain_cell(cell) for cell in cells])
        except csv.Error as error:
            raise unreadable(error, table.path, line) from None


def unreadable(error: csv.Error, path: Path, line: int) -> InputError:
    """Return what to say of a row that begins in a line and that Python's reader of CSV does not take."""
    # told by its words alone: csv has one kind of error for all faults
    long = "field limit" in str(error)
    return InputError(
        f"a cell of more than {csv.field_size_limit():,} characters"
        if long
        else "a row that begins here cannot be read",
        path=path,
        line=line,
        hint="Is a double quote left open, or one inside the text not doubled?"
        + (" If not, break the text up into several rows." if long else ""),
    )
