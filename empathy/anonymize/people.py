"""Names of people that their neighbours give away: titles, introductions, forms of address, kin, spelling."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import Shape, View, Word

# What may stand between the words of one name: a space, the particle of "van 't Hof".
_JOINTS = frozenset({" ", " '", " ’"})
_AFTER_A_NAME = cues.PERSON_VERBS | cues.word_set(
    "and who from here thanks thank how i what can you im i'm are so nice good but or at in on with about when "
    "because lol please it that also broke snores snored again today yesterday tonight now for this"
)


class Trust(IntEnum):
    """How surely a name follows a cue."""

    WEAK = 1
    GREETED = 2
    OBJECT = 3
    MEDIUM = 4
    KIN = 5
    STRONG = 6
    TITLE = 7


def score_of(trust: Trust) -> float:
    """Return the score, from 0 to 1, of a name found with this much trust."""
    return 0.7 + 0.035 * trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A recognizer as data: a pattern after whose end a name stands, how far to trust it, and why."""

    pattern: re.Pattern[str]
    trust: Trust
    reason: str


def _cue(pattern: str, trust: Trust, reason: str) -> Cue:
    return Cue(pattern=re.compile(pattern, re.IGNORECASE), trust=trust, reason=reason)


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


CUES: Final[Sequence[Cue]] = (
    _cue(rf"\b(?:{_alternatives(cues.TITLES)})\b\.?[ ]+", Trust.TITLE, "a name after a title"),
    _cue(r"\b(?:doctor|professor|miss|sir|reverend)[ ]+", Trust.MEDIUM, "a name after a title"),
    _cue(rf"\b(?:{_alternatives(cues.SOFT_TITLES)})\b\.?[ ]+", Trust.MEDIUM, "a name after an office or kin word"),
    _cue(
        rf"\b(?:{cues.STRONG_INTRO})[ ]*[,:]?[ ]+(?:is |uh,? |um,? |actually |just )*",
        Trust.STRONG,
        "a name given as such",
    ),
    _cue(
        rf"\b(?:{_alternatives(cues.PEOPLE_NOUNS)})(?:'s name(?: is|'s|))?(?:[ ]is called|[ ]called|[ ]named)?[ ]*,?[ ]+",
        Trust.KIN,
        "a name after a word for a person",
    ),
    _cue(
        r"(?:^|[.!?,][ ]+)(?:hi|hello|hey|hiya)[ ]*,?[ ]*(?:there|everyone|all|guys)?[ ]*,?[ ]*(?:i'm|im|i’m|i am|it's|its|it’s|this is)[ ]+",
        Trust.MEDIUM,
        "a name given in a greeting",
    ),
    _cue(rf"\b(?:{cues.PERSONAL_OBJECT})[ ]+", Trust.OBJECT, "a name after a verb for dealing with people"),
    _cue(rf"(?:^|[.?!,;][ ]+|[-–—][ ]*)(?:{cues.GREETINGS})[ ]*,[ ]*", Trust.MEDIUM, "a name spoken to"),
    _cue(rf"(?:^|[.?!,;][ ]+|[-–—][ ]*)(?:{cues.NO_COMMA})[ ]+", Trust.WEAK, "a name spoken to"),
    _cue(rf"(?:^|[.?!,;][ ]+|[-–—][ ]*)(?:{cues.SALUTATIONS})[ ]+", Trust.GREETED, "a name greeted"),
    _cue(rf"\b(?:{cues.WEAK_INTRO})[ ]+", Trust.WEAK, "a name where people are named"),
    _cue(
        r"\b(?:my|our|his|her|their)[ ](?:dog|cat|puppy|kitten|pet|horse|pony|hamster|rabbit)(?:'s name is| is called| called| named)?,?[ ]+",
        Trust.MEDIUM,
        "the name of an animal of the family",
    ),
    _cue(r"\b(?:me and|you and|him and|her and|both)[ ]+", Trust.MEDIUM, "a name beside a pronoun"),
)

