"""WebVTT as Zoom, Teams and others export it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.cues import Cue, cue_times, is_broken, notes_on, turns_of, unrolled
from empathy.ingest.found import Found
from empathy.ingest.options import Options
from empathy.ingest.source import read_text
from empathy.ingest.times import clock, parse_time

_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_HINT = "A cue's times are written 00:00:01.000 --> 00:00:04.000."


def read_vtt(path: Path, options: Options) -> Iterator[Found]:
    """Read a WebVTT file; every cue is one unit.

    Raises:
        InputError: no WEBVTT at the top, a cue whose times cannot be read, or no cue at all.
    """
    # Imported here, as every reader's library is: only the format that is read is paid for
    import webvtt

    text, notes = read_text(path)
    if not text.lstrip().startswith("WEBVTT"):
        raise InputError(
            "the first line should be WEBVTT",
            path=path,
            line=1,
            hint="Put WEBVTT in the first line, or rename the file to .srt or .txt.",
        )
    raw = text.split("\n")
    notes += notes_on(raw)
    lines = [_timing(path, number, line) for number, line in enumerate(raw, start=1)]
    blocks = _rejoined(_BLANK.sub("\n", "\n".join(_apart(lines, raw))).lstrip())
    try:
        captions = webvtt.WebVTT.from_string("\n\n".join(blocks)).captions
    except Exception:
        # the library's message quotes the cue, which is what somebody said
        raise InputError("this is no valid WebVTT", path=path, hint=_HINT) from None
    if len(captions) != sum("-->" in block for block in blocks) or not captions:
        problem = "some cues cannot be read" if captions else "no cue was found (no line with “-->”)"
        raise InputError(problem, path=path, hint=_HINT)
    cues, rolled = unrolled(
        [Cue(payload=c.raw_text, start=parse_time(c.start), end=parse_time(c.end)) for c in captions]
    )
    yield Found(format="WebVTT", turns=turns_of(cues), splits=True, notes=notes + rolled)


def _timing(path: Path, number: int, line: str) -> str:
    """Return a line of times in the one form that the library takes, any other line as it is."""
    if found := cue_times(line):
        start, end = found
        return f"{clock(start)} --> {clock(end)}"
    if is_broken(line):
        raise InputError("the times of this cue cannot be read", path=path, line=number, hint=_HINT)
    return line.replace("-->", "→")  # an arrow in somebody's words


def _apart(lines: Sequence[str], raw: Sequence[str]) -> list[str]:
    """Put an empty line before a cue that follows another without: as the standard has it, times end the words.

    A number alone between words and times is the cue's name. Times later than the next cue's were said: such a line
    is kept as it stands in the file, ``raw``.
    """
    starts = {place: found[0] for place, line in enumerate(lines) if (found := cue_times(line))}
    following = {place: starts[after] for place, after in pairwise(starts)}
    apart, above = list(lines), None  # the place of the open cue's times
    for place, line in enumerate(lines):
        if not line.strip():
            above = None
        elif place in starts and above is None:
            above = place
        elif place in starts and above is not None:
            if starts[place] > following.get(place, starts[place]):
                apart[place] = raw[place].replace("-->", "→")
                continue
            named = lines[place - 1].strip().isdigit() and place - 1 > above + 1
            apart[place - named] = f"\n{apart[place - named]}"
            above = place
    return apart


def _rejoined(text: str) -> list[str]:
    """Split into blocks; words after an empty line inside a cue are joined to it again, so that none is lost."""
    blocks: list[str] = []
    for block in re.split(r"\n{2,}", text):
        stands_alone = "-->" in block or not blocks or block.startswith(("NOTE", "STYLE", "REGION"))
        if not block.strip():
            continue
        if stands_alone or "-->" not in blocks[-1]:
            blocks.append(block)
        else:
            blocks[-1] += f"\n{block}"
    return blocks
