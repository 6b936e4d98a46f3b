"""Two models, or two groups, on the same decisions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from empathy import confusion
from empathy.evaluation.bootstrap import Estimate, draw_weights, estimate, resampled, sum_by
from empathy.evaluation.decision_figures import Figures, figures_of
from empathy.evaluation.decisions import Decision
from empathy.evaluation.predictions import Predictions


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure of one model less that of another on the same utterances; ``p`` from the paired bootstrap."""

    name: str
    figure: str
    utterances: int
    first: float | None
    second: float | None
    difference: Estimate
    p: float | None


def in_both(first: Predictions, second: Predictions) -> tuple[Predictions, Predictions]:
    """Return what both predicted, each model's own: the same sessions, utterances and markers."""
    return _within(first, second), _within(second, first)


def _within(predictions: Predictions, other: Predictions) -> Predictions:
    # an utterance of which the other says nothing stays, without a marker: sessions keep their length
    return {
        session: {
            index: {m: score for m, score in markers.items() if m in other[session].get(index, {})}
            for index, markers in utterances.items()
        }
        for session, utterances in predictions.items()
        if session in other
    }


def compare(first: Decision, second: Decision) -> tuple[Difference, ...]:
    """Return the differences in macro-F1 and κ by a paired bootstrap over conversations.

    Both are drawn on the same resamples; ``p`` is two-sided: twice the smaller share of draws beside zero
    (Efron & Tibshirani 1993, ch. 16), never below 2 / (draws + 1).
    """
    weights = draw_weights(first.conversations)
    drawn, points = [], []
    for decision in (first, second):
        matrices = confusion.one_hot(decision.gold, decision.predicted, len(decision.values))
        drawn.append(resampled(weights, sum_by(decision.conversation, matrices, decision.conversations)))
        points.append(matrices.sum(0))
    found = []
    for figure, formula in (("macro-F1", confusion.macro_f1), ("κ", confusion.kappa)):
        one, two = (None if np.isnan(value := formula(point)) else float(value) for point in points)
        gaps = formula(drawn[0]) - formula(drawn[1])
        known = gaps[~np.isnan(gaps)]
        tail = min((known <= 0).sum(), (known >= 0).sum())
        gap, p = None, None
        if one is not None and two is not None:
            gap = one - two
            p = min(1.0, 2 * (tail + 1) / (len(known) + 1)) if len(known) else None
        found.append(
            Difference(
                name=first.name,
                figure=figure,
                utterances=len(first.gold),
                first=one,
                second=two,
                difference=estimate(gap, gaps),
                p=p,
            )
        )
    return tuple(found)


def breakdown(decision: Decision, column: str, *, least: int = 20) -> Mapping[str, Figures]:
    """Return the figures by the values of a metadata column (or "speaker") that have ``least`` utterances."""
    groups = decision.groups[column]
    names = [name for name in dict.fromkeys(groups.tolist()) if (groups == name).sum() >= least]
    return {name: figures_of(decision.only(groups == name)) for name in sorted(names)}
