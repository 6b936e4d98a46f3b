"""Files and folders given by a user -> the transcripts to read, in a stable order."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.exports import is_own_export
from empathy.ingest.readers import ALIASES, READERS, format_of
from empathy.ingest.source import exists, is_folder

# The files of a ConvoKit corpus beside its utterances
_CONVOKIT = frozenset(("speakers.json", "users.json", "conversations.json", "corpus.json", "index.json"))


def find_files(
    paths: Iterable[Path | str],
    *,
    also: Collection[str] = (),
    leave_out: Path | None = None,
    lists: Iterable[Path | None] = (),
) -> tuple[list[Path], Mapping[Path, str]]:
    """Return the transcripts among files and folders, and the files of the folders that are none, with the reason.

    Folders are searched through. Files come in the order given, a folder's in the order of their names, each once.
    A file that is named itself is kept whatever it is. Hidden files and Office's lock files (``~$…``) are no one's
    transcript and stand in neither list.

    Args:
        paths: files and folders.
        also: suffixes to take in a folder beside those of the transcripts, such as ``.parquet``.
        leave_out: a folder of results, which is not looked into.
        lists: what else the call reads, of roles or names; in a folder they are passed over without a word.

    Raises:
        InputError: a path that does not exist, or a folder without any transcript.
    """
    found: dict[Path, None] = {}
    left: dict[Path, str] = {}
    known = {os.path.realpath(file) for file in lists if file is not None}
    for path in map(Path, paths):
        if not is_folder(path):
            _check(path)
            found[path] = None
            continue
        files = (file for file in _walk(path, leave_out) if os.path.realpath(file) not in known)
        reasons = {file: _why_not(file, also) for file in files}
        here = [file for file, reason in reasons.items() if not reason]
        if not here:
            raise InputError(
                "no transcript was found in this folder",
                path=path,
                hint=f"Suffixes read: {', '.join((*(f'.{suffix}' for suffix in (*READERS, *ALIASES)), *also))}.",
            )
        found |= dict.fromkeys(here)
        left |= {file: reason for file, reason in reasons.items() if reason}
    return list(found), {file: reason for file, reason in left.items() if file not in found}


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise InputError("no permission to look into this folder", path=error.filename)

    # links to folders are followed, but no folder is searched twice: a link may lead back to where it stands
    seen = {folder.resolve(), *((leave_out.resolve(),) if leave_out is not None else ())}
    for place, inner, names in os.walk(folder, onerror=fail, followlinks=True):
        entered = []
        for name in sorted(inner):
            real = Path(place, name).resolve()
            if not name.startswith(".") and real not in seen:
                seen.add(real)
                entered.append(name)
        inner[:] = entered
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def _why_not(file: Path, also: Collection[str]) -> str:
    """Return why a file of a folder is no transcript, empty where it is one."""
    if file.name in _CONVOKIT and file.with_name("utterances.jsonl").exists():
        return "beside the utterances of a ConvoKit corpus"
    if format_of(file) is None and file.suffix.lower() not in also:
        return "not a transcript format"
    if not _is_file(file):
        return "a link that leads nowhere, or no file"
    return "scores or a report of ours" if is_own_export(file) else ""


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # behind a link, in a folder that may not be looked into
        return False


def _check(path: Path) -> None:
    if not exists(path):
        raise InputError(
            "no such file or folder", path=path, hint="Check the name, or give the folder that holds it."
        )
