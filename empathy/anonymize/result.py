"""What anonymizing yields: a type of its own, so that raw text cannot reach features, reports or stores."""

from collections import Counter
from dataclasses import dataclass

from empathy.transcript import Reading, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """One replaced stretch: its kind, the placeholder that stands there, and where (never the original).

    ``start`` and ``end`` are character offsets in the anonymized text; ``reason`` names the recognizer.
    """

    kind: str
    placeholder: str
    start: int
    end: int
    reason: str = ""

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.placeholder):
            raise ValueError(f"a redaction of {self.end - self.start} characters for {self.placeholder!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymizedUtterance:
    """One utterance as every later stage sees it; times in seconds or None."""

    index: int
    speaker: str
    role: Role
    text: str
    start: float | None = None
    end: float | None = None
    is_noise: bool = False
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymizedTranscript:
    """One session without its identities: what features, markers, session, report and batch work on."""

    session: str
    utterances: tuple[AnonymizedUtterance, ...]
    reading: Reading

    @property
    def redaction_counts(self) -> dict[str, int]:
        """How many stretches of each kind were replaced, most frequent first."""
        return dict(Counter(r.kind for u in self.utterances for r in u.redactions).most_common())
