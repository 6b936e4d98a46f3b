"""SubRip (.srt); the speaker is often named only where it changes."""

import re
from collections.abc import Iterator
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.cues import Cue, turns_of
from empathy.ingest.found import Found
from empathy.ingest.options import Options
from empathy.ingest.source import read_text
from empathy.ingest.times import clock, parse_time

_CLOCK = r"(?:(?:\d{1,4}:)?\d{1,3}:)?\d{1,3}(?:[.,:]\d{1,6})?"
_ARROW = re.compile(rf"^\s*(?P<start>{_CLOCK})[ \t]*-[ -]?>[ \t]*(?P<end>{_CLOCK})(?:[ \t].*)?$")
_HINT = "A cue's times are written 00:00:01,000 --> 00:00:04,000."


def read_srt(path: Path, options: Options) -> Iterator[Found]:
    """Read a SubRip file; every subtitle is one unit.

    Raises:
        InputError: times that cannot be read, words that belong to no subtitle, or no subtitle at all.
    """
    import srt

    text, notes = read_text(path)
    # The library takes a time without hours for hours: write every time in full first
    lines = [_timing(path, number, line) for number, line in enumerate(text.split("\n"), start=1)]
    try:
        subtitles = list(srt.parse("\n".join(lines)))
    except srt.SRTParseError as error:
        line = "\n".join(lines)[: error.expected_start].count("\n") + 1
        raise InputError("this is no valid SubRip", path=path, line=line, hint=_HINT) from None
    except Exception:
        # the library's message quotes the subtitle, which is what somebody said
        raise InputError("this is no valid SubRip", path=path, hint=_HINT) from None
    if not subtitles:
        raise InputError("no subtitle was found (no line with “-->”)", path=path, hint=_HINT)
    cues = [Cue(payload=s.content, start=s.start.total_seconds(), end=s.end.total_seconds()) for s in subtitles]
    yield Found(format="SubRip", turns=turns_of(cues), splits=True, notes=notes)


def _timing(path: Path, number: int, line: str) -> str:
    if "->" not in line:
        return line.strip()
    match = _ARROW.match(line)
    start, end = (parse_time(match["start"]), parse_time(match["end"])) if match else (None, None)
    if start is not None and end is not None:
        return f"{clock(start, comma=True)} --> {clock(end, comma=True)}"
    if "-->" in line and line.lstrip()[:1] in "0123456789-":
        raise InputError("the times of this subtitle cannot be read", path=path, line=number, hint=_HINT)
    return line.replace("->", "→").strip()
