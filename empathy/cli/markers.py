"""``empathy markers``: the codebook, as the program uses it."""

from enum import StrEnum
from typing import Annotated

import typer


class BookFormat(StrEnum):
    """How the codebook is printed."""

    TABLE = "table"
    MD = "md"
    JSON = "json"


def markers(
    names: Annotated[list[str] | None, typer.Argument(metavar="MARKER…", help="Only these markers.")] = None,
    kind: Annotated[BookFormat, typer.Option("--format", help="How to print.")] = BookFormat.TABLE,
) -> None:
    """Print the codebook: every marker with its values, boundaries, instrument and the human agreement known.

    Examples:

        empathy markers

        empathy markers reflection validation

        empathy markers --format json
    """
    from empathy.cli.codebook_view import as_json, as_markdown, print_table
    from empathy.errors import UsageError
    from empathy.markers.catalogue import codebook

    book = codebook()
    unknown = [n for n in names or () if n not in book.ids]
    if unknown:
        raise UsageError(f"no marker {unknown[0]!r}", hint=f"The codebook has {', '.join(book.ids)}.")
    chosen = [book[n] for n in names or book.ids]
    if kind is BookFormat.TABLE:
        print_table(chosen)
    else:
        typer.echo(as_json(book.version, chosen) if kind is BookFormat.JSON else as_markdown(chosen))
