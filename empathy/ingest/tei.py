"""TEI XML: ``<u who="#S1">…</u>``, persons described in the header."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from empathy.errors import InputError
from empathy.ingest.found import Found, Turn
from empathy.ingest.options import Options
from empathy.ingest.source import one_line
from empathy.ingest.times import parse_time
from empathy.ingest.xmlfile import local, parse_xml
from empathy.rolenames import says_role
from empathy.transcript import Role

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MARKS = frozenset(("vocal", "kinesic", "incident"))


def read_tei(path: Path, options: Options) -> Iterator[Found]:
    """Read the utterances of a TEI document; each ``u`` is one turn.

    Raises:
        InputError: broken XML, or no utterance in it.
    """
    root = parse_xml(path)
    persons = {p.get(_ID, ""): p for p in root.iter() if local(p) == "person"}
    times = {
        w.get(_ID, ""): parse_time(w.get("interval") or w.get("absolute"))
        for w in root.iter()
        if local(w) == "when"
    }
    turns = [_turn(u, persons, times) for u in root.iter() if local(u) == "u"]
    if not turns:
        raise InputError("no utterance (<u who=…>) was found", path=path)
    yield Found(format="TEI", turns=tuple(turns))


def _turn(element: Element, persons: dict[str, Element], times: dict[str, float | None]) -> Turn:
    who = element.get("who", "").split()
    key = who[0].lstrip("#") if who else ""
    person = persons.get(key)
    stated = says_role(person.get("role", "")) if person is not None else None
    return Turn(
        speaker=_name(person) or key or None,
        text=one_line(_words(element)),
        start=_time(element.get("start"), times),
        end=_time(element.get("end"), times),
        role=Role(stated) if stated else None,
    )


def _name(person: Element | None) -> str | None:
    names = [e for e in person.iter() if local(e) in ("persName", "name")] if person is not None else []
    return one_line(" ".join(names[0].itertext())) or None if names else None


def _words(element: Element) -> str:
    """Join an utterance's words; a described sound becomes a noise mark in brackets."""
    parts = [element.text or ""]
    for child in element:
        inner = one_line(_words(child))
        parts.append(
            f" [{inner}] " if inner and local(child) in _MARKS else f" {inner}" if local(child) == "w" else inner
        )
        parts.append(child.tail or "")
    return "".join(parts)


def _time(value: str | None, times: dict[str, float | None]) -> float | None:
    return times[value[1:]] if value and value.startswith("#") and value[1:] in times else parse_time(value)
