"""Tables of figures as terminal text, Markdown, CSV, JSON or a page of HTML."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from empathy.evaluation.bootstrap import Estimate
from empathy.spreadsheet import safe_cell

if TYPE_CHECKING:
    from rich.table import Table as RichTable


class P(float):
    """A p value: of two decimals the least that 1,000 draws can give would be 0.00."""

    __slots__ = ()


# So long may a row's name be that keeps to one line.
_WHOLE = 32
Cell = str | int | float | Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its title, what its figures mean, the columns' names and the rows.

    The first ``keys`` columns name a row: no two rows have the same there.
    """

    title: str
    note: str = ""
    keys: int = 1
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report: its title, an introduction, its tables, and plots as SVG text by the title of their table.

    ``warnings`` are what must be known before any figure: they stand out, first of all.
    """

    title: str
    intro: tuple[str, ...]
    tables: tuple[Table, ...]
    plots: tuple[tuple[str, str], ...] = field(default=())
    warnings: tuple[str, ...] = ()


def shown(cell: Cell) -> str:
    """Return a cell as people read it.

    >>> shown(None), shown(0.5), shown(P(0.002)), shown(Estimate(value=.5, low=.25, high=.75))
    ('–', '0.50', '0.002', '0.50 [0.25, 0.75]')
    """
    if cell is None:
        return "–"
    if isinstance(cell, P):
        return f"{cell:.3f}"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def to_markdown(document: Document) -> str:
    """Return the document in Markdown."""
    parts = [f"# {document.title}", *(f"> **{warning}**" for warning in document.warnings), *document.intro]
    for table in document.tables:
        head = "| " + " | ".join(table.columns) + " |\n|" + " --- |" * len(table.columns)
        rows = ["| " + " | ".join(map(_in_markdown, row)) + " |" for row in table.rows]
        parts += [f"## {table.title}", *([table.note] if table.note else []), "\n".join([head, *rows])]
    return "\n\n".join(parts) + "\n"


def _in_markdown(cell: Cell) -> str:
    """Return a cell that keeps to its place: a bar or a line break would end it."""
    return " ".join(shown(cell).split()).replace("|", "\\|")


def to_csv(document: Document) -> str:
    """Return every figure in one long table: table, row, column, value, low, high (unrounded)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["table", "row", "column", "value", "low", "high"])
    for table in document.tables:
        for row in table.rows:
            name = row[0] if table.keys == 1 else ", ".join(map(shown, row[: table.keys]))
            for column, cell in zip(table.columns[table.keys :], row[table.keys :], strict=True):
                cells = [table.title, name, column, *_bounds(cell)]
                writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue()


def to_json(document: Document) -> str:
    """Return the tables as JSON; an estimate becomes {"value", "low", "high"}, unrounded."""
    tables = [
        {
            "title": table.title,
            "note": table.note,
            "rows": [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows],
        }
        for table in document.tables
    ]
    content = {
        "title": document.title,
        "warnings": list(document.warnings),
        "intro": list(document.intro),
        "tables": tables,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def to_html(document: Document) -> str:
    """Return one page that needs nothing else: no script, no font, no request; plots are inline SVG."""
    plots = dict(document.plots)
    parts = [f"<h1>{escape(document.title)}</h1>"]
    parts += [f'<p class="warning" role="note">{escape(line)}</p>' for line in document.warnings]
    parts += [f"<p>{escape(line)}</p>" for line in document.intro]
    for table in document.tables:
        parts.append(f"<section><h2>{escape(table.title)}</h2>")
        parts += [f"<p>{escape(table.note)}</p>"] if table.note else []
        parts += [f"<figure>{plots[table.title]}</figure>"] if table.title in plots else []
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
        parts.append(f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>')
        for first, *rest in table.rows:
            cells = "".join(f"<td>{escape(shown(cell))}</td>" for cell in rest)
            parts.append(f'<tr><th scope="row">{escape(shown(first))}</th>{cells}</tr>')
        parts.append("</tbody></table></div></section>")
    return _PAGE.format(title=escape(document.title), body="\n".join(parts))


def to_terminal(document: Document) -> list["str | RichTable"]:
    """Return what rich prints: the introduction, and a table each; no cell is taken for rich's own markup."""
    from rich.markup import escape

    warnings = (f"[yellow]{escape(warning)}[/yellow]" for warning in document.warnings)
    lead = [f"[bold]{escape(document.title)}[/bold]", *warnings, *map(escape, document.intro)]
    return [*lead, *(part for table in document.tables for part in _table_parts(table))]


def _table_parts(table: Table) -> list["str | RichTable"]:
    from rich.markup import escape

    note = [escape(table.note)] if table.note else []
    return [f"\n[bold]{escape(table.title)}[/bold]", *note, _rich(table)]


def _rich(table: Table) -> "RichTable":
    """Return a table that fits 80 columns: an interval goes below its figure where it must.

    Short names stay whole, and no figure is cut in two: rather a long name goes on below.
    """
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table as RichTable

    rich = RichTable(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for place, column in enumerate(table.columns):
        words = not place or any(isinstance(row[place], str) for row in table.rows)
        cells = [shown(row[place]) for row in table.rows]
        least = max((len(word) for cell in cells for word in cell.split()), default=1)
        rich.add_column(
            escape(column),
            justify="left" if words else "right",
            overflow="fold",
            no_wrap=not place and max(map(len, cells), default=0) <= _WHOLE,
            min_width=None if words else least,
        )
    for row in table.rows:
        rich.add_row(*(escape(shown(cell)) for cell in row))
    return rich


RENDERERS: dict[str, Callable[[Document], str]] = {
    ".md": to_markdown,
    ".csv": to_csv,
    ".json": to_json,
    ".html": to_html,
}


def _plain(cell: Cell) -> object:
    return {"value": cell.value, "low": cell.low, "high": cell.high} if isinstance(cell, Estimate) else cell


def _bounds(cell: Cell) -> Sequence[object]:
    return (cell.value, cell.low, cell.high) if isinstance(cell, Estimate) else (cell, None, None)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
  background: #fff; }}
.warning {{ border-left: .3rem solid #b3541e; padding: .3rem .8rem; background: #fdf3ec; }}
h2 {{ margin-top: 2.5rem; }} .wide {{ overflow-x: auto; }} figure {{ margin: 1rem 0; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }}
th, td {{ padding: .3rem .7rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap; }}
th:first-child {{ text-align: left; font-weight: 600; }} svg {{ max-width: 100%; height: auto; }}
</style></head><body>
{body}
</body></html>
"""
