"""What a command must not overwrite: the only original of a transcript may be the file that -o names."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Paths = Iterable[Path | None]
# The files of a ConvoKit corpus; those of the published corpora are in their descriptions.
CONVOKIT = ("utterances.jsonl", "speakers.json", "users.json", "conversations.json", "corpus.json", "index.json")


def files_read(transcripts: Iterable[Path], lists: Mapping[str, Path | None]) -> dict[str, Paths]:
    """Say in words which files a call reads: the transcripts, and by option those of ``--roles`` and the like."""
    named: dict[str, Paths] = {f"the file given with {option}": (path,) for option, path in lists.items()}
    return {"one of the transcripts to read": transcripts, **named}


def corpus_files(corpus: str) -> dict[str, Paths]:
    """Say in words which files a corpus (``name:path``) is read from; in a folder, those that corpora have."""
    from empathy.corpora.registry import corpora, split_corpus

    name, path = split_corpus(corpus)
    files = [path]
    if path.is_dir():
        known = {file for spec in corpora().values() for file in spec.files}
        files = [file for file in path.rglob("*") if file.name in known]
        files += [path / file for file in CONVOKIT if (path / CONVOKIT[0]).is_file()]
    spec = Path(name) if name.endswith(".toml") else None
    return {"one of the corpus's files": files, "the corpus's description": (spec,)}


def predicted_files(option: str, output: Path | None) -> dict[str, Paths]:
    """Say in words which files predictions are read from: a file of ``score``, or the folder of ``batch``."""
    if output is None or not output.is_dir():
        return {f"what {option} reads": (output,)}
    beside = (output / name for name in ("manifest.json", "failures.csv"))
    return {f"what {option} reads": (*output.rglob("*.parquet"), *beside)}


def refuse_overwriting(targets: Mapping[str, Paths], kept: Mapping[str, Paths]) -> None:
    """Stop where a target is a file that has to stay; called before anything is scored or written.

    Args:
        targets: by option, what would be written; None where the option was not given.
        kept: by what they are, the files that have to stay.

    Raises:
        UsageError: with the option and the file.
    """
    from empathy.errors import UsageError

    marks = {mark: what for what, paths in kept.items() for path in paths if path for mark in _marks(path)}
    for option, path in ((option, path) for option, paths in targets.items() for path in paths if path):
        what = next((marks[mark] for mark in _marks(path) if mark in marks), None)
        if what:
            raise UsageError(f"{option} is {what}", path=path, hint="It would be lost; give another name.")


def require_place(target: Path | None, *, option: str = "-o") -> None:
    """Look whether a file can be written where it is asked for, before hours are spent on what it shall hold.

    Raises:
        OutputError: there is no such folder, it may not be written to, or the name is a folder's.
    """
    from empathy.errors import OutputError

    if target is None:
        return
    folder = os.path.dirname(target) or os.curdir  # noqa: PTH120 - os.path never fails on what may not be looked at
    if not os.path.isdir(folder):  # noqa: PTH112
        raise OutputError(
            "there is no such folder to write in", path=folder, hint=f"Make it first, or give another {option}."
        )
    if os.path.isdir(target):  # noqa: PTH112
        raise OutputError("this is a folder, a file's name was expected", path=target, hint="Name a file in it.")
    if not os.path.exists(target) and not os.access(folder, os.W_OK):  # noqa: PTH110
        raise OutputError(
            "no permission to write in this folder", path=folder, hint=f"Give another place with {option}."
        )


def require_folder(target: Path) -> None:
    """Look whether a folder can be made and written to, before hours are spent on what it shall hold.

    Raises:
        UsageError: the name is a file's.
        OutputError: it, or the nearest folder above it that is there, may not be written to.
    """
    from empathy.errors import OutputError, UsageError

    if os.path.isfile(target):  # noqa: PTH113 - os.path never fails on what may not be looked at
        raise UsageError("a folder, or several files, cannot be written to one", path=target, hint="Name a folder.")
    place = os.path.abspath(target)  # noqa: PTH100
    while not os.path.exists(place):  # noqa: PTH110
        place = os.path.dirname(place)  # noqa: PTH120
    if not (os.path.isdir(place) and os.access(place, os.W_OK)):  # noqa: PTH112
        raise OutputError("no permission to write in this folder", path=place, hint="Give another place with -o.")


def _marks(path: Path) -> tuple[object, ...]:
    """Return what two names of one file have in common: the place, and the file's number where there is one.

    The number tells what the place does not: names that differ in capitals alone, where the system sees one file.
    """
    try:
        found = path.stat()
    except OSError:
        return (path.resolve(),)
    return (path.resolve(), (found.st_dev, found.st_ino)) if found.st_ino else (path.resolve(),)
