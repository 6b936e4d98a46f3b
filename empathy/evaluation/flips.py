"""Does anonymizing change the score? Each session is scored before and after, and labels that flip are counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from empathy.anonymize import Anonymizer
from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.scores import ScoredTranscript
from empathy.transcript import Role, Transcript


class SessionScorer(Protocol):
    """Whatever scores one session; the pipeline's scorer does."""

    def score(self, transcript: AnonymizedTranscript) -> ScoredTranscript:
        """Return the session's scores."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A marker whose label differs before and after anonymizing, by place; never by text."""

    session: str
    utterance: int
    marker: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The labels of one session compared: how many, in how many changed utterances, which flip."""

    session: str
    labels: int
    redacted: int
    flips: tuple[Flip, ...]


def compare(scorer: SessionScorer, anonymizer: Anonymizer, transcript: Transcript) -> Comparison:
    """Score one session raw and anonymized, in memory; the raw score is compared and thrown away."""
    anonymized = anonymizer.anonymize(transcript)
    after = scorer.score(anonymized)
    before = scorer.score(_raw(transcript, anonymized))
    pairs = list(_pairs(before, after))
    return Comparison(
        session=anonymized.session,
        labels=len(pairs),
        redacted=sum(bool(u.redactions) for u in anonymized.utterances),
        flips=tuple(
            Flip(session=anonymized.session, utterance=index, marker=marker, before=one, after=other)
            for index, marker, one, other in pairs
            if one != other
        ),
    )


def _raw(transcript: Transcript, anonymized: AnonymizedTranscript) -> AnonymizedTranscript:
    """Dress raw text as anonymized: the one place that may, because nothing of it is ever written."""
    return AnonymizedTranscript(
        session=anonymized.session,
        utterances=tuple(
            AnonymizedUtterance(
                index=u.index,
                speaker=u.speaker,
                role=u.role or Role.OTHER,
                text=u.text,
                start=u.start,
                end=u.end,
                is_noise=u.is_noise,
            )
            for u in transcript.utterances
        ),
        reading=anonymized.reading,
    )


def _pairs(before: ScoredTranscript, after: ScoredTranscript) -> Iterator[tuple[int, str, str, str]]:
    for one, other in zip(before.utterances, after.utterances, strict=True):
        for marker, score in one.markers.items():
            yield one.utterance.index, marker, score.label, other.markers[marker].label


def told(results: Sequence[Comparison]) -> str:
    """Return the comparison as lines for a terminal: the share of flips, and each flip's place."""
    labels, flips = sum(r.labels for r in results), [f for r in results for f in r.flips]
    share = 100 * len(flips) / labels if labels else 0.0
    changed = sum(r.redacted for r in results)
    lines = [f"{len(flips)} of {labels} labels flip ({share:.2f} %), in {changed} changed utterances."]
    lines += [f"  {f.session}, utterance {f.utterance}, {f.marker}: {f.before} -> {f.after}" for f in flips]
    return "\n".join(lines)
