"""Documents of figures to the terminal or a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from empathy.evaluation.render import Document


def check_table(out: Path | None) -> None:
    """Stop before anything is scored or written where tables cannot be written to ``out``.

    Raises:
        UsageError: with the suffixes that there are.
        OutputError: there is no such folder, or it may not be written to.
    """
    from empathy.cli.targets import require_place
    from empathy.errors import UsageError
    from empathy.evaluation.render import RENDERERS

    if out is not None and out.suffix.lower() not in RENDERERS:
        raise UsageError(f"expected a name that ends in {', '.join(RENDERERS)}", path=out)
    require_place(out)


def show(document: "Document", out: Path | None) -> None:
    """Print the tables, or write them to ``out`` in the format of its suffix, which was checked."""
    from empathy.evaluation.render import RENDERERS, to_terminal
    from empathy.output import write_atomically

    if out is None:
        from rich.console import Console

        console = Console()
        for part in to_terminal(document):
            console.print(part)
        return
    write_atomically(out, RENDERERS[out.suffix.lower()](document))
    typer.echo(f"Written to {out}", err=True)
