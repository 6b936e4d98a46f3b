"""Stretches of neighbouring capital words that may be a name, without what only opens a sentence."""

from collections.abc import Iterator

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.words import Shape, View, Word

_BOUNDS = cues.TITLES | cues.SOFT_TITLES | (cues.CLOSED - {"will"})


def capital_runs(view: View, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield stretches of neighbouring capital words, without kept phrases and the words that open a sentence."""
    index = 0
    words = view.words
    while index < len(words):
        if not _may_name(words[index], lexicon):
            index += 1
            continue
        skipped = _kept_phrase(view, index, lexicon)
        if skipped:
            index += skipped
            continue
        end = _run_end(view, index, lexicon)
        first = _without_opener(view, index, end, lexicon)
        if first < end:
            yield first, end
        index = end


def _may_name(word: Word, lexicon: Lexicon) -> bool:
    return word.capital and word.low not in _BOUNDS and len(word.low) > 1


def _kept_phrase(view: View, index: int, lexicon: Lexicon) -> int:
    """Return how many words from ``index`` make a phrase that identifies nobody ("Super Bowl", "New Zealand")."""
    best = 0
    start = view.words[index].start
    for step in range(index, min(index + 4, len(view.words))):
        if step > index and view.gap(step - 1) not in {" ", "-", "'s ", "’s "}:
            break
        word = view.words[step]
        forms = {fold(view.text[start : word.end])}
        forms |= {f"{form}'s" for form in forms} if word.possessive else set()
        alone = step == index and lexicon.is_kept(word.low) and word.low not in lexicon.word_names
        if alone or forms & lexicon.keep or forms & lexicon.regions:
            best = step - index + 1
    return 0 if best == 1 and _opens_a_name(view, index, lexicon) else best


def _opens_a_name(view: View, index: int, lexicon: Lexicon) -> bool:
    """Whether a kept word only begins a longer name: "Georgia Smith", "North Ashby"."""
    if index + 1 >= len(view.words) or view.gap(index) != " ":
        return False
    word, following = view.words[index], view.words[index + 1]
    if not following.capital or not view.cased:
        return False
    named = word.low in lexicon.word_names or lexicon.is_given(word.low)
    return named and following.low in lexicon.surnames and following.low not in lexicon.keep


def _run_end(view: View, index: int, lexicon: Lexicon) -> int:
    end = index + 1
    words = view.words
    while end < len(words):
        gap, previous = view.gap(end - 1), words[end - 1]
        if previous.possessive or not (gap in {" ", " '", " ’"} or (gap == ". " and len(previous.text) == 1)):
            break
        after = _after_particles(view, end)
        if after > end:
            end = after + 1
            continue
        single = len(words[end].low) == 1 and words[end].capital and words[end].low != "i"
        if not (single or _may_name(words[end], lexicon)) or (_kept_phrase(view, end, lexicon) and not single):
            break
        end += 1
    return end


def _after_particles(view: View, index: int) -> int:
    """Return the capital word to which particles from ``index`` lead ("van den Berg"), else ``index``."""
    step = index
    while (
        step + 1 < len(view.words)
        and view.words[step].low in cues.PARTICLES - {"of", "y"}
        and view.words[step].shape is Shape.LOWER
        and view.gap(step) in {" ", " '", " ’"}
    ):
        step += 1
    return step if step > index and view.words[step].capital else index


def _without_opener(view: View, first: int, end: int, lexicon: Lexicon) -> int:
    """Drop the ordinary words that open a sentence: "When Natalie", "Thanks Tom"; "Will Smith" stays."""
    while first < end:
        word = view.words[first]
        ordinary = lexicon.is_ordinary(word.low) or lexicon.is_kept(word.low)
        if not word.initial or lexicon.is_given(word.low) or not ordinary:
            break
        if first + 1 < end and _belongs(word.low, view.words[first + 1].low, lexicon):
            break
        first += 1
    return first


def _belongs(low: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a word that opens a sentence is a given name with what follows it."""
    if low not in lexicon.word_names and low not in lexicon.surnames:
        return False
    if low in cues.AUXILIARIES:
        return following in lexicon.surnames and not lexicon.is_given(following)
    return following in lexicon.surnames or (len(following) == 1 and low in lexicon.word_names)
