"""``empathy markers``: the codebook, as the program uses it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import ModelName

if TYPE_CHECKING:
    from empathy.markers.catalogue import Marker


class BookFormat(StrEnum):
    """How the codebook is printed."""

    TABLE = "table"
    MD = "md"
    JSON = "json"


def markers(
    names: Annotated[list[str] | None, typer.Argument(metavar="MARKER", help="Only these markers.")] = None,
    kind: Annotated[BookFormat, typer.Option("--format", help="How to print.")] = BookFormat.TABLE,
    model: ModelName = None,
) -> None:
    """Print the codebook: every marker with its values, boundaries, instrument and the human agreement known.

    With --model and a folder of own markers, these come last, each with how well it was learnt.

    Examples:

        empathy markers

        empathy markers reflection validation

        empathy markers --format json

        empathy markers --model ours
    """
    from empathy.cli.codebook_view import as_json, as_markdown, print_table
    from empathy.errors import UsageError
    from empathy.markers.catalogue import with_own

    own, told = _own(model)
    book = with_own(own)
    unknown = [n for n in names or () if n not in book.ids]
    if unknown:
        raise UsageError(f"no marker {unknown[0]!r}", hint=f"The codebook has {', '.join(book.ids)}.")
    chosen = [book[n] for n in names or book.ids]
    if kind is BookFormat.TABLE:
        print_table(chosen, told)
    else:
        typer.echo(as_json(book.version, chosen, told) if kind is BookFormat.JSON else as_markdown(chosen, told))


def _own(model: str | None) -> "tuple[tuple[Marker, ...], dict[str, str]]":
    """Return the own markers that ``model`` names, if any, and what is known of how well each was learnt."""
    if model is None:
        return (), {}
    from empathy.markers.card import read_card
    from empathy.markers.model import model_folder
    from empathy.markers.own_card import cautions, held_out
    from empathy.markers.own_files import OWN, read_own

    if not (Path(model) / OWN).is_file():
        read_card(model_folder(model))  # says so where there is no such model
        return (), {}
    card, own = read_own(Path(model))
    weak = cautions(card.figures)
    told = {m: f"{text}. {weak.get(m, '')}".strip() for m, text in held_out(card.figures).items()}
    return own, told
