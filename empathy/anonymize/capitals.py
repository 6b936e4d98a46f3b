"""Names that nothing announces: capitals within a sentence, and given names in lower-case talk.

The rule that finds names no list holds: a capitalised word inside a sentence that is neither an ordinary word nor
one that is known to identify nobody is a name. Lists and the model's opinion only tell of what kind.
"""

from collections.abc import Iterator, Sequence

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon
from empathy.anonymize.model import Entity
from empathy.anonymize.runs import capital_runs
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.towns import WITHIN, moves
from empathy.anonymize.words import Shape, View, Word

_LABELS = {
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "ORG": Kind.ORGANISATION,
}
_NOBLE = cues.word_set("van von der den de ter ten bin ibn al del di da dos")
_BREAKS_NAME = frozenset(["ltd", "limited", "inc", "plc", "llc"])


def find_capitals(view: View, entities: Sequence[Entity], lexicon: Lexicon) -> Iterator[Span]:
    """Yield what capitals alone, or with the model's opinion, show to be a name."""
    if not view.cased:
        return
    for first, end in capital_runs(view, lexicon):
        span = _judge(view, first, end, entities, lexicon)
        if span is not None:
            yield span


def find_lower(view: View, entities: Sequence[Entity], lexicon: Lexicon) -> Iterator[Span]:
    """Yield given names written without a capital, and the model's finds in text without capitals."""
    for index, word in enumerate(view.words):
        if word.shape is Shape.LOWER or not view.cased:
            end = _lower_name_end(view, index, lexicon)
            if end:
                yield Span(
                    kind=Kind.PERSON,
                    start=word.start,
                    end=end,
                    score=0.72,
                    reason="a given name that is no ordinary word",
                )
    if not view.cased:
        for entity in entities:
            yield from _entity(view, entity, lexicon)


def is_personal(low: str, lexicon: Lexicon) -> bool:
    """Whether ``low`` is a given name, or a stutter or pair of one: "mary-mary", "s-scott"."""
    if lexicon.is_given(low):
        return True
    *others, last = low.split("-")
    if not others:
        return False
    if lexicon.is_given(last) and not lexicon.is_ordinary(low):
        return True
    return len(others[0]) > 2 and lexicon.is_given(others[0]) and not lexicon.is_ordinary(last)


def _lower_name_end(view: View, index: int, lexicon: Lexicon) -> int:
    word = view.words[index]
    low = word.low
    if len(low) < 3 or lexicon.is_kept(low) or lexicon.is_ordinary(low) or low in lexicon.regions:
        return 0
    if is_personal(low, lexicon):
        return word.end
    # the possessive without its apostrophe: "natalies mum"
    stem = low[:-1]
    if low.endswith("s") and len(low) > 4 and lexicon.is_given(stem) and low not in lexicon.places:
        return word.end - 1
    return 0


def _entity(view: View, entity: Entity, lexicon: Lexicon) -> Iterator[Span]:
    kind = _LABELS.get(entity.label)
    words = [w for w in view.words if w.start >= entity.start and w.end <= entity.end and w.low not in cues.CLOSED]
    telling = [w for w in words if lexicon.is_unknown(w.low) and len(w.low) > 2]
    if kind is None or not telling:
        return
    listed = any(lexicon.is_name_like(w.low) or w.low in lexicon.places for w in telling)
    if listed:
        yield Span(
            kind=kind, start=words[0].start, end=words[-1].end, score=0.6, reason="a name, in the model's opinion"
        )


def _judge(view: View, first: int, end: int, entities: Sequence[Entity], lexicon: Lexicon) -> Span | None:
    words = view.words[first:end]
    opinion = _opinion(words, entities)
    if len(words) == 1:
        kind, score, reason = _judge_one(view, first, opinion, lexicon)
    else:
        kind, score, reason = _judge_many(view, first, words, opinion, lexicon)
    if kind is None:
        return None
    start = words[0].start if kind is not Kind.PERSON else _with_particles(view, first)
    return Span(kind=kind, start=start, end=words[-1].end, score=score, reason=reason)


def _with_particles(view: View, first: int) -> int:
    """Return where a name begins that small words precede: "van den Berg"."""
    while first and view.words[first - 1].low in _NOBLE and view.gap(first - 1) == " ":
        first -= 1
    return view.words[first].start


def _opinion(words: Sequence[Word], entities: Sequence[Entity]) -> Kind | None:
    for entity in entities:
        if entity.start <= words[0].start and words[-1].end <= entity.end + 2:
            return _LABELS.get(entity.label)
    for entity in entities:
        if entity.start < words[-1].end and words[0].start < entity.end:
            return _LABELS.get(entity.label)
    return None


Judgement = tuple[Kind | None, float, str]
_NOTHING: Judgement = (None, 0.0, "")


