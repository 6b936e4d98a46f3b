"""Tables of codes as people save them, CSV or TSV: any separator and encoding that a transcript may have too."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.columns import listed
from empathy.ingest.delimited import unreadable, without_separator_line
from empathy.ingest.source import Encoding, detect_encoding, open_text
from empathy.ingest.times import parse_time
from empathy.plural import plural
from empathy.spreadsheet import plain_cell

_DELIMITERS = ",;\t|"
_BLANK = "\ufeff \t\r\n,;|"
# Rows, the header among them, that tell whether it is one like those below it
_SAMPLE = 50
# What is longer is no code, but text that a shifted column put there
_LONGEST_CODE, _WORDS_OF_A_CODE = 20, 2
_EXAMPLE = "A table of codes begins with a line that names its columns, for example: session,utterance,reflection"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTable:
    """A table whose header was read: the columns' names as they stand in the file, without outer space."""

    path: Path
    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]
    line: int

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row below the header as (line it begins on, cells by column); cells that lack are empty.

        The apostrophe that our own tables put before what a spreadsheet would run as a formula is taken away.

        Raises:
            InputError: a row of more cells than the header has, or one that cannot be read, with its line.
        """
        for line, cells in islice(csv_rows(self.path, self.encoding, self.delimiter), 1, None):
            if any(cell.strip() for cell in cells[len(self.header) :]):
                raise InputError(
                    f"this row has {plural(len(cells), 'cell')}, the header {len(self.header)}",
                    path=self.path,
                    line=line,
                    hint="Text that holds the separator must stand in double quotes.",
                )
            padded = [*cells, *[""] * len(self.header)]
            yield line, dict(zip(self.header, map(plain_cell, padded), strict=False))

    def refuse_twins(self, known: Collection[str], *, capitals: bool = False) -> None:
        """Refuse a header that has one of the ``known`` names twice: whose cells count cannot be told.

        Args:
            known: in lower case.
            capitals: names that capitals alone tell apart are two.

        Raises:
            InputError: with the column and both places.
        """
        places: dict[str, int] = {}
        for place, name in enumerate(self.header, start=1):
            first = places.setdefault(name if capitals else name.casefold(), place)
            if first != place and name.casefold() in known:
                raise InputError(
                    f"the header names this column twice, as columns {first} and {place}",
                    path=self.path,
                    line=self.line,
                    column=name,
                    hint="Leave one of the two, or give the other a name of its own.",
                )

    def lacks(self, column: str, known: Collection[str], *, message: str = "no such column") -> InputError:
        """Return the error that ``column`` is missing, with the names of those that are there.

        Where the first line shows none of the ``known`` names, or looks like a row, the file has no header: it may
        begin with speech, which no message may repeat.
        """
        below = csv_rows(self.path, self.encoding, self.delimiter, strict=False)
        sample = [cells for _, cells in islice(below, 1, _SAMPLE)]
        if _hits(self.header, known) and not _is_row(self.header, sample):
            hint = f"Found: {listed(self.header)}."
            return InputError(message, path=self.path, line=self.line, column=column, hint=hint)
        return InputError(
            f"the first line should name the columns, but nothing there fits {column!r}",
            path=self.path,
            line=self.line,
            hint=_EXAMPLE,
        )


def open_table(path: Path, known: Collection[str]) -> CodeTable:
    """Read a table's header; ``known`` are names of columns, in lower case, by which the separator is told.

    Raises:
        InputError: a file that is not there, cannot be read, is no text, or is empty.
    """
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding, known)
    line, header = next(csv_rows(path, encoding, delimiter, strict=False), (1, []))
    if not header:
        raise InputError("the file holds no text; a table with a header line was expected", path=path, line=1)
    names = tuple(cell.strip("\ufeff \t") for cell in header)
    return CodeTable(path=path, encoding=encoding, delimiter=delimiter, header=names, line=line)


def encoding_of(path: Path) -> Encoding:
    """Tell the encoding of a file of codes, as a transcript's is told.

    Raises:
        InputError: a file that is not there, cannot be read, is no text, or is empty.
    """
    try:
        with path.open("rb") as handle:
            empty = not handle.read(1)
    except OSError as error:
        hint = "Check its name." if isinstance(error, FileNotFoundError) else None
        why = error.strerror or type(error).__name__
        raise InputError(f"cannot be read ({why})", path=path, hint=hint) from None
    if empty:
        raise InputError("the file is empty; codes were expected", path=path)
    try:
        return detect_encoding(path)
    except InputError as error:
        # its own hint lists what a transcript may be
        raise InputError(error.message, path=path, hint="Save it as text in UTF-8, a workbook as CSV.") from None


def delimiter_of(path: Path, encoding: Encoding, known: Collection[str], *, within: int = 1) -> str:
    """Return the separator that shows most ``known`` names, else most cells, in one of the topmost lines."""
    with open_text(path, encoding) as handle:
        lines = list(islice((line for line in without_separator_line(handle) if line.strip(_BLANK)), within))

    def rank(delimiter: str) -> tuple[int, int]:
        split = [_split(line, delimiter) for line in lines]
        return max(((_hits(cells, known), len(cells)) for cells in split), default=(0, 0))

    return max(_DELIMITERS, key=rank)


def csv_rows(
    path: Path, encoding: Encoding, delimiter: str, *, strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the line it begins on.

    Raises:
        InputError: a row that cannot be read; ``strict`` makes a double quote that is left open one of them, which
            else takes the rest of the file for one cell.
    """
    with open_text(path, encoding) as handle:
        reader = csv.reader(without_separator_line(handle), delimiter=delimiter, strict=strict)
        line = 1
        try:
            for cells in reader:
                begins, line = line, reader.line_num + 1
                if any(cell.strip("\ufeff \t") for cell in cells):
                    yield begins, cells
        except csv.Error as error:
            raise unreadable(error, path, line) from None


def code_shown(code: str) -> str:
    """Return a code as an error names it; "" for one so long that it may be words of a transcript.

    >>> code_shown("SR"), code_shown("So you have not been sleeping")
    (": 'SR'", '')
    """
    short = len(code) <= _LONGEST_CODE and len(code.split()) <= _WORDS_OF_A_CODE
    return f": {code!r}" if short else ""


def _is_row(header: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """Whether a first line names no columns: it holds a number, a time, a sentence, or what stands below it."""
    for place, name in enumerate(header):
        cell = name.strip()
        below = {row[place].strip() for row in sample if place < len(row)}
        if cell and (cell[-1] in ".?!," or cell in below or parse_time(cell) is not None):
            return True
    return False


def _hits(cells: Sequence[str], known: Collection[str]) -> int:
    return len({cell.strip("\ufeff \t").casefold() for cell in cells} & {name.casefold() for name in known})


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
