"""Structured identifiers, found by pattern: the recognizers of all groups, asked in one order."""

from collections.abc import Iterator, Sequence
from typing import Final

from empathy.anonymize.numbers import NUMBERS
from empathy.anonymize.online import ONLINE
from empathy.anonymize.pattern import Pattern
from empathy.anonymize.spans import Span
from empathy.anonymize.telephones import TELEPHONES

# The order counts only where two are equally sure of the same stretch: then the first one's kind and reason hold.
PATTERNS: Final[Sequence[Pattern]] = (*ONLINE, *NUMBERS, *TELEPHONES)


def find_patterns(text: str) -> Iterator[Span]:
    """Yield the structured identifiers of ``text``."""
    has = {"digit": any(c.isdigit() for c in text), "@": "@" in text, ".": "." in text, "": True}
    for recognizer in PATTERNS:
        if has[recognizer.needs]:
            yield from recognizer.find(text)