def _judge_one(view: View, index: int, opinion: Kind | None, lexicon: Lexicon) -> Judgement:
    word = view.words[index]
    low = word.low
    if is_personal(low, lexicon):
        return Kind.PERSON, 0.85, "a given name"
    if low in lexicon.word_names:
        named = not word.initial and not lexicon.is_kept(low) and word.shape is Shape.TITLE
        return (Kind.PERSON, 0.75, "a given name, capitalised within the sentence") if named else _NOTHING
    if low in lexicon.weak_names and not word.initial and not lexicon.is_kept(low) and word.shape is Shape.TITLE:
        return Kind.PERSON, 0.6, "a given name, capitalised within the sentence"
    if lexicon.is_ordinary(low) or low in lexicon.regions:
        owner = word.possessive and word.shape is Shape.TITLE and not lexicon.is_kept(low)
        surname = (opinion is Kind.PERSON or owner) and low in lexicon.surnames and not word.initial
        if not surname and opinion is Kind.PLACE and _after_place_word(view, index) and not word.initial:
            return Kind.PLACE, 0.6, "a capitalised word after a word of place, with the model's opinion"
        return (Kind.PERSON, 0.6, "a family name, in the model's opinion") if surname else _NOTHING
    if word.shape is Shape.UPPER and len(low) <= 6:
        return _NOTHING
    if not _pronounceable(low):
        return _NOTHING
    if word.initial and not _stands_as_name(view, index, opinion, lexicon):
        return _NOTHING
    return _kind_of_unknown(view, index, opinion, lexicon)


def _is_place_word(view: View, index: int, before: str) -> bool:
    """Whether ``before`` says that a place follows: "in", or "to" and "from" after a word of going."""
    return before in WITHIN or (before in cues.PREPOSITIONS_OF_PLACE and moves(view, index))


def _after_place_word(view: View, index: int) -> bool:
    return bool(index) and view.gap(index - 1) == " " and view.words[index - 1].low in cues.PREPOSITIONS_OF_PLACE


def _stands_as_name(view: View, index: int, opinion: Kind | None, lexicon: Lexicon) -> bool:
    """Whether an unknown word that opens a sentence is a name, not a slip of the keyboard."""
    word = view.words[index]
    if word.possessive or word.low in lexicon.surnames or word.low in lexicon.places:
        return True
    if index + 1 == len(view.words):
        return False
    following = view.words[index + 1].low
    if view.gap(index) != " ":
        return False
    # a pronoun or an article after it speaks for a slip ("Lke I was"), a verb of people for a name
    return (
        following in cues.PERSON_VERBS
        or following == "and"
        or (opinion is not None and following not in cues.CLOSED)
    )


def _kind_of_unknown(view: View, index: int, opinion: Kind | None, lexicon: Lexicon) -> Judgement:
    low = view.words[index].low
    before = view.words[index - 1].low if index and view.gap(index - 1) == " " else ""
    if low in lexicon.surnames:
        return Kind.PERSON, 0.7, "a family name"
    if _is_place_word(view, index, before) and opinion is not Kind.PERSON:
        return Kind.PLACE, 0.7, "a capitalised word of no list, after a word of place"
    if opinion in {Kind.PLACE, Kind.ORGANISATION}:
        return opinion, 0.65, "a capitalised word of no list, with the model's opinion"
    return Kind.PERSON, 0.65, "a capitalised word within the sentence, ordinary in no list"


def _pronounceable(low: str) -> bool:
    letters = low.replace("-", "").replace("'", "")
    vowels = sum(c in "aeiouy" or not c.isascii() for c in letters)
    return len(letters) > 2 and vowels > 0 and len(set(letters)) > 1


def _judge_many(view: View, first: int, words: Sequence[Word], opinion: Kind | None, lexicon: Lexicon) -> Judgement:
    lows = [w.low for w in words]
    telling = [low for low in lows if lexicon.is_unknown(low) and len(low) > 1]
    personal = any(is_personal(low, lexicon) for low in lows)
    if not telling and not personal:
        return _judge_ordinary(lows, words, opinion, lexicon)
    if lows[-1] in _BREAKS_NAME:
        return Kind.ORGANISATION, 0.8, "the name of a firm"
    if personal or lows[0] in lexicon.word_names:
        return Kind.PERSON, 0.86, "a given name with what follows it"
    before = view.words[first - 1].low if first and view.gap(first - 1) == " " else ""
    if _is_place_word(view, first, before) and opinion is not Kind.PERSON:
        return Kind.PLACE, 0.7, "capitalised words after a word of place"
    if opinion in {Kind.PLACE, Kind.ORGANISATION}:
        return opinion, 0.7, "capitalised words, with the model's opinion"
    return Kind.PERSON, 0.7, "capitalised words within the sentence, ordinary in no list"


def _judge_ordinary(
    lows: Sequence[str], words: Sequence[Word], opinion: Kind | None, lexicon: Lexicon
) -> Judgement:
    if lows[0] in lexicon.word_names and len(lows) == 2 and len(lows[1]) == 1:
        return Kind.PERSON, 0.85, "a given name with an initial"
    names = all(low in lexicon.surnames or low in lexicon.word_names for low in lows)
    if names and lows[0] in lexicon.word_names and not words[0].initial:
        return Kind.PERSON, 0.8, "a given and a family name, ordinary words as well"
    if names and opinion is Kind.PERSON:
        return Kind.PERSON, 0.7, "a given and a family name, in the model's opinion"
    if (
        opinion in {Kind.ORGANISATION, Kind.PLACE}
        and all(w.shape is Shape.TITLE for w in words)
        and not words[0].initial
    ):
        return opinion, 0.6, "capitalised words within the sentence, in the model's opinion"
    return _NOTHING
