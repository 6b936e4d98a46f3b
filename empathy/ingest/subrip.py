"""SubRip (.srt); the speaker is often named only where it changes.

Read here and not by the ``srt`` package: it takes a time without hours for one with hours, and a subtitle whose
words are a number alone for the next one's index, which swallows the turns between.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.cues import Cue, cue_times, is_broken, notes_on, turns_of, unrolled
from empathy.ingest.found import Found
from empathy.ingest.options import Options
from empathy.ingest.source import read_text

_HINT = "A subtitle's times are written 00:00:01,000 --> 00:00:04,000."


def read_srt(path: Path, options: Options) -> Iterator[Found]:
    """Read a SubRip file; every subtitle is one unit.

    Raises:
        InputError: times that cannot be read, words before the first subtitle, or no subtitle at all.
    """
    text, notes = read_text(path)
    lines = [line.strip() for line in text.split("\n")]
    times = {number: found for number, line in enumerate(lines) if (found := _times(path, number + 1, line))}
    if not times:
        raise InputError("no subtitle was found (no line with “-->”)", path=path, hint=_HINT)
    places = [*times, len(lines)]
    before = _payload(lines[: places[0]], index_follows=True)
    if before:
        raise InputError("there are words before the first subtitle's times", path=path, line=1, hint=_HINT)
    cues = [
        Cue(
            payload=_payload(lines[place + 1 : following], index_follows=following < len(lines)),
            start=times[place][0],
            end=times[place][1],
        )
        for place, following in pairwise(places)
    ]
    cues, rolled = unrolled(cues)
    yield Found(format="SubRip", turns=turns_of(cues), splits=True, notes=notes + notes_on(lines) + rolled)


def _times(path: Path, number: int, line: str) -> tuple[float, float] | None:
    if found := cue_times(line):
        return found
    if is_broken(line):
        raise InputError("the times of this subtitle cannot be read", path=path, line=number, hint=_HINT)
    return None


def _payload(lines: Sequence[str], *, index_follows: bool) -> str:
    """Return a subtitle's words; the last line is the next one's number if an empty line stands before it."""
    kept = list(lines)
    # some tools leave the empty line out, but then the number stands below a subtitle of two lines or more
    if index_follows and kept and kept[-1].isdigit() and (len(kept) != 2 or not kept[0]):
        kept.pop()
    return "\n".join(line for line in kept if line)
