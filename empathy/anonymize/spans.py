"""What a recognizer says: a stretch of one utterance that identifies, of what kind, how surely, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of identifying text; each placeholder is named after its kind."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ADDRESS = "ADDRESS"
    ORGANISATION = "ORGANISATION"
    DATE = "DATE"
    TIME = "TIME"
    AGE = "AGE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    URL = "URL"
    HANDLE = "HANDLE"
    NUMBER = "NUMBER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch ``[start, end)`` of one utterance's text, in characters.

    ``score`` from 0 to 1 settles overlaps; ``reason`` is the recognizer's own explanation, free of the text.
    """

    kind: Kind
    start: int
    end: int
    score: float
    reason: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span from {self.start} to {self.end}")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two stretches share a character."""
        return self.start < other.end and other.start < self.end
