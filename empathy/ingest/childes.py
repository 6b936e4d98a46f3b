r"""CHAT (.cha): ``*THE:<tab>so it sounds hard . 0_2000``, participants in the header."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.found import Found, Turn
from empathy.ingest.options import Options
from empathy.ingest.source import one_line, read_text
from empathy.plural import plural
from empathy.rolenames import says_role
from empathy.transcript import Role

_MAIN = re.compile(r"^\*\s*(?P<code>[^\s:*]{1,30})\s*:\s*(?P<text>.*)$")
# Main lines typed by hand lack a sign here and there: known codes alone are taken for one then
_NEARLY = re.compile(r"^(?:\*\s*(?P<starred>[^\s:*]{1,30})\s|(?P<bare>[^\s:*]{1,30})\s*:)\s*(?P<text>.*)$")
_TIMES = re.compile("\x15?(\\d{1,9})_(\\d{1,9})\x15?")
# Codes in brackets ([//], [= laughs]), retraced groups' angle brackets, the pauses (.) and special forms &-um, +...
_CODES = re.compile(r"\[(?:/{1,3}|[=!?*%+<>:^][^\]]*|x ?\d{1,3}|- [^\]]+|[e\"])\]|[<>‹›]|\(\.{1,3}\)|\+[/.\"^,+]+")
_SOUND = re.compile(r"&=(\w[\w:]*)")
_FILLER = re.compile(r"&[-+~]?(\w+)")


def read_cha(path: Path, options: Options) -> Iterator[Found]:
    """Read the main lines of a CHAT file; dependent tiers (%mor, %com) and what is no line of CHAT are counted.

    Raises:
        InputError: no main line in it.
    """
    text, notes = read_text(path)
    lines = _unfolded(text)
    roles = _participants(lines)
    main = [match for line in lines if (match := _MAIN.match(line))]
    if not main:
        raise InputError("no main line (*THE: …) was found", path=path, line=1)
    known = frozenset(match["code"] for match in main) | roles.keys()
    spoken = [_spoken(line, known) for line in lines]
    turns = [_turn(*said, roles) for said in spoken if said]
    dependent = sum(line.startswith("%") for line in lines)
    # a line of headers begins with @, one of codes with %; anything else may have been said
    strange = sum(
        bool(line.strip()) and not said and line[0] not in "@%" for line, said in zip(lines, spoken, strict=True)
    )
    counts = (
        (dependent, "dependent line", ""),
        (strange, "line", " (no sign of CHAT and no speaker's code in front)"),
    )
    told = tuple(f"{plural(count, what)} not read{why}" for count, what, why in counts if count)
    yield Found(format="CHAT", turns=tuple(turns), notes=notes + told)


def _spoken(line: str, known: Set[str]) -> tuple[str, str] | None:
    """Return who speaks in a line and what; None where it is no main line."""
    if match := _MAIN.match(line):
        return match["code"], match["text"]
    match = _NEARLY.match(line)
    code = (match["starred"] or match["bare"]) if match else ""
    return (code, match["text"]) if match and code in known else None


def _unfolded(text: str) -> list[str]:
    """Join lines that begin with a tab to the line before."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(("\t", " ")) and lines:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    return lines


def _participants(lines: list[str]) -> dict[str, Role]:
    """Return the role of each code whose entry in @Participants says it: ``THE Dana Therapist``."""
    header = next((line for line in lines if line.startswith("@Participants:")), "")
    found: dict[str, Role] = {}
    for entry in header.partition(":")[2].split(","):
        words = entry.split()
        said = says_role(words[-1]) if len(words) > 1 else None
        if said or (words and words[0] == "THE"):
            found[words[0]] = Role(said or "helper")
    return found


def _turn(code: str, text: str, roles: dict[str, Role]) -> Turn:
    times = _TIMES.search(text)
    turn = Turn(speaker=code, text=_plain(_TIMES.sub("", text)), role=roles.get(code))
    if times is None:
        return turn
    return replace(turn, start=int(times[1]) / 1000, end=int(times[2]) / 1000)


def _plain(text: str) -> str:
    """Take CHAT's codes away and set its spaced punctuation as running text does."""
    text = _SOUND.sub(r"[\1]", text)
    text = _FILLER.sub(r"\1", _CODES.sub(" ", text))
    text = re.sub(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", r"\1\2", text)  # (be)cause -> because
    return re.sub(r"\s+([.,!?;])", r"\1", one_line(text))
