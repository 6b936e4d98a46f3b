"""From the command line's arguments to transcripts with roles, and to a loaded pipeline."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from empathy.errors import InputError, UsageError
from empathy.transcript import Role, Transcript

if TYPE_CHECKING:
    from empathy.ingest import ColumnMap
    from empathy.pipeline import Pipeline


def read_transcripts(
    files: Sequence[Path],
    *,
    helper: Sequence[str] | None,
    client: Sequence[str] | None,
    roles: Path | None,
    columns: Sequence[str] | None,
) -> list[Transcript]:
    """Read every session of the given files and folders, roles set.

    Raises:
        InputError: the first file that cannot be read, with file, line or column and what to do.
    """
    from empathy.ingest import find_files, read_all
    from empathy.ingest.roles import assign_roles

    column_map = parse_columns(columns)
    found, skipped = find_files(files)
    for path in skipped:
        typer.echo(f"Left out {path}: not a transcript format.", err=True)
    if not found:
        raise InputError("no transcript found", path=files[0], hint="Give a file, or a folder that holds some.")
    asker = _asker()
    transcripts = []
    for path in found:
        try:
            transcripts += [
                assign_roles(t, helper=helper or (), client=client or (), roles_file=roles, ask=asker)
                for t in read_all(path, columns=column_map)
            ]
        except InputError as error:
            raise error.at(path) from error
    return transcripts


def parse_columns(columns: Sequence[str] | None) -> "ColumnMap | None":
    """Turn ``["text=Words", …]`` into a column map.

    Raises:
        UsageError: for anything but FIELD=NAME with a known field.
    """
    if not columns:
        return None
    from empathy.ingest import ColumnMap

    given = {}
    for entry in columns:
        field, mark, name = entry.partition("=")
        if not mark or field not in ColumnMap.__dataclass_fields__:
            known = ", ".join(f"{f}=" for f in ColumnMap.__dataclass_fields__)
            raise UsageError(f"--column takes one of {known} and a column's name", hint=f"It was given {entry!r}.")
        given[field] = name
    return ColumnMap(**given)


def load_pipeline(model: str | None) -> "Pipeline":
    """Load the pipeline with a shipped model's name, a folder, or the default."""
    from empathy.pipeline import load

    return load(model)


def _asker() -> "Callable[[Transcript], dict[str, Role]] | None":
    """Return the way to ask at a terminal; None where nobody can answer."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        from empathy.cli.ask import ask_roles

        return ask_roles
    return None
