"""CSV, TSV and XLSX: the known columns under the names they had, every other column left out, which is told.

A column that is not known (notes, e-mail, codes of annotators) may hold anything; it cannot be kept safely.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.errors import InputError
from empathy.ingest.columns import find_columns, listed, normal, recognised
from empathy.ingest.delimited import read_header
from empathy.ingest.options import ColumnMap, Options
from empathy.ingest.readers import choose, format_of
from empathy.ingest.xlsx import read_headers
from empathy.spreadsheet import safe_cell

Cell = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """The columns to write: the field each holds, by its name, and the separator of a text table."""

    columns: Mapping[str, str]
    delimiter: str = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Of a source's columns, by their names: those of which nothing is written, and those numbered anew."""

    left_out: str
    numbered: str


# The number of an utterance in our own tables; to a reader of other tables such a column may hold what was said.
_NUMBER = "utterance"
_PLAIN = {field: field for field in ("session", "utterance", "speaker", "role", "start", "end", "text")}

_VALUES: Mapping[str, Callable[[AnonymizedTranscript, AnonymizedUtterance], Cell]] = {
    "session": lambda transcript, utterance: transcript.session,
    "utterance": lambda transcript, utterance: utterance.index,
    "speaker": lambda transcript, utterance: utterance.speaker,
    "role": lambda transcript, utterance: utterance.role.value,
    "start": lambda transcript, utterance: utterance.start,
    "end": lambda transcript, utterance: utterance.end,
    "text": lambda transcript, utterance: utterance.text,
}


def write_csv(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return the sessions as a table separated as the source's is."""
    layout = _layout(source, transcripts)
    return _delimited(layout, transcripts, layout.delimiter if layout.delimiter != "\t" else ",")


def write_tsv(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return the sessions as a table separated by tabs."""
    return _delimited(_layout(source, transcripts), transcripts, "\t")


def write_xlsx(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> bytes:
    """Return the sessions as a workbook of one sheet; nothing of the source's sheets or properties is kept."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = ""
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("transcript")
    for number, row in enumerate(_rows(_layout(source, transcripts), transcripts), start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # words that begin with "=" are words, not a formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unread(source: Path, given: ColumnMap) -> Unread:
    """Return what is to be told of a table's columns; empty where there is nothing, or the source is no table.

    Args:
        source: a file that was read.
        given: the columns that the user named.

    Raises:
        InputError: the file cannot be read any more.
    """
    left, numbered = [], []
    for header in _headers(source, given):
        columns = find_columns(header, given, path=source)
        numbers = {place for place, name in enumerate(header) if normal(name) == _NUMBER} - {columns.text}
        numbers |= set() if columns.utterance is None else {columns.utterance}
        other = {place for place, name in enumerate(header) if normal(name)} - columns.used - numbers
        left += [listed(header, other)] if other else []
        numbered += [listed(header, numbers)] if numbers else []
    return Unread(left_out="; ".join(dict.fromkeys(left)), numbered="; ".join(dict.fromkeys(numbered)))


def _headers(source: Path, given: ColumnMap) -> Sequence[Sequence[object]]:
    kind = choose(source)
    if kind == "xlsx":
        return read_headers(source, Options(columns=given))
    return [read_header(source)[0]] if kind in ("csv", "tsv") else []


def _delimited(layout: _Layout, transcripts: Sequence[AnonymizedTranscript], delimiter: str) -> str:
    out = io.StringIO()
    rows = ([safe_cell(cell) for cell in row] for row in _rows(layout, transcripts))
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _rows(layout: _Layout, transcripts: Sequence[AnonymizedTranscript]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [list(layout.columns)]
    for transcript in transcripts:
        for utterance in transcript.utterances:
            rows.append([_value(field, name, transcript, utterance) for name, field in layout.columns.items()])
    return rows


def _value(field: str, name: str, transcript: AnonymizedTranscript, utterance: AnonymizedUtterance) -> Cell:
    value = _VALUES[field](transcript, utterance)
    if name.lower().endswith("_ms") and isinstance(value, float):
        return round(value * 1000)
    return value


def _layout(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> _Layout:
    """Keep the names of the source's known columns in their order; else the plain names.

    A role column is added, since a pseudonym no longer says a role; a session column where there are several;
    columns of times where they were read from others than the known ones.
    """
    header, delimiter = _header(source)
    known = {place: field for field, place in reversed(recognised(header).items())}
    known = {place: _NUMBER for place, name in enumerate(header) if normal(name) == _NUMBER} | known
    if not {"speaker", "text"} <= set(known.values()):
        return _Layout(columns=_PLAIN, delimiter=delimiter)
    columns = {header[place]: known[place] for place in sorted(known)}
    if len(transcripts) > 1 and "session" not in columns.values():
        columns = {"session": "session", **columns}
    for field in ("start", "end"):
        timed = any(getattr(u, field) is not None for t in transcripts for u in t.utterances)
        if timed and field not in columns.values():
            columns[field] = field
    if "role" not in {name.lower() for name in columns}:
        columns["role"] = "role"
    return _Layout(columns=columns, delimiter=delimiter)


def _header(source: Path) -> tuple[Sequence[str], str]:
    if format_of(source) not in ("csv", "tsv"):
        return (), ","
    try:
        return read_header(source)
    except InputError:  # gone since it was read: the plain names do as well
        return (), ","
