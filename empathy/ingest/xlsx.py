"""Excel workbooks: every sheet whose header is recognised, a row an utterance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.archive import check_archive
from empathy.ingest.columns import find_columns, recognised
from empathy.ingest.found import Found
from empathy.ingest.options import Options
from empathy.ingest.rows import Row, carried_on, grouped, sessions_of
from empathy.plural import plural

# A title may stand above the header
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    title: str
    header: Row
    rows: tuple[Row, ...]


def read_xlsx(path: Path, options: Options) -> Iterator[Found]:
    """Read a workbook; where several sheets hold speech, each is a session named by its sheet.

    Raises:
        InputError: not a workbook, or no sheet with columns for the speaker and the text.
    """
    filled, speech = _read(path, options)
    notes = (f"{plural(len(filled) - len(speech), 'other sheet')} not read",) if len(filled) > len(speech) else ()
    for sheet in speech:
        columns = find_columns(
            sheet.header.cells,
            options.columns,
            path=path,
            line=sheet.header.line,
            sample=[row.cells for row in sheet.rows[:50]],
        )
        unread = sum(cell is not None for cell in sheet.header.cells) - len(columns.used)
        told = (*notes, f"{plural(unread, 'other column')} not read") if unread > 0 else notes
        rows = grouped(carried_on(sheet.rows, columns), columns)
        for found in sessions_of(rows, columns, format_name="Excel", notes=told):
            named = found.session or (sheet.title if len(speech) > 1 else None)
            yield replace(found, session=named)


def read_headers(path: Path, options: Options) -> list[tuple[object, ...]]:
    """Return the names of the columns of each sheet that holds speech.

    Raises:
        InputError: as :func:`read_xlsx`.
    """
    return [tuple(sheet.header.cells) for sheet in _read(path, options)[1]]


def _read(path: Path, options: Options) -> tuple[list[_Sheet], list[_Sheet]]:
    """Return the sheets with rows, and those of them that hold speech."""
    check_archive(path, holds="xl/workbook.xml", kind="an Excel workbook (.xlsx)")
    filled = [sheet for sheet in _sheets(path, options) if sheet.rows]
    if not filled:
        raise InputError("no sheet with a header and rows below it was found", path=path)
    return filled, [sheet for sheet in filled if _has_speech(sheet, options)] or filled[:1]


def _sheets(path: Path, options: Options) -> list[_Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        tables = [
            (
                sheet.title,
                [Row(line=i, cells=cells) for i, cells in enumerate(sheet.iter_rows(values_only=True), start=1)],
            )
            for sheet in book.worksheets
        ]
        book.close()
    except Exception:
        # openpyxl raises many kinds for a broken workbook, and some quote its cells
        raise InputError(
            "the workbook is damaged and cannot be read",
            path=path,
            hint="Open it in Excel and save it again, or as CSV.",
        ) from None
    return [sheet for title, rows in tables if (sheet := _with_header(title, rows, options))]


def _with_header(title: str, rows: list[Row], options: Options) -> _Sheet | None:
    """Take as header the first of the topmost rows that names the columns, else the first that is not empty."""
    filled = [row for row in rows if any(cell not in (None, "") for cell in row.cells)]
    if not filled:
        return None
    given = options.columns.given()
    names = [
        place
        for place, row in enumerate(filled[:_HEADER_WITHIN])
        if {"speaker", "text"} <= recognised(row.cells).keys() | given.keys()
    ]
    top = names[0] if names else 0
    return _Sheet(title=title, header=filled[top], rows=tuple(filled[top + 1 :]))


def _has_speech(sheet: _Sheet, options: Options) -> bool:
    return {"speaker", "text"} <= recognised(sheet.header.cells).keys() | options.columns.given().keys()
