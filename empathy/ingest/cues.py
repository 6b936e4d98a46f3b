"""The payload of subtitle cues -> turns: voice tags, names before a colon, formatting tags."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from empathy.ingest.found import Turn
from empathy.ingest.labels import COLON, LABEL, real_labels
from empathy.ingest.source import one_line
from empathy.ingest.times import parse_time
from empathy.plural import plural

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
# WebVTT's and SubRip's own tags only: <crosstalk> is a noise mark of the transcriber and stays
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|v|lang|font)(?:[.\s][^>]*)?>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE)
_NAMED = re.compile(rf"^[-–>]{{0,2}}[ \t]*\[??(?P<label>{LABEL})\]?{COLON}[ \t]*(?P<text>(?!//).*)$")
_BEGUN = re.compile(r"^(?P<label>[^:\n]{1,40}?)[ \t]*:[ \t]+(?P<text>\S.*)$")
_NEARLY_ALL = 0.8
# Captions that roll up as they are spoken show a line a second time, above the next: nearly every cue begins so
_ROLLS, _CUES = 0.6, 4
_CLOCK = r"(?:(?:\d{1,4}:)?\d{1,3}:)?\d{1,3}(?:[.,]\d{1,6})?"
_ARROW = re.compile(rf"^\s*(?P<start>{_CLOCK})[ \t]*-->[ \t]*(?P<end>{_CLOCK})(?:[ \t].*)?$")
# As people and tools write it too: a sign before the time, another arrow; with a colon, as numbers may be words,
# and nothing but settings behind: "9:00 => 10:00 I slept" is speech
_FULL = r"-?(?:\d{1,4}:)?\d{1,3}:\d{1,3}(?:[.,]\d{1,6})?"
_LOOSE = re.compile(rf"^\s*(?P<start>{_FULL})[ \t]*(?:[-–—=]+>|→)[ \t]*(?P<end>{_FULL})(?:[ \t]+\w+:\S+)*\s*$")
_BROKEN = re.compile(rf"^[^\w\n]*\d.*-->|^\s*-->|-->[^\w\n]*{_FULL}\W*$|{_FULL}[\])}}]?\s*-->")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue's payload as it stands in the file, with its times in seconds."""

    payload: str
    start: float | None
    end: float | None


def cue_times(line: str) -> tuple[float, float] | None:
    """Return the seconds at which a cue starts and ends; None for a line that is not two times with an arrow.

    A time before the recording began, as tools write them that move subtitles, is its beginning.

    >>> cue_times("00:01,5 --> 01:00:02.250 align:left"), cue_times("so --> there"), cue_times("-0:02 -> 0:05")
    ((1.5, 3602.25), None, (0.0, 5.0))
    """
    match = _ARROW.match(line) or _LOOSE.match(line)
    start, end = (_from_zero(match["start"]), _from_zero(match["end"])) if match else (None, None)
    return None if start is None or end is None else (start, end)


def is_broken(line: str) -> bool:
    """Whether a line is meant to be a cue's times but cannot be read as such, as far as its look tells.

    >>> is_broken("soon --> 0:07"), is_broken("[0:01 --> soon"), is_broken("so --> there")
    (True, True, False)
    """
    return "-->" in line and cue_times(line) is None and _BROKEN.search(line) is not None


def notes_on(lines: Iterable[str]) -> tuple[str, ...]:
    """Tell of times that are not taken as they stand."""
    negative = sum("-" in (match["start"][0], match["end"][0]) for line in lines if (match := _LOOSE.match(line)))
    return (f"{plural(negative, 'cue')} with a time below zero: read as the beginning",) if negative else ()


def _from_zero(time: str) -> float | None:
    return 0.0 if time.startswith("-") else parse_time(time)


def unrolled(cues: Sequence[Cue]) -> tuple[list[Cue], tuple[str, ...]]:
    """Return the cues without the lines that roll up from the cue before, and a note where there are such.

    Automatic captions (YouTube's) show each line twice or more, at last above the next, and name no voices. In
    other subtitles a line that comes again was said again, so that nothing is taken from them.
    """
    lines = [_lines(cue.payload) for cue in cues]
    shown = [0, *(_rolled_up(before, here) for before, here in pairwise(lines))]
    rolling = sum(map(bool, shown))
    above = any(0 < count < len(here) for count, here in zip(shown, lines, strict=True))
    voices = any(_VOICE.search(cue.payload) for cue in cues)
    if voices or not above or len(cues) < _CUES or rolling < _ROLLS * len(cues):
        return list(cues), ()
    kept = [replace(cue, payload="\n".join(here[n:])) for cue, here, n in zip(cues, lines, shown, strict=True)]
    return kept, (f"{plural(rolling, 'caption')} that show the line before again: each line read once",)


def _rolled_up(before: Sequence[str], here: Sequence[str]) -> int:
    """Return how many lines at the top of a cue are those at the bottom of the cue before."""
    most = min(len(before), len(here))
    return next((n for n in range(most, 0, -1) if list(before[-n:]) == list(here[:n])), 0)


def turns_of(cues: Iterable[Cue]) -> tuple[Turn, ...]:
    """Return a turn for every cue, or several where a cue holds several voices.

    A cue that names nobody has ``speaker`` None.
    """
    cues = list(cues)
    lines = [line for cue in cues if not _VOICE.search(cue.payload) for line in _lines(cue.payload)]
    real = real_labels(match["label"] for line in lines if (match := _NAMED.match(line))) | _recurring(lines)
    turns: list[Turn] = []
    for cue in cues:
        parts = _voices(cue.payload) if _VOICE.search(cue.payload) else _names(cue.payload, real)
        turns += [Turn(speaker=who, text=text, start=cue.start, end=cue.end) for who, text in parts]
    return tuple(turns)


def _recurring(lines: Sequence[str]) -> frozenset[str]:
    """Return what recurs before a colon where nearly every line has something there: names, whatever their look.

    Zoom writes the name that somebody has given themselves or their telephone: "Jo's iPhone", "+44 7700 900123".
    """
    begun = [one_line(match["label"]).casefold() for line in lines if (match := _BEGUN.match(line))]
    if len(begun) < _NEARLY_ALL * len(lines):
        return frozenset()
    return frozenset(label for label, count in Counter(begun).items() if count > 1)


def _label_of(line: str, real: frozenset[str]) -> re.Match[str] | None:
    """Return the match of a line that begins with a speaker's name."""
    matches = (pattern.match(line) for pattern in (_NAMED, _BEGUN))
    return next((m for m in matches if m and one_line(m["label"]).casefold() in real), None)


def _lines(payload: str) -> list[str]:
    return [line for raw in _TAG.sub("", payload).split("\n") if (line := one_line(raw))]


def _voices(payload: str) -> list[tuple[str | None, str]]:
    pieces = _VOICE.split(payload)
    found: list[tuple[str | None, str]] = []
    if before := one_line(_TAG.sub("", pieces[0])):
        found.append((None, before))
    for who, text in zip(pieces[1::2], pieces[2::2], strict=True):
        found.append((one_line(who) or None, one_line(_TAG.sub("", text))))
    return found


def _names(payload: str, real: frozenset[str]) -> list[tuple[str | None, str]]:
    found: list[tuple[str | None, str]] = []
    for line in _lines(payload):
        match = _label_of(line, real)
        if match:
            found.append((match["label"], match["text"]))
        elif found:
            who, text = found[-1]
            found[-1] = (who, f"{text} {line}".strip())
        else:
            found.append((None, line))
    return found or [(None, "")]
