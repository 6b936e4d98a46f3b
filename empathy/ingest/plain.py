"""Plain text: named turns with continuation lines, and the text exports of services and chats."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.drafts import collect, without_marks
from empathy.ingest.found import Found
from empathy.ingest.labels import real_labels
from empathy.ingest.options import Options
from empathy.ingest.source import one_line, read_text
from empathy.ingest.styles import STYLES, Style, group
from empathy.rolenames import says_role
from empathy.transcript import Role

_TIME_FIRST = re.compile(r"^[\[({<]?\d{1,3}:\d{2}")
_NEARLY_ALL = 0.8


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
    tidy = [without_marks(line) for line in lines]
    for style, begins in _styles(tidy):
        if begins:
            return collect(tidy, style, begins)
    return None


def _styles(lines: Sequence[str]) -> Iterator[tuple[Style, dict[int, re.Match[str]]]]:
    """Yield each style with the lines that begin a turn in it; a style that is outnumbered comes last."""
    tried = []
    for style in STYLES:
        hits = {i: match for i, line in enumerate(lines) if (match := style.pattern.match(line))}
        hits = hits if style.strict else _with_real_label(hits)
        if style.sides:
            hits = _of_both_sides(hits)
        if style.above and not _stand_above(lines, hits):
            hits = {}
        tried.append((style, hits))
    # Strict styles go first, but one stray hit among many plain turns is an accident
    most = max(len(hits) for _, hits in tried)
    yield from sorted(tried, key=lambda item: len(item[1]) < max(1, most // 2))


def _with_real_label(hits: dict[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    real = real_labels(match["label"] for match in hits.values())
    kept = {i: m for i, m in hits.items() if one_line(m["label"]).casefold() in real}
    often = Counter(m["label"].casefold() for m in kept.values())
    bare = {i for i, m in kept.items() if _is_bare(m)}
    if len(bare) >= max(2, len(kept) / 2):
        return kept  # the file stamps its turns so
    # "10:30 Lunch:" is a plan: a bare time without seconds names no speaker unless the name says or comes again
    return {
        i: m
        for i, m in kept.items()
        if i not in bare or often[m["label"].casefold()] > 1 or says_role(m["label"]) is not None
    }


def _is_bare(match: re.Match[str]) -> bool:
    """Whether the turn's time has neither brackets nor seconds."""
    time = match["time"] or ""
    return time.count(":") == 1 and match.string[match.start("time") - 1 : match.start("time")] not in tuple("[({<")


def _of_both_sides(hits: dict[int, re.Match[str]]) -> dict[int, re.Match[str]]:
    """Keep the lines whose name says a role, if helper and client both are named so."""
    roles = {i: says_role(one_line(group(match, "label") or "")) for i, match in hits.items()}
    if not {Role.HELPER.value, Role.CLIENT.value} <= set(roles.values()):
        return {}
    return {i: match for i, match in hits.items() if roles[i]}


def _stand_above(lines: Sequence[str], hits: dict[int, re.Match[str]]) -> bool:
    """Whether nearly all lines that begin with a time are names, with words below them."""
    timed = sum(_TIME_FIRST.match(line) is not None for line in lines)
    filled = [i for i, line in enumerate(lines) if line]
    below = dict(pairwise(filled))
    worded = sum(i in below and below[i] not in hits for i in hits)
    return min(len(hits), worded) >= _NEARLY_ALL * max(1, timed)
