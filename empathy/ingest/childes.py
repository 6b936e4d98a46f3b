r"""CHAT (.cha): ``*THE:<tab>so it sounds hard . 0_2000``, participants in the header."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.found import Found, Turn
from empathy.ingest.options import Options
from empathy.ingest.source import one_line, read_text
from empathy.plural import plural
from empathy.rolenames import says_role
from empathy.transcript import Role

_MAIN = re.compile(r"^\*(?P<code>[A-Za-z0-9]{1,7}):\s*(?P<text>.*)$")
_TIMES = re.compile("\x15?(\\d{1,9})_(\\d{1,9})\x15?")
# Codes in brackets ([//], [= laughs]), retraced groups' angle brackets, the pauses (.) and special forms &-um, +...
_CODES = re.compile(r"\[(?:/{1,3}|[=!?*%+<>:][^\]]*)\]|[<>‹›]|\(\.{1,3}\)|\+[/.\"^,+]+")
_SOUND = re.compile(r"&=(\w[\w:]*)")
_FILLER = re.compile(r"&[-+~]?(\w+)")


def read_cha(path: Path, options: Options) -> Iterator[Found]:
    """Read the main lines of a CHAT file; dependent tiers (%mor, %com) are counted in a note.

    Raises:
        InputError: no main line in it.
    """
    text, notes = read_text(path)
    lines = _unfolded(text)
    roles = _participants(lines)
    turns = [_turn(match, roles) for line in lines if (match := _MAIN.match(line))]
    if not turns:
        raise InputError("no main line (*THE: …) was found", path=path, line=1)
    dependent = sum(line.startswith("%") for line in lines)
    told = (f"{plural(dependent, 'dependent line')} not read",) if dependent else ()
    yield Found(format="CHAT", turns=tuple(turns), notes=notes + told)


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


def _turn(match: re.Match[str], roles: dict[str, Role]) -> Turn:
    text = match["text"]
    times = _TIMES.search(text)
    turn = Turn(speaker=match["code"], text=_plain(_TIMES.sub("", text)), role=roles.get(match["code"]))
    if times is None:
        return turn
    return replace(turn, start=int(times[1]) / 1000, end=int(times[2]) / 1000)


def _plain(text: str) -> str:
    """Take CHAT's codes away and set its spaced punctuation as running text does."""
    text = _SOUND.sub(r"[\1]", text)
    text = _FILLER.sub(r"\1", _CODES.sub(" ", text))
    text = re.sub(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", r"\1\2", text)  # (be)cause -> because
    return re.sub(r"\s+([.,!?;])", r"\1", one_line(text))
