"""Tables that tools export, CSV or XLSX: which tool wrote one, and its rows with the line each stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from empathy.corpora.codetable import csv_rows, delimiter_of, encoding_of
from empathy.errors import InputError

# A title may stand above the header.
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the names of its columns in lower case, and its rows as (line, cells by name).

    ``notes`` say what had to be guessed of its encoding.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    notes: tuple[str, ...] = ()

    def has(self, *names: str) -> bool:
        """Return whether all of these columns are there."""
        return set(names) <= set(self.header)


def read_grid(path: Path, wanted: Sequence[str]) -> Grid:
    """Read a table; its header is the first of the topmost rows that holds one of the ``wanted`` names.

    Raises:
        InputError: a file that cannot be read as a table.
    """
    notes: tuple[str, ...] = ()
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        rows = list(_workbook(path))
    else:
        rows, notes = _delimited(path, wanted)
    tops = rows[:_HEADER_WITHIN]
    place = next((i for i, (_, cells) in enumerate(tops) if set(map(_name, cells)) & set(wanted)), 0)
    header = tuple(map(_name, rows[place][1])) if rows else ()
    return Grid(
        path=path,
        header=header,
        rows=tuple(
            (line, dict(zip(header, [*cells, *[""] * len(header)], strict=False)))
            for line, cells in rows[place + 1 :]
            if any(cells)
        ),
        notes=notes,
    )


def _name(cell: str) -> str:
    return " ".join(cell.split()).casefold()


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception:
        # openpyxl raises many kinds for a broken workbook, and some quote its cells
        raise InputError("the workbook cannot be read", path=path, hint="Save it again in Excel.") from None
    for line, row in enumerate(rows, start=1):
        yield line, ["" if cell is None else str(cell).strip() for cell in row]


def _delimited(path: Path, wanted: Sequence[str]) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding, wanted, within=_HEADER_WITHIN)
    # not strict: every table is looked at here first, and our own are read again with a header to tell faults by
    rows = csv_rows(path, encoding, delimiter, strict=False)
    return [(line, [cell.strip() for cell in cells]) for line, cells in rows], encoding.notes
