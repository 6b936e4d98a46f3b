"""A path -> raw transcripts: one small module per format, roles given by name, file or answer."""

from collections.abc import Iterator
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.folders import find_files
from empathy.ingest.found import to_transcript
from empathy.ingest.options import ColumnMap, Options
from empathy.ingest.readers import READERS, choose
from empathy.ingest.roles import assign_roles
from empathy.transcript import Transcript

__all__ = [
    "READERS",
    "ColumnMap",
    "assign_roles",
    "find_files",
    "iter_sessions",
    "read",
    "read_all",
]


def iter_sessions(
    path: Path | str, *, session: str | None = None, columns: ColumnMap | None = None, format: str | None = None
) -> Iterator[Transcript]:
    """Yield a file's sessions one after the other; CSV, TSV and JSONL are streamed.

    Args:
        path: the file.
        session: the session's name where the file states none (the file's stem otherwise).
        columns: names of columns or keys that would not be recognised.
        format: one of ``READERS``; told by suffix and content otherwise.

    Yields:
        Transcripts, with the roles of speakers whose names say them; other roles are None.

    Raises:
        InputError: what is wrong with the file, where, and what to do; never a word of the transcript.
    """
    place = Path(path)
    reader = READERS[choose(place, format)]
    for found in reader(place, Options(columns=columns or ColumnMap())):
        yield to_transcript(found, path=place, session=session if found.session is None else None)


def read_all(
    path: Path | str, *, session: str | None = None, columns: ColumnMap | None = None, format: str | None = None
) -> list[Transcript]:
    """Return every session of a file; see :func:`iter_sessions`."""
    return list(iter_sessions(path, session=session, columns=columns, format=format))


def read(
    path: Path | str, *, session: str | None = None, columns: ColumnMap | None = None, format: str | None = None
) -> Transcript:
    """Return the one session of a file.

    Args:
        path: the file.
        session: where the file states sessions, the one to read; otherwise the name to give it.
        columns: names of columns or keys that would not be recognised.
        format: one of ``READERS``; told by suffix and content otherwise.

    Raises:
        InputError: the file holds several sessions and none was chosen, or not the one asked for.
    """
    found = read_all(path, session=session, columns=columns, format=format)
    if len(found) == 1:
        return found[0]
    chosen = [transcript for transcript in found if transcript.session == session]
    if len(chosen) == 1:
        return chosen[0]
    problem = f"the file holds {len(found)} sessions" + (
        ", none of this name" if session is not None else ", one was expected"
    )
    raise InputError(problem, path=path, hint="Read them with empathy.ingest.read_all(path), or give session=NAME.")
