"""Plain text: named turns with continuation lines, and the text exports of Otter, Rev and Zoom."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.found import Found, Turn
from empathy.ingest.labels import COLON, LABEL, ODD, PLACEHOLDER, is_odd_name, real_labels
from empathy.ingest.options import Options
from empathy.ingest.source import one_line, read_text
from empathy.ingest.times import parse_time, relative
from empathy.plural import plural
from empathy.rolenames import says_role

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?"
_ANY_TIME = rf"[\[({{<]?{_TIME}[\])}}>]?"
_FOOTER = re.compile(
    r"^(?:transcribed by https?://\S*|this (?:file|transcript) (?:is|was) .{0,60}|\[end of .{0,30}\])$", re.I
)
# What may be a turn of somebody who is not known for a speaker
_MAYBE = re.compile(rf"^(?P<label>{ODD})[ \t]*:[ \t]+\S")
# Zoom's transcript has a name between tabs, its chat "From Dana Lee to Everyone"
_CHAT = r"(?:From[ ]+(?=[^\t]*[ ]to[ ]))?(?P<label>[^\t:]{1,60}?)(?:[ ]+to[ ]+[^\t:]{1,60})?[ ]*:?\t[ ]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind of text begins a turn; its pattern has the groups ``label``, ``time`` and ``text``.

    A ``strict`` pattern is proof of a turn by itself; behind the others the label must be a real one. ``by_clock``
    says that the times are those of the day.
    """

    name: str
    pattern: re.Pattern[str]
    strict: bool = True
    by_clock: bool = False


# White space of any kind and signs that are not seen: a tab in front, a page's end, a mark of direction
_SIGN = r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_AROUND = re.compile(rf"^{_SIGN}+|{_SIGN}+$")
# In the order in which they are tried: the first that begins enough lines is the file's style.
STYLES = (
    Style(
        name="Zoom text",
        pattern=re.compile(rf"^(?P<time>{_ANY_TIME})[ ]*\t[ ]*{_CHAT}(?P<text>.*)$"),
    ),
    Style(
        name="Zoom text",
        pattern=re.compile(rf"^(?!{PLACEHOLDER})\[(?P<label>{LABEL})\][ \t]+(?P<time>{_TIME})(?P<text>)$"),
        by_clock=True,
    ),
    Style(
        name="Otter text",
        pattern=re.compile(rf"^(?P<label>{LABEL})(?:[ ]{{2,}}|[ ]*\t[ \t]*)(?P<time>{_TIME})[ \t]*(?P<text>)$"),
    ),
    Style(
        name="Rev text",
        pattern=re.compile(rf"^(?P<label>{LABEL})[ \t]*[\[(](?P<time>{_TIME})[\])][ \t]*:?[ \t]*(?P<text>.*)$"),
    ),
    Style(
        name="Otter text",
        pattern=re.compile(rf"^(?P<label>{LABEL})[ ](?P<time>{_TIME})(?P<text>)$"),
        strict=False,
    ),
    Style(
        name="plain text",
        pattern=re.compile(
            rf"^(?:\d{{1,4}}[.)][ \t]+)?(?:\*\*)?(?:(?P<time>{_ANY_TIME})[ \t]*[-–—]?[ \t]*)?(?:\*\*)?"
            rf"(?P<label>{LABEL}|{ODD})[ \t]*(?:\*\*)?{COLON}[ \t]*(?:\*\*)?[ \t]*(?P<text>(?!//).*)$"
        ),
        strict=False,
    ),
)


def read_plain(path: Path, options: Options) -> Iterator[Found]:
    """Read a text file in which turns begin with a speaker's name.

    Raises:
        InputError: no line names a speaker.
    """
    text, notes = read_text(path)
    found = parse_lines(text.split("\n"))
    if found is None:
        raise InputError(
            "no line begins with a speaker's name",
            path=path,
            line=1,
            hint="Begin each turn with “Name: ”, for example “Therapist: ” and “Client: ”.",
        )
    yield replace(found, notes=notes + found.notes)


def parse_lines(lines: Sequence[str]) -> Found | None:
    """Read lines of text into turns, or return None where no speaker is named."""
    tidy = [_AROUND.sub("", line.replace("\u00a0", " ")) for line in lines]
    for style, begins in _styles(tidy):
        if begins:
            return _collect(tidy, style, begins)
    return None


def _styles(lines: Sequence[str]) -> Iterator[tuple[Style, dict[int, re.Match[str]]]]:
    """Yield each style with the lines that begin a turn in it; a style that is outnumbered comes last."""
    tried = []
    for style in STYLES:
        hits = {i: match for i, line in enumerate(lines) if (match := style.pattern.match(line))}
        tried.append((style, hits if style.strict else _with_real_label(hits)))
    # Strict styles go first, but one stray hit among many plain turns is an accident
    most = max(len(hits) for _, hits in tried)
    yield from sorted(tried, key=lambda item: len(item[1]) < max(1, most // 2))


def _with_real_label(hits: dict[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    real = real_labels(match["label"] for match in hits.values())
    kept = {i: m for i, m in hits.items() if one_line(m["label"]).casefold() in real}
    often = Counter(m["label"].casefold() for m in kept.values())
    bare = {i for i, m in kept.items() if _is_bare(m["time"] or "")}
    if len(bare) >= max(2, len(kept) / 2):
        return kept  # the file stamps its turns so
    # "10:30 Lunch:" is a plan: a bare time without seconds names no speaker unless the name says or comes again
    return {
        i: m
        for i, m in kept.items()
        if i not in bare or often[m["label"].casefold()] > 1 or says_role(m["label"]) is not None
    }


def _is_bare(time: str) -> bool:
    return time[:1].isdigit() and time.count(":") == 1


def _collect(lines: Sequence[str], style: Style, begins: dict[int, re.Match[str]]) -> Found:
    turns: list[Turn] = []
    parts: list[str] = []
    before = continued = doubtful = 0
    footers = 0
    for index, line in enumerate(lines):
        if match := begins.get(index):
            _close(turns, parts)
            parts = [match["text"]]
            turns.append(Turn(speaker=match["label"], text="", start=parse_time(match["time"]), line=index + 1))
        elif not line:
            continue
        elif _FOOTER.match(line):
            footers += 1
        elif turns:
            continued += any(parts)
            maybe = _MAYBE.match(line)
            doubtful += maybe is not None and is_odd_name(maybe["label"])
            parts.append(line)
        else:
            before += 1
    _close(turns, parts)
    if style.by_clock:
        starts = relative([turn.start for turn in turns])
        turns = [replace(turn, start=start) for turn, start in zip(turns, starts, strict=True)]
    return Found(format=style.name, turns=tuple(turns), notes=_notes(before, continued, doubtful, footers))


def _close(turns: list[Turn], parts: list[str]) -> None:
    if turns:
        turns[-1] = replace(turns[-1], text=one_line(" ".join(parts)))


def _notes(before: int, continued: int, doubtful: int, footers: int) -> tuple[str, ...]:
    counted: tuple[tuple[int, Callable[[int], str]], ...] = (
        (before, lambda n: f"{plural(n, 'line')} before the first speaker's name not read (title or header)"),
        (continued, lambda n: f"{plural(n, 'continuation line')} joined to the turn before"),
        (doubtful, lambda n: f"{plural(n, 'line')} of these may begin with a name, too odd or rare to be sure"),
        (footers, lambda n: f"{plural(n, 'line')} of the transcription service not read"),
    )
    return tuple(tell(count) for count, tell in counted if count)