# After a name that no list holds, a turn to the person: "Ngozi, could you …".
_SPEAKS_TO = re.compile(
    r", (?:could|can|would|will|do|did|are|were|have|what|how|when|where|why|who|tell|let|thank|thanks|it's|that's|"
    r"I|I'm|I'd|you|you're|we|please|may|is|welcome|good|nice|just|so|before|if|listen|look)\b",
    re.IGNORECASE,
)
# What is said of a person after a word that is a name or a noun: "Faith is my sponsor", "Hunter is in third grade".
_IS_SOMEBODY = re.compile(
    rf"(?:[ ](?:is|was)|'s|’s)[ ](?:(?:my|her|his|our|their|your|a|an|the)[ ](?:\w+[ ])?(?:{_alternatives(cues.PEOPLE_NOUNS)})\b|"
    r"(?:in|at)[ ](?:\w+[ ])?(?:grade|school|college|hospital|prison|jail|rehab|bed|work|home|therapy|year)\b|"
    r"(?:\d+|six|seven|eight|nine|ten|eleven|twelve|sixteen|eighteen)\b|(?:pregnant|dead|sober|drunk|asleep|married|divorced|older|younger)\b)"
)
_SPELLED = re.compile(
    r"(?<![\w'’])(?:[A-Za-z](?:[ ]?[-–.,][ ]?)){2,}[A-Za-z](?![\w'’])|(?<![\w'’])(?:[A-Za-z] ){2,}[A-Za-z](?![\w'’])"
)
_SPELLING_CUE = re.compile(r"spell|name|that's|letters?|surname|it's|\bis\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads the longest name that begins at a word, as far as the trust given allows."""

    lexicon: Lexicon

    def end_of_name(self, view: View, index: int, trust: Trust) -> int:
        """Return the index after the last word of the name at ``index``; ``index`` itself where none begins."""
        words = view.words
        if index >= len(words) or not self._begins(view, index, trust):
            return index
        last = index + 1
        while last < len(words):
            gap = view.gap(last - 1)
            previous = words[last - 1]
            if previous.possessive or not (gap in _JOINTS or (gap == ". " and len(previous.text) <= 2)):
                break
            step = self._particles(view, last)
            if step < len(words) and self._continues(view, step, trust):
                last = step + 1
                continue
            break
        return last

    def _particles(self, view: View, index: int) -> int:
        """Skip particles (van, de la) that a further capital word follows."""
        step = index
        while step < len(view.words) - 1 and view.words[step].low in cues.PARTICLES and view.gap(step) == " ":
            step += 1
        return step if step == index or view.words[step].capital else index

    def _begins(self, view: View, index: int, trust: Trust) -> bool:
        word = view.words[index]
        if (
            word.low in cues.CLOSED
            or word.low in cues.TITLES
            or (word.low in cues.PERSON_VERBS and not word.capital)
        ):
            return False
        if word.low in cues.PARTICLES and trust >= Trust.MEDIUM:
            step = self._particles(view, index)
            return step > index and view.words[step].capital
        if word.capital and view.cased:
            return self._capital_begins(word, trust)
        return self._lower_begins(view, index, trust)

    def _capital_begins(self, word: Word, trust: Trust) -> bool:
        low, lexicon = word.low, self.lexicon
        if trust is Trust.TITLE:
            return True
        if len(low) == 1:
            return False
        if trust is Trust.STRONG:
            return not lexicon.is_kept(low) or low in lexicon.word_names or lexicon.is_given(low)
        if trust >= Trust.MEDIUM and (lexicon.is_given(low) or low in lexicon.word_names):
            return True
        if word.shape is Shape.UPPER and len(low) <= 4 and not lexicon.is_given(low):
            return False
        if trust is Trust.OBJECT and low in cues.MONTH_NAMES:
            return word.shape is Shape.TITLE
        if lexicon.is_kept(low) or low in lexicon.regions:
            return False
        if trust is Trust.KIN and not word.initial and word.shape is Shape.TITLE:
            return True
        if trust >= Trust.MEDIUM:
            return not lexicon.is_ordinary(low) or (low in lexicon.weak_names and not word.initial)
        return lexicon.is_given(low) or (low in lexicon.word_names and not word.initial)

    def _lower_begins(self, view: View, index: int, trust: Trust) -> bool:
        word, lexicon = view.words[index], self.lexicon
        low = word.low
        if len(low) < 2 or (low in lexicon.regions and trust < Trust.KIN):
            return False
        if lexicon.is_given(low) and (trust >= Trust.MEDIUM or not lexicon.is_kept(low)):
            return True
        if lexicon.is_kept(low) and not (trust >= Trust.KIN and low in lexicon.word_names):
            return False
        if trust is Trust.TITLE:
            return not lexicon.is_ordinary(low) or (low in lexicon.surnames and self._at_rest(view, index))
        if trust is Trust.STRONG:
            return not lexicon.is_ordinary(low) or low in lexicon.word_names
        if trust is Trust.GREETED:
            return low in lexicon.word_names and self._at_rest(view, index, helper=low in cues.AUXILIARIES)
        if trust >= Trust.MEDIUM:
            known = low in lexicon.surnames and not lexicon.is_ordinary(low)
            named = low in lexicon.word_names and self._at_rest(view, index, helper=low in cues.AUXILIARIES)
            unlisted = lexicon.is_unknown(low) and word.text.isalpha() and len(low) > 3
            return known or named or (unlisted and self._has_verb(view, index))
        return False

    def _has_verb(self, view: View, index: int) -> bool:
        """Whether a word that no list knows ends a phrase or has a verb after it; else it may be a slip."""
        if self._at_rest(view, index):
            return True
        following = view.words[index + 1].low
        return following.endswith("ed") or (following.endswith("s") and not following.endswith(("ss", "us", "is")))

    def may_accompany(self, view: View, index: int) -> bool:
        """Whether the word can be a name because a name stands beside it."""
        word, lexicon = view.words[index], self.lexicon
        if word.low in cues.CLOSED or lexicon.is_kept(word.low) or len(word.low) < 3:
            return False
        if word.capital and view.cased:
            return word.shape is Shape.TITLE and (
                lexicon.is_name_like(word.low) or (not word.initial and lexicon.is_unknown(word.low))
            )
        return lexicon.is_unknown(word.low) and word.text.isalpha() and self._at_rest(view, index)

    def _at_rest(self, view: View, index: int, *, helper: bool = False) -> bool:
        """Whether the word ends a phrase, or is followed by a verb whose subject is a person.

        A ``helper`` ("will", "may") must be followed by what follows no helping verb.
        """
        if index == len(view.words) - 1 or view.words[index].possessive:
            return not helper
        following = view.words[index + 1].low
        if helper:
            return following in cues.PERSONAL_VERBS | {"thanks", "thank", "how", "nice"}
        return view.gap(index).strip() != "" or following in _AFTER_A_NAME

    def _continues(self, view: View, index: int, trust: Trust) -> bool:
        word, lexicon = view.words[index], self.lexicon
        low = word.low
        if low in cues.CLOSED:
            return False
        if word.capital and view.cased:
            if len(low) == 1:
                return True
            if lexicon.is_kept(low) and not lexicon.is_name_like(low):
                return False
            return not lexicon.is_ordinary(low) or lexicon.is_name_like(low)
        if lexicon.is_kept(low) or (view.cased and view.words[index - 1].capital):
            return False
        if not lexicon.is_ordinary(low):
            return low in lexicon.surnames or lexicon.is_given(low) or lexicon.is_unknown(low)
        return trust >= Trust.STRONG and low in lexicon.surnames and self._at_rest(view, index)


def find_people(view: View, reader: NameReader) -> Iterator[Span]:
    """Yield the names that a cue announces, one span a name."""
    starts = {word.start: index for index, word in enumerate(view.words)}
    if not starts:
        return
    for cue in CUES:
        for match in cue.pattern.finditer(view.text):
            index = starts.get(match.end())
            if index is not None:
                yield from _named(view, reader, index, cue.trust, cue.reason)
    yield from _vocatives(view, reader)
    yield from _pairs(view, reader)
    yield from _spelled(view, reader.lexicon)


def _named(view: View, reader: NameReader, index: int, trust: Trust, reason: str) -> Iterator[Span]:
    end = reader.end_of_name(view, index, trust)
    phrase = fold(view.text[view.words[index].start : view.words[max(index, end - 1)].end])
    if end > index and (end == index + 1 or phrase not in reader.lexicon.keep):
        yield person(view, index, end, score=score_of(trust), reason=reason)


def companions(view: View, people: Sequence[Span], reader: NameReader) -> Iterator[Span]:
    """Yield names that stand beside a known one: "Chase and Autumn", "sanjay and priya"."""
    if not people or len(view.words) < 3:
        return
    named = [any(s.start <= w.start < s.end for s in people) for w in view.words]
    for index, word in enumerate(view.words):
        if word.low != "and" or not 0 < index < len(view.words) - 1 or view.gap(index) != " ":
            continue
        for here, there in ((index - 1, index + 1), (index + 1, index - 1)):
            if named[there] and not named[here] and reader.may_accompany(view, here):
                yield person(view, here, here + 1, score=0.68, reason="a name beside another name")


def person(view: View, first: int, end: int, *, score: float, reason: str) -> Span:
    """Return the span of the words ``first`` to ``end`` (exclusive) as a person's name."""
    return Span(
        kind=Kind.PERSON,
        start=view.words[first].start,
        end=view.words[end - 1].end,
        score=score,
        reason=reason,
    )


def _vocatives(view: View, reader: NameReader) -> Iterator[Span]:
    """Names set off by commas or alone in their sentence: "Maria, how…", "…, Tom.", "Natalie?"."""
    text, words = view.text, view.words
    for index, word in enumerate(words):
        if not _may_be_spoken_to(word, view, reader.lexicon):
            continue
        end = reader.end_of_name(view, index, Trust.MEDIUM)
        if end == index:
            continue
        before = text[: word.start].rstrip()
        after = text[words[end - 1].end :].lstrip()
        opens = word.initial and after[:1] in {",", "?", "!"}
        closes = before.endswith(",") and (not after or after[0] in ".?!,;")
        alone = word.initial and (not after or after[0] in ".?!") and len(words) <= 4
        if opens or closes or alone:
            yield person(view, index, end, score=0.82, reason="a name spoken to, set off by commas")


def _may_be_spoken_to(word: Word, view: View, lexicon: Lexicon) -> bool:
    if lexicon.is_given(word.low):
        return True
    if not (word.capital and view.cased):
        return False
    if word.low in lexicon.word_names:
        return not (word.initial and word.low in cues.NOT_SPOKEN_TO)
    unlisted = word.initial and lexicon.is_unknown(word.low) and len(word.low) > 3
    return unlisted and _SPEAKS_TO.match(view.text, word.end) is not None


def _pairs(view: View, reader: NameReader) -> Iterator[Span]:
    """Names joined to a pronoun or to verbs of people: "Grace and I", "Will told me"."""
    words, lexicon = view.words, reader.lexicon
    for index, word in enumerate(words[:-1]):
        if word.low not in lexicon.word_names or not (word.capital and view.cased):
            continue
        following = words[index + 1].low if view.gap(index) == " " else ""
        beside = following == "and" and index + 2 < len(words) and words[index + 2].low in {"i", "me", "my"}
        beside = beside or (word.initial and _IS_SOMEBODY.match(view.text, word.end) is not None)
        if beside or following in cues.PERSONAL_VERBS or word.possessive:
            yield person(view, index, index + 1, score=0.85, reason="a name beside a verb or pronoun of people")


def _spelled(view: View, lexicon: Lexicon) -> Iterator[Span]:
    """Names spelled out letter by letter: "D-A-W-N", "d a w n"."""
    check: Callable[[str], bool] = lambda s: len(set(s)) > 1  # noqa: E731 - read beside its use
    for match in _SPELLED.finditer(view.text):
        letters = re.sub(r"[^a-z]", "", match.group().lower())
        spaced = " " in match.group() and "-" not in match.group()
        known = lexicon.is_name_like(letters)
        ordinary = lexicon.is_ordinary(letters) and not known
        cued = _SPELLING_CUE.search(view.text[max(0, match.start() - 60) : match.start()]) is not None
        if not check(letters) or letters in {"abc", "aaa"} or lexicon.is_kept(letters):
            continue
        if known or (cued and len(letters) >= 3) or (not spaced and len(letters) >= 4 and not ordinary):
            yield Span(
                kind=Kind.PERSON,
                start=match.start(),
                end=match.end(),
                score=0.9,
                reason="a name spelled letter by letter",
            )
