"""Inputs as the user names them -> the list of sources, always in the same order."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from empathy.batch.digests import file_digest, folder_digest
from empathy.batch.urls import open_url
from empathy.errors import InputError, UsageError
from empathy.ingest import find_files
from empathy.ingest.source import exists

# Small files are grouped up to this many bytes; a larger file makes a group of its own.
GROUP_BYTES = 256 * 1024
# Tables of utterances, read here beside the formats of transcripts.
TABLES = (".parquet", ".pq")
# What stores call the mark of an object's state, the surest first: a digest, else the time of its last change.
_MARKS = (
    "ETag etag md5Hash Content-MD5 Digest Last-Modified LastModified last_modified updated mtime created".split()
)
# Told what of an input's folders is no transcript, with the reason.
TellLeft = Callable[[Mapping[Path, str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file (or corpus folder) to read: its place in the order, where it is, its size in bytes.

    ``reader`` is "" for any transcript format, else the name of a corpus reader; ``state`` tells whether an input
    changed between two runs: the SHA-256 of its content ("" where it cannot be read), of a URL the mark that its
    store keeps of the object's state ("" where it keeps none).
    """

    number: int
    path: str
    bytes: int
    state: str
    reader: str = ""

    @property
    def is_url(self) -> bool:
        """Whether the source is read through fsspec rather than from a local disk."""
        return "://" in self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring sources that are read together, the unit of reading."""

    number: int
    sources: tuple[Source, ...]

    @property
    def bytes(self) -> int:
        """The sources' sizes added up."""
        return sum(source.bytes for source in self.sources)


def list_sources(
    inputs: Sequence[str],
    *,
    readers: Iterable[str],
    leave_out: Path | None = None,
    lists: Iterable[Path | None] = (),
    tell_left: TellLeft | None = None,
) -> tuple[Source, ...]:
    """List every file that the inputs stand for, each once, in the inputs' order and sorted within a folder.

    A file that has several names stands under the first. Of a folder these are the transcripts, as every command
    takes them, and Parquet; a file named itself is taken whatever it is.

    Args:
        inputs: files, folders, URLs that fsspec knows (``s3://…``, with ``*``), or ``name:path`` for the
            published files of a corpus.
        readers: names of corpus readers that may stand before the colon.
        leave_out: a folder whose files are outputs, not inputs.
        lists: what else the run reads, of roles; no transcripts where they lie in a folder.
        tell_left: called with the files of the folders that are no transcripts, if there are any.

    Raises:
        InputError: an input that is empty or does not exist, or a folder without any transcript.
    """
    known = frozenset(readers)
    search = partial(find_files, also=TABLES, leave_out=leave_out, lists=tuple(lists))
    found: dict[tuple[str, str], Source] = {}
    left: dict[Path, str] = {}
    for given in inputs:
        for reader, path, told in _expand(given, known, search, left):
            place = (reader, path if told else os.path.realpath(path))
            if place not in found:
                size, state = told or _state_of(Path(path))
                found[place] = Source(number=len(found), path=path, bytes=size, state=state, reader=reader)
    left = {path: reason for path, reason in left.items() if ("", os.path.realpath(path)) not in found}
    if left and tell_left is not None:
        tell_left(left)
    return tuple(found.values())


def refuse_overwriting(sources: Iterable[Source], out: Path, results: Iterable[str]) -> None:
    """Stop where a source is, or lies in, what a run writes and clears in ``out``.

    Raises:
        UsageError: with the source.
    """
    places = {(out / name).resolve() for name in results}
    for source in sources:
        path = Path(source.path)
        if not source.is_url and not places.isdisjoint((path.resolve(), *path.resolve().parents)):
            raise UsageError(
                f"this input stands where results are written (-o {out})", path=path, hint="Choose another -o."
            )


def group_sources(sources: Sequence[Source]) -> Iterator[Group]:
    """Deal neighbouring sources into groups of about ``GROUP_BYTES``; the same sources make the same groups."""
    number, size, members = 0, 0, list[Source]()
    for source in sources:
        if members and size + source.bytes > GROUP_BYTES:
            yield Group(number=number, sources=tuple(members))
            number, size, members = number + 1, 0, []
        members.append(source)
        size += source.bytes
    if members:
        yield Group(number=number, sources=tuple(members))


def digest_sources(sources: Iterable[Source]) -> str:
    """Return the SHA-256 of the sources' names, sizes and states."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.reader}\0{source.path}\0{source.bytes}\0{source.state}\n".encode())
    return digest.hexdigest()


_State = tuple[int, str]
_Found = tuple[str, str, _State | None]
# the transcripts among files and folders, and what is none, with the reason
_Search = Callable[[list[Path]], tuple[list[Path], Mapping[Path, str]]]


def _expand(given: str, readers: frozenset[str], search: _Search, left: dict[Path, str]) -> Iterator[_Found]:
    """Yield each file of an input: its reader, its path or URL, and of a URL its size and state."""
    if not given:  # an unset variable of a script; the path "" would be the folder that one stands in
        raise InputError("an input is empty", hint="Give files, folders or URLs.")
    if "://" in given:
        yield from _expand_url(given)
        return
    reader, colon, rest = given.partition(":")
    if colon and reader in readers:
        if not exists(Path(rest)):
            raise InputError("there is no such file or folder", path=rest)
        yield reader, os.fspath(Path(rest)), None
        return
    path = Path(given)
    if not exists(path):
        known = ", ".join(sorted(readers))
        raise InputError(
            "there is no such file or folder", path=given, hint=f"Before a colon these corpora are known: {known}."
        )
    files, others = search([path])
    left.update(others)
    yield from (("", os.fspath(file), None) for file in files)


def _state_of(path: Path) -> _State:
    """Return the size and the state of a file, or of a corpus's folder."""
    parts = [path] if path.is_file() else [part for part in path.rglob("*") if part.is_file()]
    if not parts:
        raise InputError("there is no file in this folder", path=path)
    try:
        state = file_digest(path) if path.is_file() else folder_digest(path)
    except OSError:  # reading it will fail as well, and say why
        state = ""
    return sum(part.stat().st_size for part in parts), state


def _expand_url(url: str) -> Iterator[_Found]:
    filesystem, place = open_url(url, doing="read")
    paths = filesystem.glob(place) if "*" in place else [place]
    files = sorted(file for path in paths for file in (filesystem.find(path) or [path]))
    if not files or not all(filesystem.exists(file) for file in files):
        raise InputError("nothing is found at this URL", path=url)
    for file in files:
        told = filesystem.info(file)
        state = next((str(told[mark]) for mark in _MARKS if told.get(mark)), "")
        yield "", filesystem.unstrip_protocol(file), (int(told.get("size") or 0), state)
