"""Files and folders given by a user -> the transcripts to read, in a stable order."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.readers import ALIASES, READERS, format_of

# The files of a ConvoKit corpus beside its utterances
_CONVOKIT = frozenset(("speakers.json", "users.json", "conversations.json", "corpus.json", "index.json"))


def find_files(paths: Iterable[Path | str]) -> tuple[list[Path], list[Path]]:
    """Return the transcripts among files and folders, and the files of the folders that are none.

    Folders are searched through. Files come in the order given, a folder's in the order of their names, each once.
    A file that is named itself is kept whatever its suffix. Hidden files and Office's lock files (``~$…``) are no
    one's transcript and stand in neither list.

    Raises:
        InputError: a path that does not exist, or a folder without any transcript.
    """
    found: dict[Path, None] = {}
    left: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.is_dir():
            _check(path)
            found[path] = None
            continue
        files = list(_walk(path))
        here = [file for file in files if _is_read(file)]
        if not here:
            raise InputError(
                "no transcript was found in this folder",
                path=path,
                hint=f"Suffixes read: {', '.join(f'.{suffix}' for suffix in (*READERS, *ALIASES))}.",
            )
        found |= dict.fromkeys(here)
        left |= dict.fromkeys(file for file in files if not _is_read(file))
    return list(found), [file for file in left if file not in found]


def _walk(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise InputError("no permission to look into this folder", path=error.filename)

    for place, inner, names in os.walk(folder, onerror=fail):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(place, name)


def _is_read(file: Path) -> bool:
    if file.name in _CONVOKIT and file.with_name("utterances.jsonl").exists():
        return False
    return format_of(file) is not None


def _check(path: Path) -> None:
    if not path.exists():
        raise InputError(
            "no such file or folder", path=path, hint="Check the name, or give the folder that holds it."
        )
