"""ELAN (.eaf): tiers with a participant, annotations on a time line."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from empathy.errors import InputError
from empathy.ingest.found import Found, Turn
from empathy.ingest.options import Options
from empathy.ingest.times import parse_time
from empathy.ingest.xmlfile import parse_xml
from empathy.plural import plural


def read_eaf(path: Path, options: Options) -> Iterator[Found]:
    """Read the time-aligned tiers of an ELAN document, in order of time; each annotation is one turn.

    Tiers that depend on another (codes, glosses) are counted in a note and not read.

    Raises:
        InputError: broken XML, or no annotation in an independent tier.
    """
    root = parse_xml(path)
    slots = {
        slot.get("TIME_SLOT_ID", ""): parse_time(slot.get("TIME_VALUE"), milliseconds=True)
        for slot in root.iter("TIME_SLOT")
    }
    tiers = list(root.iter("TIER"))
    spoken = [tier for tier in tiers if tier.get("PARENT_REF") is None]
    turns = sorted((turn for tier in spoken for turn in _turns(tier, slots)), key=_moment)
    if not turns:
        raise InputError("no time-aligned annotation was found", path=path)
    notes = [f"{plural(len(tiers) - len(spoken), 'dependent tier')} not read"] if len(spoken) < len(tiers) else []
    if overlaps := _overlaps(turns):
        notes.append(f"{plural(overlaps, 'overlap')} between annotations: these are ordered by their beginning")
    yield Found(format="ELAN", turns=tuple(turns), notes=tuple(notes))


def _turns(tier: Element, slots: dict[str, float | None]) -> Iterator[Turn]:
    speaker = tier.get("PARTICIPANT") or tier.get("TIER_ID")
    for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
        value = annotation.find("ANNOTATION_VALUE")
        yield Turn(
            speaker=speaker,
            text=(value.text or "") if value is not None else "",
            start=slots.get(annotation.get("TIME_SLOT_REF1", "")),
            end=slots.get(annotation.get("TIME_SLOT_REF2", "")),
        )


def _moment(turn: Turn) -> float:
    return turn.start if turn.start is not None else float("inf")


def _overlaps(turns: list[Turn]) -> int:
    return sum(
        earlier.end is not None and later.start is not None and later.start < earlier.end
        for earlier, later in pairwise(turns)
    )
