"""From the command line's arguments to transcripts with roles, and to a loaded pipeline."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import typer

from empathy.cli.targets import files_read, refuse_overwriting, require_place
from empathy.errors import InputError, RolesError
from empathy.transcript import Role, Transcript

if TYPE_CHECKING:
    from empathy.pipeline import Pipeline


class Names(TypedDict):
    """The names of helpers and clients that a call gives."""

    helper: Sequence[str]
    client: Sequence[str]


def read_transcripts(
    files: Sequence[Path],
    *,
    helper: Sequence[str] | None,
    client: Sequence[str] | None,
    roles: Path | None,
    columns: Sequence[str] | None,
    out: Path | None,
) -> list[Transcript]:
    """Read every session of the given files and folders, roles set; see :func:`read_files`.

    Raises:
        OutputError: ``out`` cannot be written; told before anything is read.
    """
    from empathy.ingest.roles import assign_roles

    require_place(out)
    names: Names = {"helper": helper or (), "client": client or ()}
    asker = _asker()
    groups = read_files(
        files,
        prepare=lambda t: assign_roles(t, **names, roles_file=roles, ask=asker, elsewhere=True),
        names=names,
        columns=columns,
        targets={"-o": out},
        lists={"--roles": roles},
    )
    return [transcript for _, transcripts in groups for transcript in transcripts]


def read_files(
    files: Sequence[Path],
    *,
    prepare: Callable[[Transcript], Transcript],
    names: Names,
    columns: Sequence[str] | None,
    targets: Mapping[str, Path | None],
    lists: Mapping[str, Path | None],
) -> list[tuple[Path, list[Transcript]]]:
    """Read every file and the transcripts of every folder, and say on stderr what is left out or not in English.

    A file named in the call must read; one that merely lies in a folder and does not is left out, and said so.

    Args:
        files: files and folders.
        prepare: called with each session, to set its roles.
        names: names of helpers and clients that the call gives; each has to speak in one session at least.
        columns: ``FIELD=NAME`` pairs.
        targets: by option, the files that will be written; none of them may be among what is read.
        lists: by option, other files that the call reads.

    Raises:
        InputError: the first file that cannot be read, with file, line or column and what to do.
        RolesError: a name given that is nobody's, with the speakers that were found.
        UsageError: a target is one of the files to read.
    """
    from empathy.ingest import ColumnMap, find_files, read_all
    from empathy.ingest.roles import check_names

    column_map = ColumnMap.parse(columns) if columns else None
    found, left = find_files(files, lists=lists.values())
    refuse_overwriting({option: (path,) for option, path in targets.items()}, files_read(found, lists))
    for path, reason in left.items():
        _leave_out(path, reason)
    groups: list[tuple[Path, list[Transcript]]] = []
    for path in found:
        try:
            transcripts = [prepare(transcript) for transcript in read_all(path, columns=column_map)]
        except InputError as error:
            elsewhere = error.path is not None and str(error.path) != str(path)  # in the file of --roles
            if path in files or elsewhere or isinstance(error, RolesError):
                raise error.at(path) from error
            _leave_out(path, error.message)
            continue
        _tell_language(path, transcripts)
        groups.append((path, transcripts))
    if not any(transcripts for _, transcripts in groups):
        raise InputError("no transcript found", path=files[0], hint="Give a file, or a folder that holds some.")
    try:
        check_names([transcript for _, transcripts in groups for transcript in transcripts], **names)
    except RolesError as error:
        raise (error.at(groups[0][0]) if len(groups) == 1 else error) from error
    _tell_absent(lists.get("--roles"), [transcript for _, transcripts in groups for transcript in transcripts])
    return groups


def _leave_out(path: Path, reason: str) -> None:
    typer.echo(f"Left out {path}: {reason}.", err=True)


def _tell_absent(roles: Path | None, transcripts: Sequence[Transcript]) -> None:
    """Tell the names of a roles file that are nobody's: misspelt, or of sessions that are not read."""
    from empathy.ingest.roles import names_of_nobody
    from empathy.plural import plural

    if roles is None or not (absent := names_of_nobody(roles, transcripts)):
        return
    shown = ", ".join(repr(name[:40]) for name in absent[:5]) + (", …" if len(absent) > 5 else "")
    typer.echo(f"{roles}: {plural(len(absent), 'name')} of nobody who speaks here: {shown}.", err=True)


def _tell_language(path: Path, transcripts: Sequence[Transcript]) -> None:
    from empathy.ingest.english import NOT_ENGLISH

    foreign = sum(NOT_ENGLISH in transcript.reading.notes for transcript in transcripts)
    if foreign:
        which = f", {foreign} of {len(transcripts)} sessions" if len(transcripts) > 1 else ""
        typer.secho(f"{path}{which}: {NOT_ENGLISH}.", err=True, fg=typer.colors.YELLOW)


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
