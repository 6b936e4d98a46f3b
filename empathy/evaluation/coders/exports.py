"""MAXQDA's coded segments and ATLAS.ti's quotations, as both export them to Excel or CSV.

MAXQDA (as of 24): a row a coded segment, columns Document group, Document name, Code (parents before it, by
`` > ``), Beginning, End (paragraphs, from 1), Segment, Created by. ATLAS.ti (as of 2022): a row a quotation,
columns ID, Document, Quotation Content, Codes (one a line in the cell), Reference (paragraphs, from 1), Created by.
"""

import re
from collections.abc import Iterator

from empathy.errors import InputError
from empathy.evaluation.coders.grid import Grid
from empathy.evaluation.coders.segments import Segment

MAXQDA, ATLAS = "MAXQDA", "ATLAS.ti"
# Names that tell one of these tables from any other.
WANTED = ("document name", "quotation content", "reference")
_RANGE = re.compile(r"(?:¶\s*|paragraphs?\s+)?(\d+)(?:\s*[-–—]\s*(?:¶\s*)?(\d+))?(?:\s+in\b.*)?", re.IGNORECASE)
_NO_PARAGRAPH = "Codes of pages, pictures and media have no paragraph: code the transcript as text."


def tool_of(grid: Grid) -> str | None:
    """Return which tool wrote a table, by its columns; None for any other table."""
    if grid.has("document name", "code", "beginning"):
        return MAXQDA
    return ATLAS if grid.has("document", "codes", "reference") else None


def read_maxqda(grid: Grid, coder: str) -> Iterator[Segment]:
    """Yield the coded segments; who coded is told by "Created by" (older: "Author"), else the file is one coder's.

    Raises:
        InputError: a beginning or end that is no paragraph, with its line and column.
    """
    by = next((name for name in ("created by", "author") if name in grid.header), None)
    for line, row in grid.rows:
        first = _paragraph(row["beginning"], grid, line, "Beginning")
        last = _paragraph(row["end"], grid, line, "End") if row.get("end") else first
        yield Segment(
            file=grid.path,
            tool=MAXQDA,
            session=row["document name"],
            coder=(by and row[by]) or coder,
            code=row["code"],
            units=_units(first, last),
            text=row.get("segment", ""),
        )


def read_atlas(grid: Grid, coder: str, *, one_of_many: bool) -> Iterator[Segment]:
    """Yield a segment for every code of every quotation.

    "Created by" is who made the quotation. It names the coder where all coders' quotations are in one file; of
    several files (``one_of_many``) each is one coder's, as quotations may have been made for all of them.

    Raises:
        InputError: a reference that is no paragraph, with its line and column.
    """
    for line, row in grid.rows:
        found = _RANGE.fullmatch(row["reference"])
        if found is None:
            raise InputError(
                "expected paragraphs like '12' or '12 - 13'",
                path=grid.path,
                line=line,
                column="Reference",
                hint=_NO_PARAGRAPH,
            )
        first, last = int(found[1]), int(found[2] or found[1])
        for code in filter(None, map(str.strip, row["codes"].splitlines())):
            yield Segment(
                file=grid.path,
                tool=ATLAS,
                session=row["document"],
                coder=coder if one_of_many else row.get("created by") or coder,
                code=code,
                units=_units(first, last),
                text=row.get("quotation content", ""),
            )


def _paragraph(cell: str, grid: Grid, line: int, column: str) -> int:
    # a workbook keeps whole numbers as decimals
    number = cell.removesuffix(".0")
    if not number.isdecimal() or int(number) < 1:
        raise InputError(
            "expected the number of a paragraph", path=grid.path, line=line, column=column, hint=_NO_PARAGRAPH
        )
    return int(number)


def _units(first: int, last: int) -> tuple[str, ...]:
    """Return the utterances of paragraphs: counted from 0, as everywhere in this program."""
    return tuple(str(number - 1) for number in range(first, max(first, last) + 1))
