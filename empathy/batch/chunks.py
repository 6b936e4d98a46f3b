"""Group -> chunks of whole sessions: what is scored, written and resumed as one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from empathy.batch.sources import Group, Source
from empathy.errors import EmpathyError, InputError
from empathy.transcript import Transcript

# A chunk closes after the session that brings it to this many utterances: at most this much work is lost by a kill.
CHUNK_UTTERANCES = 1024

ReadSource = Callable[[Source], Iterator[Transcript]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What could not be read or scored: the file, the line where one is known, and why, without its words."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A session to score: the file it came from, its place in that file (from 0), and its turns."""

    source: int
    file: str
    place: int
    transcript: Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Neighbouring sessions of one group; ``last`` closes the group, ``bytes`` is its share of the inputs' size."""

    group: int
    part: int
    last: bool
    bytes: int
    items: tuple[Item, ...]
    failures: tuple[Failure, ...]

    @property
    def name(self) -> str:
        """The name that the chunk's files share; names sort in the order of the input."""
        return chunk_name(self.group, self.part)


def chunk_name(group: int, part: int) -> str:
    """Return the name that a chunk's files share.

    >>> chunk_name(3, 12)
    '0000003-00012'
    """
    return f"{group:07d}-{part:05d}"


def read_chunks(group: Group, read: ReadSource) -> Iterator[Chunk]:
    """Read a group's sources into chunks; a source that cannot be read becomes a failure and the rest goes on."""
    items: list[Item] = []
    failures: list[Failure] = []
    part, left = 0, group.bytes
    for source in group.sources:
        for found in _read_source(source, read):
            if isinstance(found, Failure):
                failures.append(found)
                continue
            items.append(found)
            if sum(len(item.transcript.utterances) for item in items) >= CHUNK_UTTERANCES:
                share = min(left, _text_bytes(items))
                yield _chunk(group, part, items, failures, share=share, last=False)
                part, left, items, failures = part + 1, left - share, [], []
    yield _chunk(group, part, items, failures, share=left, last=True)


def failure_of(file: str, error: Exception, *, doing: str, place: int | None = None) -> Failure:
    """Describe an error for ``failures.csv``, without a speaker's name.

    Our own errors say why, a foreign one only its kind: its text may quote.
    """
    where = "" if place is None else f"session {place + 1} of the file: "
    if isinstance(error, InputError):
        return Failure(file=file, line=error.line, reason=where + _sentences(error.unnamed, error.hint or ""))
    if isinstance(error, EmpathyError):
        return Failure(file=file, line=None, reason=where + _sentences(*str(error).splitlines()))
    return Failure(file=file, line=None, reason=f"{where}{doing} failed ({type(error).__name__})")


def _sentences(*parts: str) -> str:
    """Join what is wrong and what to do on one line, so that they read as sentences.

    >>> _sentences("some cues cannot be read", "  Export the file again.")
    'some cues cannot be read. Export the file again.'
    """
    told = [" ".join(part.split()) for part in parts if part.strip()]
    ended = [part if part.endswith((".", "!", "?", ":")) else f"{part}." for part in told[:-1]]
    return " ".join((*ended, *told[-1:]))


def _read_source(source: Source, read: ReadSource) -> Iterator[Item | Failure]:
    place = 0
    try:
        for transcript in read(source):
            yield Item(source=source.number, file=source.path, place=place, transcript=transcript)
            place += 1
    except Exception as error:  # one bad file must not end a run over millions; its kind is recorded
        yield failure_of(source.path, error, doing="reading", place=place if place else None)


def _chunk(group: Group, part: int, items: list[Item], failures: list[Failure], *, share: int, last: bool) -> Chunk:
    return Chunk(
        group=group.number, part=part, last=last, bytes=share, items=tuple(items), failures=tuple(failures)
    )


def _text_bytes(items: list[Item]) -> int:
    return sum(len(u.text) for item in items for u in item.transcript.utterances)
