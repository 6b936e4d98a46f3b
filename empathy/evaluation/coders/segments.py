"""Coded segments of any tool -> codes of utterances."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from empathy.errors import InputError
from empathy.evaluation.coders.names import CodeNames
from empathy.evaluation.codes import Codes, Unit
from empathy.markers.catalogue import Catalogue, Marker
from empathy.transcript import Role

# Codes without a meaning that a message names at most.
_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One code that one coder gave one passage: the units that it covers, in order, and its words where known.

    ``every`` says that the tool has coders code every unit, so that a unit without a code was not coded.
    """

    file: Path
    tool: str
    session: str
    coder: str
    code: str
    units: tuple[str, ...]
    text: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the segments say.

    ``values`` by unit, coder and marker; ``spoken`` has the units that hold a code of each role, ``coders`` those
    of each session, ``left_open`` who did not code a unit although their tool has them code each.
    """

    values: dict[Unit, dict[str, dict[str, str]]]
    spoken: dict[Role, dict[Unit, None]]
    coders: dict[str, dict[str, None]]
    left_open: dict[Unit, set[str]]
    twice: int


def add_segments(segments: Sequence[Segment], names: CodeNames | None, codes: Codes) -> None:
    """Add what coded segments say of utterances to ``codes``.

    A code stands on every utterance that its segment touches. An utterance on which any coder put a code of a role
    is an utterance of that role; a coder who coded anything in its session, and put no code of one of the role's
    markers there, gave that marker its negative value. Markers are those that any of the coders used.

    Where a tool has coders code every utterance, one without a code is not coded.

    Args:
        segments: of all coders and files.
        names: what codes' names mean; None takes the codebook's names, for CACTI those of MISC 2.5.
        codes: where they are added, with a notice of every code that is not of the codebook.

    Raises:
        InputError: not one code is of the codebook.
    """
    known = {segment.tool: names or CodeNames.of_tool(segment.tool, codes.book) for segment in segments}
    unknown = [s for s in segments if known[s.tool].find(s.code) is None]
    if len(unknown) == len(segments):
        raise InputError(
            f"not one of its codes is of the codebook: {_listed(unknown)}",
            path=segments[0].file,
            hint="A code is called like a marker, or 'marker: value'; --mapping FILE gives others a meaning.",
        )
    if unknown:
        many = f"{len(unknown)} of {len(segments)} segments are left out, their codes are not of the codebook"
        codes.notices.append(f"{many}: {_listed(unknown)}.")
    segments = _told_apart(segments, codes)
    reading = _read(segments, known, codes.book)
    for unit, text in _texts(segments):
        codes.texts.setdefault(unit, text)
    _fill(reading, codes)
    if any(not segment.every for segment in segments):
        codes.notices.append("An utterance is a paragraph, counted from 0: a tool's paragraph 1 is utterance 0.")
    if reading.left_open:
        codes.notices.append(
            f"{len(reading.left_open)} utterances are not coded by all coders of their session: "
            "their times differ. Code over the same parse."
        )
    if reading.twice:
        often = "Once" if reading.twice == 1 else f"{reading.twice} times"
        codes.notices.append(
            f"{often} a coder gave an utterance two values of a marker: the codebook's later counts."
        )


def _told_apart(segments: Sequence[Segment], codes: Codes) -> Sequence[Segment]:
    """Tell one name in two files for one session apart: two people under a tool's default name, not one twice."""
    files: dict[tuple[str, str], dict[Path, None]] = defaultdict(dict)
    for segment in segments:
        files[segment.session, segment.coder].setdefault(segment.file)
    shared = {coder for (_, coder), found in files.items() if len(found) > 1}
    if not shared:
        return segments
    names = ", ".join(sorted(shared))
    codes.notices.append(
        f"The same session stands in several files under one coder's name ({names}): told apart by file."
    )
    return [replace(s, coder=f"{s.coder} ({s.file.stem})") if s.coder in shared else s for s in segments]


def _read(segments: Sequence[Segment], known: dict[str, CodeNames], book: Catalogue) -> _Reading:
    values: dict[Unit, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    spoken: dict[Role, dict[Unit, None]] = defaultdict(dict)
    coders: dict[str, dict[str, None]] = defaultdict(dict)
    twice = 0
    for segment in segments:
        coders[segment.session].setdefault(segment.coder)
        for meaning in known[segment.tool].find(segment.code) or ():
            for unit in ((segment.session, name) for name in segment.units):
                spoken[meaning.role].setdefault(unit)
                if meaning.marker is None:
                    continue
                given = values[unit][segment.coder]
                before = given.get(meaning.marker, meaning.value)
                twice += before != meaning.value
                given[meaning.marker] = _later(book[meaning.marker], before, meaning.value)
    return _Reading(
        values=values, spoken=spoken, coders=coders, left_open=_left_open(segments, coders), twice=twice
    )


def _left_open(segments: Sequence[Segment], coders: Mapping[str, Mapping[str, None]]) -> dict[Unit, set[str]]:
    every = {(s.session, s.coder) for s in segments if s.every}
    coded: dict[Unit, set[str]] = defaultdict(set)
    for segment in segments:
        for name in segment.units:
            coded[segment.session, name].add(segment.coder)
    found = {
        unit: {coder for coder in coders[unit[0]] if (unit[0], coder) in every and coder not in by}
        for unit, by in coded.items()
    }
    return {unit: open_for for unit, open_for in found.items() if open_for}


def _later(marker: Marker, one: str, two: str) -> str:
    return max(one, two, key=marker.values.index)


def _fill(reading: _Reading, codes: Codes) -> None:
    used = {marker for by_coder in reading.values.values() for given in by_coder.values() for marker in given}
    for role, units in reading.spoken.items():
        markers = [marker for marker in codes.book.for_role(role) if marker.id in used]
        for unit in sorted(units, key=_place):
            for marker in markers:
                for coder in reading.coders[unit[0]]:
                    if coder in reading.left_open.get(unit, ()):
                        continue
                    value = reading.values.get(unit, {}).get(coder, {}).get(marker.id, marker.negative)
                    codes.add(marker.id, unit, coder, value)
    # as they follow each other, whichever role spoke
    ordered = sorted(codes.order, key=_place)
    codes.order.clear()
    codes.order.update(dict.fromkeys(ordered))


def _place(unit: Unit) -> tuple[str, int, str]:
    """Return what sorts units: numbers by their size, times (all of one length) by their letters."""
    session, name = unit
    return session, int(name) if name.isdecimal() else 0, name


def _texts(segments: Sequence[Segment]) -> Iterator[tuple[Unit, str]]:
    """Yield the words of units that a segment covers alone, the longest segment first."""
    alone = [s for s in segments if len(s.units) == 1 and s.text]
    for segment in sorted(alone, key=lambda s: -len(s.text)):
        yield (segment.session, segment.units[0]), segment.text


def _listed(segments: Sequence[Segment]) -> str:
    """Name codes with their counts; a code that is called like words of its segment may quote and is not named."""
    counts = Counter(segment.code for segment in segments)
    quoting = {s.code for s in segments if re.search(rf"\b{re.escape(s.code)}\b", s.text, re.IGNORECASE)}
    shown = [f"{code!r} ({n})" for code, n in counts.most_common() if code not in quoting]
    rest = len(counts) - len(quoting) - len(shown[:_NAMED])
    parts = shown[:_NAMED] + ([f"{rest} more"] if rest else [])
    return ", ".join(parts + ([f"{len(quoting)} whose names quote the text"] if quoting else []))
