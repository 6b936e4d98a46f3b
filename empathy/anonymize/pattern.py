"""What a structured identifier is known by: a pattern, a check of what it matched, and the reason it gives."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from empathy.anonymize.spans import Kind, Span

Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A recognizer as data; the group ``id``, where the pattern has one, is what identifies.

    ``needs`` is what must occur in a text for the pattern to be tried: ``digit``, ``@``, ``.`` or nothing.
    """

    kind: Kind
    pattern: re.Pattern[str]
    score: float
    reason: str
    needs: str = ""
    check: Check | None = None

    def find(self, text: str) -> Iterator[Span]:
        """Yield what the pattern matches in ``text`` and its check confirms."""
        group = "id" if "id" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            start, end = match.span(group)
            if end > start and (self.check is None or self.check(match.group(group))):
                yield Span(kind=self.kind, start=start, end=end, score=self.score, reason=self.reason)


def pattern(
    kind: Kind,
    expression: str,
    score: float,
    reason: str,
    *,
    needs: str = "",
    check: Check | None = None,
    flags: int = re.IGNORECASE,
) -> Pattern:
    """Return the recognizer of ``expression``, which matches in any case unless ``flags`` say otherwise."""
    return Pattern(
        kind=kind, pattern=re.compile(expression, flags), score=score, reason=reason, needs=needs, check=check
    )
