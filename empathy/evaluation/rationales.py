"""Rationales of EPITOME against the passages that its annotators marked, as in ERASER (DeYoung et al. 2020).

A predicted passage matches a marked one where they share at least half of the words that either holds (IOU ≥ .5);
precision and recall over the passages of a reply give its F1, and the mean over replies is IOU-F1. A reply without
any marked passage counts 1 where none is predicted and 0 otherwise, as in the published evaluation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from empathy.corpora.epitome import MECHANISMS
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.features.encoder import Encoder
from empathy.features.words import Word, cut
from empathy.markers.evidence import passages, piece_words

MATCH = 0.5
# The bar of this project and the figure of Sharma et al. 2020 (Reddit, all their data, another split).
REFERENCES = {
    "emotional_reactions": (0.60, 0.648),
    "interpretations": (0.50, 0.559),
    "explorations": (0.75, 0.845),
}
Place = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationales:
    """Figures of one mechanism: over all replies, over those with a marked passage, and over single words."""

    iou_f1: float
    iou_f1_marked: float
    word_f1: float
    replies: int


def iou_f1(marked: Sequence[Place], predicted: Sequence[Place]) -> float:
    """Return the IOU-F1 of one reply; passages are sets of word places.

    >>> iou_f1([frozenset({1, 2, 3})], [frozenset({2, 3})])
    1.0
    >>> iou_f1([], []), iou_f1([], [frozenset({1})])
    (1.0, 0.0)
    """
    if not marked or not predicted:
        return float(not marked and not predicted)
    hits = np.array([[len(a & b) / len(a | b) >= MATCH for b in predicted] for a in marked])
    precision, recall = hits.any(axis=0).mean(), hits.any(axis=1).mean()
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def word_f1(marked: Sequence[Place], predicted: Sequence[Place]) -> float:
    """Return the F1 of single words of one reply.

    >>> word_f1([frozenset({1, 2})], [frozenset({2, 3})])
    0.5
    """
    a, b = frozenset().union(*marked), frozenset().union(*predicted)
    if not a or not b:
        return float(not a and not b)
    return 2 * len(a & b) / (len(a) + len(b))


def places(words: Sequence[Word], spans: Iterable[tuple[int, int]]) -> list[Place]:
    """Return the places of the words that lie in each span of characters; marks are no words."""
    found = (
        frozenset(i for i, w in enumerate(words) if not w.is_mark and start <= w.start and w.end <= end)
        for start, end in spans
    )
    return [place for place in found if place]


def marked_spans(utterance: LabelledUtterance, mechanism: str) -> list[tuple[int, int]]:
    """Return where the marked passages stand in the text; a passage that is not found as given is left out."""
    found = []
    for passage in utterance.spans.get(mechanism, ()):
        start = utterance.text.find(passage)
        if start >= 0:
            found.append((start, start + len(passage)))
    return found


def rationale_figures(
    encoders: Mapping[int, Encoder],
    folds: Mapping[tuple[str, str], int],
    sessions: Iterable[LabelledSession],
) -> dict[str, Rationales]:
    """Measure each mechanism on replies that the encoder of their fold has not seen.

    Args:
        encoders: by fold.
        folds: the fold of each (corpus, session).
        sessions: those of other corpora are passed over.
    """
    scores: dict[str, list[tuple[float, float, bool]]] = {m: [] for m in MECHANISMS}
    for session in sessions:
        fold = folds[session.corpus, session.session]
        if session.corpus != "epitome" or fold not in encoders:
            continue
        reply = session.utterances[-1]
        words = cut(reply.text)
        for mechanism, spans in _predicted(encoders[fold], session, words).items():
            if mechanism in reply.codes:
                marked, guess = places(words, marked_spans(reply, mechanism)), places(words, spans)
                scores[mechanism].append((iou_f1(marked, guess), word_f1(marked, guess), bool(marked)))
    return {mechanism: _summed(found) for mechanism, found in scores.items() if found}


def as_markdown(found: Mapping[str, Rationales]) -> str:
    """Return the table as Markdown, beside the bar and the published figures (Sharma et al. 2020)."""
    rows = [
        "| mechanism | replies | IOU-F1 | bar | published | of replies with a marked passage | words F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for mechanism, r in found.items():
        bar, published = REFERENCES[mechanism]
        rows.append(
            f"| {mechanism} | {r.replies} | {r.iou_f1:.3f} | {bar:.2f} | {published:.3f} | {r.iou_f1_marked:.3f} "
            f"| {r.word_f1:.3f} |"
        )
    return "\n".join(rows)


def _summed(found: Sequence[tuple[float, float, bool]]) -> Rationales:
    return Rationales(
        iou_f1=round(float(np.mean([s[0] for s in found])), 4),
        iou_f1_marked=round(float(np.mean([s[0] for s in found if s[2]])), 4),
        word_f1=round(float(np.mean([s[1] for s in found])), 4),
        replies=len(found),
    )


def _predicted(
    encoder: Encoder, session: LabelledSession, words: tuple[Word, ...]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the passages of each mechanism that the encoder itself finds present."""
    output = encoder.encode([u.role for u in session.utterances], [u.text for u in session.utterances])
    owners = piece_words(output.spans[-1], words)
    inside = owners >= 0
    found = {}
    for place, task in enumerate(encoder.tasks):
        if task.name not in MECHANISMS:
            continue
        logits = output.logits[-1, task.first : task.first + task.width]
        label = task.labels[int(logits.argmax())]
        reason = np.full(len(words), -np.inf, dtype=np.float32)
        np.maximum.at(reason, owners[inside], output.scores[-1][inside, place])
        found[task.name] = (
            () if label == task.labels[0] else passages(words, reason, np.zeros(len(words), dtype=np.float32))
        )
    return found
