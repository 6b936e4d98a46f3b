"""Names of people that their neighbours give away: titles, introductions, forms of address, kin, spelling."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.names import NameReader, Trust, score_of
from empathy.anonymize.overlaps import holds
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import View, Word


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
    _cue(r"\b(?:i'm|im|i’m|i am|myself)[ ]+", Trust.SELF, "a name somebody gives for themselves"),
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


def may_name(view: View, lexicon: Lexicon) -> bool:
    """Whether any word can be a name or announce one: most turns of a session hold none and need no look."""
    return any(
        (word.capital and not word.initial and word.low not in cues.CLOSED)
        or word.low in lexicon.word_names
        or word.low in cues.TITLES
        or (len(word.low) == 1 and word.low not in {"i", "a"})
        or word.low.count("-") > 1
        or (word.capital and (word.low in lexicon.weak_names or word.low in lexicon.surnames))
        or lexicon.is_given(word.low)
        or not lexicon.is_ordinary(word.low)
        for word in view.words
    )


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
    """Yield names that stand beside a known one, of ``people`` in order: "Chase and Autumn", "sanjay and priya"."""
    if not people or len(view.words) < 3:
        return
    named = [holds(people, word.start, word.start + 1) for word in view.words]
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
