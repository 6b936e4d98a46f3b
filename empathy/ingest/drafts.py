"""Lines of text whose turns' beginnings are known -> turns: continued text, times, what is nobody's."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from empathy.ingest.found import Found, Turn
from empathy.ingest.labels import ODD, is_odd_name
from empathy.ingest.source import one_line
from empathy.ingest.stamps import CLOCK, seconds_of
from empathy.ingest.styles import Style, group
from empathy.plural import plural

_FOOTER = re.compile(
    r"^(?:transcribed by https?://\S*|this (?:file|transcript) (?:is|was) .{0,60}|\[end of .{0,30}\]"
    r"|[^\s:][^:]{0,60} (?:started|stopped) transcription|(?:transcription|meeting) ended after [\d:]+\W*"
    r"|this editable transcript was computer generated .{0,120})$",
    re.IGNORECASE,
)
# What may be a turn of somebody who is not known for a speaker
_MAYBE = re.compile(rf"^(?P<label>{ODD})[ \t]*:[ \t]+\S")
# White space of any kind and signs that are not seen: a tab in front, a page's end, a mark of direction
_SIGNS = "".join(c for c in map(chr, range(0x10000)) if c.isspace()) + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
)
# Of more blanks than a layout has, a few say the same: patterns try every way to part them
_GAP = re.compile(r"[ \t]{20,}")
# f4transkript, MAXQDA and easytranscript mark times so
_MARK = re.compile(r"#(\d{1,2}:\d{2}:\d{2})-(\d)#")
_ALONE = re.compile(rf"^(?:[\[(]({CLOCK})[\])]|(\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,6}})?))$")
_FIRST = re.compile(rf"^(?:[\[(<]({CLOCK})[\])>]|({CLOCK})(?=\t))[ \t]*")
_LAST = re.compile(rf"[ \t]*\[({CLOCK})\]$")
_WITHIN = re.compile(rf"[ \t]*\[{CLOCK}\](?=[\s.,;:?!]|$)|^\[{CLOCK}\]")
_NUMBERED = re.compile(r"^(\d{1,4})[.):]?(?:[ \t]+|$)")
# A mark that is not seen tells what the messenger says itself: an image that is left out, a message deleted
_MESSENGERS = re.compile(r"^(?:\u200e(.*)|<(Media omitted|[\w ]+ omitted)>)$")


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A turn on the way: the stamps as they stand, and the pieces of its text."""

    label: str
    line: int
    start: str | None
    end: str | None
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Counts:
    """What is no turn's words, or may be another's, to be told."""

    before: int = 0
    continued: int = 0
    doubtful: int = 0
    footers: int = 0
    aside: int = 0
    times: int = 0


def without_marks(line: str) -> str:
    r"""Return a line without what is not seen around it, and with f4's times in brackets.

    >>> without_marks("\tSo. #00:01:02-3#")
    'So. [00:01:02.3]'
    """
    tidy = _GAP.sub(lambda gap: "\t" if "\t" in gap[0] else "  ", line.replace("\u00a0", " ").strip(_SIGNS))
    return _MARK.sub(r"[\1.\2]", tidy)


def collect(lines: Sequence[str], style: Style, begins: Mapping[int, re.Match[str]]) -> Found:
    """Return the turns that begin in some of the lines, each with its text up to the next."""
    counts = _Counts()
    drafts: list[_Draft] = []
    ahead: str | None = None
    for index, line in enumerate(_without_numbers(lines, begins)):
        if match := begins.get(index):
            drafts.append(_begun(match, index, ahead))
        elif not line:
            continue
        elif alone := _ALONE.match(line):
            counts.times += 1
            ahead = alone[1] or alone[2]
            continue
        elif _FOOTER.match(line):
            counts.footers += 1
        elif style.aside is not None and style.aside.match(line):
            counts.aside += 1
        elif drafts:
            counts.continued += any(drafts[-1].parts)
            maybe = _MAYBE.match(line)
            counts.doubtful += maybe is not None and is_odd_name(maybe["label"])
            drafts[-1].parts.append(line)
        else:
            counts.before += 1
        ahead = None
    return Found(format=style.name, turns=_turns(drafts, style, counts), notes=_notes(counts))


def _begun(match: re.Match[str], index: int, ahead: str | None) -> _Draft:
    start, text = group(match, "time") or None, group(match, "text") or ""
    if start is None and (first := _FIRST.match(text)):
        start, text = first[1] or first[2], text[first.end() :]
    if text.strip() and (own := _MESSENGERS.match(text)):
        text = f"[{(own[1] or own[2]).strip()}]"
    end = match["end"] if "end" in match.re.groupindex else None
    return _Draft(
        label=group(match, "label") or "",
        line=index + 1,
        start=start or ahead,
        end=end,
        parts=[text] if text else [],
    )


def _without_numbers(lines: Sequence[str], begins: Mapping[int, re.Match[str]]) -> list[str]:
    """Take the lines' own numbers from those that go on, where the lines that begin turns are numbered."""
    numbered = [_NUMBERED.match(line) for line in lines]
    if sum(numbered[i] is not None for i in begins) * 2 <= len(begins):
        return list(lines)
    kept, last = [], None
    for index, (line, found) in enumerate(zip(lines, numbered, strict=True)):
        goes_on = index not in begins and found is not None and last is not None and int(found[1]) == last + 1
        kept.append(line[found.end() :] if found is not None and goes_on else line)
        last = int(found[1]) if found is not None and (goes_on or index in begins) else last
    return kept


def _turns(drafts: Sequence[_Draft], style: Style, counts: _Counts) -> tuple[Turn, ...]:
    texts = []
    for draft in drafts:
        text = " ".join(draft.parts)
        if last := _LAST.search(text):
            draft.end, text = draft.end or last[1], text[: last.start()]
        text, times = _WITHIN.subn("", text)
        counts.times += times
        texts.append(one_line(text))
    # all at once: what one stamp tells of the order of day and month holds for the others
    stamps = [stamp for draft in drafts for stamp in (draft.start, draft.end)]
    seconds = seconds_of(stamps, by_clock=style.by_clock)
    return tuple(
        Turn(speaker=draft.label, text=text, start=start, end=end, line=draft.line)
        for draft, text, start, end in zip(drafts, texts, seconds[::2], seconds[1::2], strict=True)
    )


def _notes(counts: _Counts) -> tuple[str, ...]:
    counted: tuple[tuple[int, Callable[[int], str]], ...] = (
        (
            counts.before,
            lambda n: f"{plural(n, 'line')} before the first speaker's name not read (title or header)",
        ),
        (counts.continued, lambda n: f"{plural(n, 'continuation line')} joined to the turn before"),
        (
            counts.doubtful,
            lambda n: f"{plural(n, 'line')} of these may begin with a name, too odd or rare to be sure",
        ),
        (counts.footers, lambda n: f"{plural(n, 'line')} of the transcription service not read"),
        (counts.aside, lambda n: f"{plural(n, 'line')} of the messenger itself not read"),
        (counts.times, lambda n: f"{plural(n, 'time')} between or within turns not read"),
    )
    return tuple(tell(count) for count, tell in counted if count)
