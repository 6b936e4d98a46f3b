"""Detect: what identifies in each utterance of a session, by cues, patterns, lists and, where needed, the model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from empathy.anonymize import cues
from empathy.anonymize.addresses import find_addresses
from empathy.anonymize.bracketed import find_bracketed
from empathy.anonymize.capitals import find_capitals, find_lower
from empathy.anonymize.dates import find_dates
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.listed import find_listed
from empathy.anonymize.model import Entity, NameModel, model_text, needs_model
from empathy.anonymize.names import NameReader
from empathy.anonymize.organisations import find_organisations
from empathy.anonymize.overlaps import holds, settle
from empathy.anonymize.patterns import find_patterns
from empathy.anonymize.people import companions, find_people, may_name
from empathy.anonymize.presidio import PresidioNumbers
from empathy.anonymize.settings import AnonymizeSettings
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.towns import find_towns, find_unlisted_towns
from empathy.anonymize.words import View, Word, session_is_cased, view

_REGION = "a country or a state, hidden at the strict level"
_AFTER_NAME = cues.PERSON_VERBS | {"and", "who"}
_BEFORE_NAME = cues.word_set(
    """hi hello hey hiya thanks dear bye goodbye with from about told tell asked met miss"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """All recognizers together; ``model`` None leaves the statistical one out, ``numbers`` None Presidio's."""

    lexicon: Lexicon
    settings: AnonymizeSettings
    model: NameModel | None
    numbers: PresidioNumbers | None = None

    def detect(self, texts: Sequence[str], known: frozenset[str] = frozenset()) -> list[tuple[Span, ...]]:
        """Return the settled spans of each text of one session.

        ``known`` are folded words of names given away elsewhere, by speakers' labels for example. The session is
        read twice: a name that one utterance gives away is then found in all the others.
        """
        cased = session_is_cased(list(texts))
        views = [view(text, session_cased=cased or _has_capitals(text)) for text in texts]
        opinions = self._opinions(views)
        found = [self._spans(v, e) for v, e in zip(views, opinions, strict=True)]
        names = known | self._names(views, found)
        return [self._finish(v, spans, names) for v, spans in zip(views, found, strict=True)]

    def _opinions(self, views: Sequence[View]) -> list[tuple[Entity, ...]]:
        opinions: list[tuple[Entity, ...]] = [()] * len(views)
        if self.model is None:
            return opinions
        asked = [i for i, v in enumerate(views) if needs_model(v, self.lexicon)]
        answers = self.model.entities([model_text(views[i], self.lexicon) for i in asked])
        for index, answer in zip(asked, answers, strict=True):
            opinions[index] = answer
        return opinions

    def _spans(self, utterance: View, entities: Sequence[Entity]) -> tuple[Span, ...]:
        text = utterance.text
        spans = [
            *find_patterns(text),
            *find_dates(text, strict=self.settings.strict),
            *find_addresses(text),
            *(self.numbers.find(text) if self.numbers else ()),
        ]
        if utterance.words:
            spans += [
                *(find_people(utterance, NameReader(self.lexicon)) if may_name(utterance, self.lexicon) else ()),
                *find_organisations(utterance, self.lexicon),
                *find_towns(utterance, self.lexicon),
                *find_unlisted_towns(utterance, self.lexicon),
                *find_capitals(utterance, entities, self.lexicon),
                *find_lower(utterance, entities, self.lexicon),
                *(self._regions(utterance) if self.settings.strict else ()),
            ]
        settled = settle(spans, utterance.marks)
        people = [s for s in settled if s.kind is Kind.PERSON]
        return settle([*settled, *companions(utterance, people, NameReader(self.lexicon))], utterance.marks)

    def _regions(self, utterance: View) -> list[Span]:
        pattern = r"\b(?:" + "|".join(sorted(map(re.escape, self.lexicon.regions), key=len, reverse=True)) + r")\b"
        return [
            Span(kind=Kind.PLACE, start=m.start(), end=m.end(), score=0.7, reason=_REGION)
            for m in re.finditer(pattern, utterance.text, re.IGNORECASE)
            if m.group()[0].isupper()
        ]

    def _names(self, views: Sequence[View], found: Sequence[tuple[Span, ...]]) -> frozenset[str]:
        """Return the words of the names found, those that are safe to look for elsewhere."""
        names: set[str] = set()
        for utterance, spans in zip(views, found, strict=True):
            people = [s for s in spans if s.kind is Kind.PERSON]
            for word in utterance.words if people else ():
                if len(word.low) > 2 and holds(people, word.start, word.end):
                    names.add(word.low)
        return frozenset(names - cues.CLOSED - cues.TITLES - cues.SOFT_TITLES - cues.PARTICLES)

    def _finish(self, utterance: View, spans: tuple[Span, ...], names: frozenset[str]) -> tuple[Span, ...]:
        again = [self._again(utterance, i) for i in self._repeats(utterance, names)]
        free = settle([*spans, *again], utterance.marks)
        # these two look into the marks that stand in the text already: "[Maya]"
        within = find_bracketed(utterance, names, self.lexicon)
        settled = settle([*free, *within, *self.always(utterance.text)])
        return tuple(s for s in settled if not self._never(utterance.text[s.start : s.end]))

    def _again(self, utterance: View, index: int) -> Span:
        word = utterance.words[index]
        return Span(
            kind=Kind.PERSON,
            start=word.start,
            end=word.end,
            score=0.66,
            reason="a name that the session gives away elsewhere",
        )

    def _repeats(self, utterance: View, names: frozenset[str]) -> list[int]:
        return [
            i for i, word in enumerate(utterance.words) if word.low in names and self._is_repeat(utterance, i, word)
        ]

    def _is_repeat(self, utterance: View, index: int, word: Word) -> bool:
        lexicon = self.lexicon
        if not lexicon.is_ordinary(word.low):
            return not lexicon.is_kept(word.low) or (word.capital and utterance.cased)
        if word.capital and utterance.cased and not word.initial:
            return True
        following = utterance.words[index + 1].low if index + 1 < len(utterance.words) else ""
        gap = utterance.gap(index) if following else ""
        if word.capital and utterance.cased:
            return not following or gap.strip() != "" or following in _AFTER_NAME - {"can", "does", "did", "never"}
        before = utterance.words[index - 1].low if index else ""
        rest = not following or gap.strip() != "" or following in cues.PERSONAL_VERBS
        return not utterance.cased and rest and before in _BEFORE_NAME

    def always(self, text: str) -> tuple[Span, ...]:
        """Return where names of the user's list stand in ``text``, which may be a label or a session's name."""
        return tuple(find_listed(text, self.settings.hide))

    def _never(self, text: str) -> bool:
        if not self.settings.keep:
            return False
        kept = {fold(entry) for entry in self.settings.keep}
        return fold(text) in kept or all(fold(part) in kept for part in text.split())


def _has_capitals(text: str) -> bool:
    """Whether a text of an otherwise lower-case session uses capitals itself."""
    return text[:1].isupper() and any(c.isupper() for c in text[1:])
