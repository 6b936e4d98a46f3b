"""Whether evidence holds: comprehensiveness and sufficiency as in ERASER (DeYoung et al. 2020), beside chance.

Comprehensiveness is how far the label's probability falls when the evidence is taken out (more is better),
sufficiency how far it falls when nothing but the evidence is left (less is better). Random spans have the same
lengths in words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from empathy.anonymize.result import AnonymizedTranscript
from empathy.corpora.session import LabelledSession, as_anonymized
from empathy.features.words import cut
from empathy.markers.catalogue import codebook
from empathy.markers.score import Scorer
from empathy.markers.scores import ScoredTranscript

Span = tuple[int, int]
# Turns kept on each side of an utterance while its text is changed.
AROUND = 6
# An utterance needs words besides its evidence, else nothing can be compared.
LEAST_OTHER_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Faithfulness:
    """Means over ``count`` positive labels of one marker; ``random_`` for spans of the same length by chance."""

    count: int
    comprehensiveness: float
    random_comprehensiveness: float
    sufficiency: float
    random_sufficiency: float


def drawn(sessions: Iterable[LabelledSession], count: int) -> Iterator[AnonymizedTranscript]:
    """Yield ``count`` sessions of each corpus, the first by a hash of their names, as anonymized transcripts."""
    by_corpus: dict[str, list[LabelledSession]] = {}
    for session in sessions:
        by_corpus.setdefault(session.corpus, []).append(session)
    for found in by_corpus.values():
        for session in sorted(found, key=lambda s: crc32(f"{s.corpus} {s.session}".encode()))[:count]:
            yield as_anonymized(session)


def without(text: str, spans: Sequence[Span]) -> str:
    """Return the text with the spans taken out.

    >>> without("I am so sorry for you.", [(5, 13)])
    'I am  for you.'
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def only(text: str, spans: Sequence[Span]) -> str:
    """Return nothing but the spans, in order.

    >>> only("I am so sorry for you.", [(5, 13)])
    'so sorry'
    """
    return " ".join(text[start:end] for start, end in sorted(spans))


def random_spans(text: str, spans: Sequence[Span], rng: np.random.Generator) -> list[Span]:
    """Return spans of as many words each, at places drawn by chance."""
    words = [word for word in cut(text) if not word.is_mark]
    drawn = []
    for start, end in spans:
        length = sum(start <= word.start and word.end <= end for word in words)
        first = int(rng.integers(0, len(words) - length + 1))
        drawn.append((words[first].start, words[first + length - 1].end))
    return _merged(drawn)


def measure(
    scorer: Scorer, transcripts: Iterable[AnonymizedTranscript], *, per_marker: int = 30, seed: int = 0
) -> dict[str, Faithfulness]:
    """Measure up to ``per_marker`` positive labels of every marker, drawn by chance."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[tuple[AnonymizedTranscript, int, str]]] = {m: [] for m in codebook().ids}
    for scored in scorer.pipe(transcripts):
        for index, marker, label in _positives(scored):
            found[marker].append((scored.transcript, index, label))
    result = {}
    for marker, places in found.items():
        chosen = rng.permutation(len(places))[:per_marker]
        falls = []
        for i in chosen.tolist():
            transcript, index, label = places[i]
            falls.append(_falls(scorer, transcript, index, label, marker, rng))
        if falls:
            means = np.mean(falls, axis=0).round(4).tolist()
            result[marker] = Faithfulness(
                count=len(falls),
                comprehensiveness=means[0],
                random_comprehensiveness=means[1],
                sufficiency=means[2],
                random_sufficiency=means[3],
            )
    return result


def as_markdown(found: dict[str, Faithfulness]) -> str:
    """Return the table as Markdown."""
    rows = [
        "| marker | labels | taken out (more is better) | random | left alone (less is better) | random |",
        "|---|---|---|---|---|---|",
    ]
    for marker, f in found.items():
        rows.append(
            f"| {marker} | {f.count} | {f.comprehensiveness:.2f} | {f.random_comprehensiveness:.2f} "
            f"| {f.sufficiency:.2f} | {f.random_sufficiency:.2f} |"
        )
    return "\n".join(rows)


def _positives(scored: ScoredTranscript) -> Iterator[tuple[int, str, str]]:
    for utterance in scored.utterances:
        text = utterance.utterance.text
        words = [word for word in cut(text) if not word.is_mark]
        for marker, score in utterance.markers.items():
            inside = sum(any(s <= w.start and w.end <= e for s, e in score.evidence) for w in words)
            if score.evidence and len(words) - inside >= LEAST_OTHER_WORDS:
                yield utterance.utterance.index, marker, score.label


def _falls(
    scorer: Scorer,
    transcript: AnonymizedTranscript,
    index: int,
    label: str,
    marker: str,
    rng: np.random.Generator,
) -> tuple[float, float, float, float]:
    """Return the falls of probability: evidence out, random out, evidence alone, random alone."""
    window = transcript.utterances[max(0, index - AROUND) : index + AROUND + 1]
    place = next(i for i, u in enumerate(window) if u.index == index)
    text = window[place].text

    def probability(changed: str) -> float:
        given = [*window[:place], replace(window[place], text=changed, redactions=()), *window[place + 1 :]]
        scored = scorer.score(replace(transcript, utterances=tuple(given)))
        return scored.utterances[place].markers[marker].probabilities[label]

    whole = scorer.score(replace(transcript, utterances=window)).utterances[place].markers[marker]
    spans = list(whole.evidence)
    full = whole.probabilities[label]
    if not spans:  # the narrower window no longer carries the label
        return (0.0, 0.0, 0.0, 0.0)
    drawn = random_spans(text, spans, rng)
    return (
        full - probability(without(text, spans)),
        full - probability(without(text, drawn)),
        full - probability(only(text, spans)),
        full - probability(only(text, drawn)),
    )


def _merged(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
