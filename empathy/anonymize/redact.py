"""Redact: number the people and things of a session and put their placeholders in the text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.persons import Mention, link, mention
from empathy.anonymize.result import Redaction
from empathy.anonymize.spans import Kind, Span

_PLACEHOLDER = re.compile(r"\[([A-Z]+)_(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of the session with its settled spans, in the order in which a reader meets them."""

    text: str
    spans: tuple[Span, ...]


@dataclass(slots=True, kw_only=True)
class Pseudonyms:
    """The placeholders of one session, keyed by (kind, person or text): person Paris is not city Paris."""

    people: dict[Mention, int]
    first_number: dict[str, int]
    _given: dict[tuple[str, str | int], str] = field(default_factory=dict)
    originals: dict[str, list[str]] = field(default_factory=dict)

    def of(self, kind: Kind, text: str, before: str) -> str:
        """Return the placeholder for ``text``, the same one for the same entity throughout the session."""
        key = (kind.value, self._entity(kind, text, before))
        if key not in self._given:
            count = sum(1 for known, _ in self._given if known == kind.value)
            self._given[key] = f"[{kind.value}_{self.first_number.get(kind.value, 1) + count}]"
        placeholder = self._given[key]
        forms = self.originals.setdefault(placeholder, [])
        if text not in forms:
            forms.append(text)
        return placeholder

    def _entity(self, kind: Kind, text: str, before: str) -> str | int:
        if kind is Kind.PERSON:
            return self.people[mention(text, before)]
        if kind in {Kind.PHONE, Kind.NUMBER}:
            return re.sub(r"[\s().+-]", "", fold(text))
        return " ".join(fold(text).split())


def pseudonyms(passages: Sequence[Passage], lexicon: Lexicon) -> Pseudonyms:
    """Link the people of a session and make ready its numbering, past any placeholder already in its texts."""
    mentions = [
        mention(p.text[s.start : s.end], p.text[: s.start])
        for p in passages
        for s in p.spans
        if s.kind is Kind.PERSON
    ]
    return Pseudonyms(people=link(mentions, lexicon), first_number=_free_numbers(p.text for p in passages))


def _free_numbers(texts: Iterable[str]) -> dict[str, int]:
    free: dict[str, int] = {}
    for text in texts:
        for kind, number in _PLACEHOLDER.findall(text):
            free[kind] = max(free.get(kind, 1), int(number) + 1)
    return free


def redact(passage: Passage, names: Pseudonyms) -> tuple[str, tuple[Redaction, ...]]:
    """Return the passage's text with placeholders, and where they stand in it."""
    parts: list[str] = []
    redactions: list[Redaction] = []
    position = length = 0
    for span in passage.spans:
        kept = passage.text[position : span.start]
        placeholder = names.of(span.kind, passage.text[span.start : span.end], passage.text[: span.start])
        length += len(kept)
        redactions.append(
            Redaction(
                kind=span.kind.value,
                placeholder=placeholder,
                start=length,
                end=length + len(placeholder),
                reason=span.reason,
            )
        )
        parts += [kept, placeholder]
        length += len(placeholder)
        position = span.end
    return "".join([*parts, passage.text[position:]]), tuple(redactions)
