"""From the command line's arguments to transcripts with roles, and to a loaded pipeline."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from empathy.errors import InputError, RolesError
from empathy.transcript import Role, Transcript

if TYPE_CHECKING:
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

    A file named in the call must read; one that merely lies in a folder and does not is left out, and said so.

    Raises:
        InputError: the first file that cannot be read, with file, line or column and what to do.
    """
    from empathy.ingest import ColumnMap, find_files, read_all
    from empathy.ingest.roles import assign_roles

    column_map = ColumnMap.parse(columns) if columns else None
    found, skipped = find_files(files)
    for path in skipped:
        _leave_out(path, "not a transcript format")
    asker = _asker()
    transcripts: list[Transcript] = []
    for path in found:
        try:
            transcripts += [
                assign_roles(t, helper=helper or (), client=client or (), roles_file=roles, ask=asker)
                for t in read_all(path, columns=column_map)
            ]
        except InputError as error:
            if path in files or isinstance(error, RolesError):
                raise error.at(path) from error
            _leave_out(path, error.message)
    if not transcripts:
        raise InputError("no transcript found", path=files[0], hint="Give a file, or a folder that holds some.")
    return transcripts


def _leave_out(path: Path, reason: str) -> None:
    typer.echo(f"Left out {path}: {reason}.", err=True)


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
