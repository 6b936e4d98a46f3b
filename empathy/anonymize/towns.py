"""Towns: those of the list, and those of no list by their names' form or by who lives there or moves there."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Iterator
from typing import Final

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import View

# After these words stands a place; after "to" and "from" only where somebody goes, which `moves` tells.
WITHIN = frozenset({"in", "near", "around", "outside"})
_MOTION = cues.word_set(
    """go going goes went gone move moved moves moving drive drove driving travel travelled traveled flew
    fly flying come came comes coming back trip way relocated relocating train bus flight ride commute
    commuting trips originally grew returned returning journey"""
)
_BEFORE_TOWN = re.compile(r"\b(?:in|to|from|near|at|outside|around)[ ]$")
_COMPASS = frozenset("north south east west new port lake upper lower fort great little st saint".split())
_FROM = frozenset({"in", "to", "from", "near", "outside"})
_PREFIXED: Final = re.compile(
    r"\b(?:North|South|East|West|New|Port|Lake|Upper|Lower|Mount|Mt\.?|Fort|Great|Little|Old|St\.?|Saint|San|Santa|Los|Las|El|La|Le|Sankt|Bad)[ -]"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]{2,})"
)
_TOWN_ENDING: Final = re.compile(
    r"(?:ton|ville|burgh|burg|bury|borough|shire|haven|ford|furt|chester|cester|mouth|land|port|side|view|town|ham|wick|worth|field|stad|berg|stead|ley|by|thorpe|bridge|shaw|combe|grad|abad|pur)$"
)
_LIVING: Final = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|mov(?:e|es|ed|ing)(?:[ ](?:back|here|down|up|out|away|over))?|based|grew[ ]up|born|raised|stay(?:ed|ing)?|"
    r"(?:i'm|im|am|is|are|was|were|he's|she's|they're|come|comes|came|originally|family)[ ]from)"
    r"[ ](?:in|to|from|near|outside)?[ ]?$",
    re.IGNORECASE,
)


def find_towns(view: View, lexicon: Lexicon) -> Iterator[Span]:
    """Yield towns of the list: capitalised ones, and lower-case ones after a word of place."""
    words = view.words
    index = 0
    while index < len(words):
        length = _longest_town(view, index, lexicon)
        if length:
            span = _town(view, index, length, lexicon)
            if span is not None:
                yield span
                index += length
                continue
        index += 1


def _longest_town(view: View, index: int, lexicon: Lexicon) -> int:
    best = 0
    name = ""
    for length in range(1, min(4, len(view.words) - index) + 1):
        if length > 1:
            gap = view.gap(index + length - 2)
            if gap not in {" ", ". ", "-"}:
                break
            name += gap
        name += view.words[index + length - 1].low
        if name in lexicon.places or (length == 1 and name in lexicon.word_places):
            best = length
    return best


def _town(view: View, index: int, length: int, lexicon: Lexicon) -> Span | None:
    words = view.words[index : index + length]
    before = view.words[index - 1].low if index and view.gap(index - 1) == " " else ""
    placed = before in cues.PREPOSITIONS_OF_PLACE
    sure = before in WITHIN or (placed and moves(view, index))
    single = words[0].low
    capital = all(w.capital for w in words) and view.cased
    personal = length == 1 and (
        lexicon.is_given(single) or single in lexicon.word_names or single in lexicon.surnames
    )
    if length == 1 and (lexicon.is_kept(single) or single in lexicon.regions):
        return None
    word_place = length == 1 and single in lexicon.word_places and single not in lexicon.places
    if word_place and not (capital and not words[0].initial and sure):
        return None
    if not capital and not (length > 1 or (placed and not lexicon.is_given(single))):
        return None
    if not capital and length > 1 and all(lexicon.is_ordinary(w.low) for w in words) and before not in WITHIN:
        return None
    if personal and not sure:
        return None
    score = 0.9 if placed else 0.8
    return _span(words[0].start, words[-1].end, score, "a town of the list")


def moves(view: View, index: int) -> bool:
    """Whether one of the four words before "to" or "from" tells of going: then what follows is a place."""
    return any(word.low in _MOTION for word in view.words[max(0, index - 5) : index - 1])


def find_unlisted_towns(view: View, lexicon: Lexicon) -> Iterator[Span]:
    """Yield towns of no list: a compass word before a name, and unknown words where people live or move to."""
    if view.cased:
        yield from _prefixed(view.text, lexicon)
    yield from _lived_in(view, lexicon)


def _prefixed(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in _PREFIXED.finditer(text):
        low = match["name"].lower().removesuffix("'s")
        whole = fold(match[0])
        placed = _BEFORE_TOWN.search(text[: match.start()]) is not None
        named = lexicon.is_unknown(low) and (placed or low not in lexicon.given)
        if named and whole not in lexicon.regions | lexicon.keep:
            yield _span(match.start(), match.end(), 0.87, "a town's name with its first word")


def _lived_in(view: View, lexicon: Lexicon) -> Iterator[Span]:
    for index, word in enumerate(view.words):
        if word.capital and view.cased:
            continue
        first = index
        if index and view.words[index - 1].low in _COMPASS and view.gap(index - 1) == " ":
            first = index - 1
        if not first or view.gap(first - 1) != " " or view.words[first - 1].low not in _FROM:
            continue
        low = word.low
        if len(low) < 3 or not lexicon.is_unknown(low) or (lexicon.is_given(low) and first == index):
            continue
        living = _LIVING.search(view.text[: view.words[first].start]) is not None
        if living or first < index or (_TOWN_ENDING.search(low) and len(low) > 5):
            yield _span(view.words[first].start, word.end, 0.75, "an unknown word where somebody lives")


def _span(start: int, end: int, score: float, reason: str) -> Span:
    return Span(kind=Kind.PLACE, start=start, end=end, score=score, reason=reason)
