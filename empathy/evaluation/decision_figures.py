"""Decision -> its figures, each with a 95 % interval over conversations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy import confusion
from empathy.evaluation.bootstrap import Estimate, draw_weights, estimate, resampled, sum_by
from empathy.evaluation.coefficients import (
    MISSING,
    Agreement,
    Ratings,
    agree,
    cohen_kappa,
    krippendorff_alpha,
    weighted_mean,
)
from empathy.evaluation.decisions import Decision
from empathy.evaluation.icc import SessionIcc, icc_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Bins of the reliability curve (Guo et al. 2017 use 15; sessions are small)
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFigures:
    """One value of a decision against all others; ``support`` counts its gold cases."""

    value: str
    support: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    average_precision: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far stated probabilities hold: expected calibration error, Brier score (0–2), and the curve.

    ``curve`` has (mean stated, share right, utterances) of the predicted value for every bin that is not empty.
    """

    error: float
    brier: float
    curve: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything told of one decision; ``humans`` where several coders coded the same utterances.

    ``even`` counts those of them on which the coders' most frequent values were equally frequent.

    ``against_coder`` is the model's mean κ and macro-F1 against single coders on those utterances, to be read
    beside ``humans``: what one coder scores against another.
    """

    name: str
    utterances: int
    conversations: int
    accuracy: Estimate
    macro_f1: Estimate
    kappa: Estimate
    alpha: Estimate
    values: tuple[ValueFigures, ...]
    calibration: Calibration
    confusion: tuple[tuple[int, ...], ...]
    sessions: SessionIcc
    humans: Agreement | None
    even: int
    human_f1: float | None
    against_coder: tuple[float | None, float | None]


def figures_of(decision: Decision) -> Figures:
    """Compute all figures of a decision: scikit-learn's and krippendorff's, with a bootstrap around them."""
    from sklearn import metrics

    gold, predicted, labels = decision.gold, decision.predicted, list(range(len(decision.values)))
    weights = draw_weights(decision.conversations)
    sums = sum_by(decision.conversation, confusion.one_hot(gold, predicted, len(labels)), decision.conversations)
    drawn = resampled(weights, sums)
    present = sorted(set(gold) | set(predicted))
    f1 = float(metrics.f1_score(gold, predicted, labels=present, average="macro", zero_division=0.0))
    alpha = krippendorff_alpha(np.column_stack([gold, predicted]))
    humans, human_f1, against = _beside_coders(decision)
    return Figures(
        name=decision.name,
        utterances=len(gold),
        conversations=decision.conversations,
        accuracy=estimate(float(metrics.accuracy_score(gold, predicted)), confusion.accuracy(drawn)),
        macro_f1=estimate(f1, confusion.macro_f1(drawn)),
        kappa=estimate(cohen_kappa(gold, predicted), confusion.kappa(drawn)),
        alpha=estimate(alpha, confusion.alpha(drawn + np.swapaxes(drawn, -1, -2))),
        values=tuple(_value(decision, place, drawn, weights) for place in labels),
        calibration=calibration_of(decision),
        confusion=tuple(
            tuple(int(n) for n in row) for row in metrics.confusion_matrix(gold, predicted, labels=labels)
        ),
        sessions=_sessions(decision),
        humans=humans,
        even=decision.even,
        human_f1=human_f1,
        against_coder=against,
    )


def _value(decision: Decision, place: int, drawn: Floats, weights: Floats) -> ValueFigures:
    from sklearn import metrics

    gold, predicted = decision.gold == place, decision.predicted == place
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        gold, predicted, average="binary", zero_division=np.nan
    )
    occurs = bool(gold.any())
    ap = float(metrics.average_precision_score(gold, decision.probabilities[:, place])) if occurs else None
    return ValueFigures(
        value=decision.values[place],
        support=int(gold.sum()),
        precision=estimate(float(precision), confusion.precision(drawn)[:, place]),
        recall=estimate(float(recall), confusion.recall(drawn)[:, place]),
        f1=estimate(float(f1), confusion.f1(drawn)[:, place]),
        average_precision=estimate(
            ap, average_precision(gold, decision.probabilities[:, place], decision, weights)
        ),
    )


def average_precision(gold: NDArray[np.bool_], scores: Floats, decision: Decision, weights: Floats) -> Floats:
    """Return the average precision in each resample, shape (draws,): scikit-learn's, conversations weighted."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits, conversation = scores[order], gold[order].astype(float), decision.conversation[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)  # tied scores share a threshold
    found = np.empty(len(weights))
    for draw, weight in enumerate(weights):
        w = weight[conversation]
        true, all_ = np.cumsum(w * hits)[ends], np.cumsum(w)[ends]
        total = true[-1]
        precision = np.divide(true, all_, out=np.zeros_like(true), where=all_ > 0)
        found[draw] = (np.diff(true, prepend=0.0) * precision).sum() / total if total else np.nan
    return found


def calibration_of(decision: Decision) -> Calibration:
    """Return the calibration of the predicted value's probability, and the Brier score over all values."""
    stated = np.clip(decision.probabilities, 0, 1)
    confidence = stated[np.arange(len(stated)), decision.predicted]
    right = (decision.predicted == decision.gold).astype(float)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    curve = tuple(
        (float(confidence[bins == b].mean()), float(right[bins == b].mean()), int((bins == b).sum()))
        for b in range(BINS)
        if (bins == b).any()
    )
    error = sum(n * abs(said - held) for said, held, n in curve) / len(right)
    hot = np.eye(len(decision.values))[decision.gold]
    return Calibration(error=error, brier=float(((stated - hot) ** 2).sum(1).mean()), curve=curve)


def _sessions(decision: Decision) -> SessionIcc:
    """Return the ICC(2,1) of gold and model on the share of each session's utterances that is not negative."""
    base = sum_by(decision.conversation, np.ones(len(decision.gold)), decision.conversations)
    counts = [
        sum_by(decision.conversation, (codes > 0).astype(float), decision.conversations)
        for codes in (decision.gold, decision.predicted)
    ]
    return icc_of((np.column_stack(counts) / np.maximum(base, 1)[:, None])[base > 0], decision.name)


def _beside_coders(
    decision: Decision,
) -> tuple[Agreement | None, float | None, tuple[float | None, float | None]]:
    """Return the coders' agreement, one coder's mean macro-F1 against another, and the model's against a coder.

    Means are by the utterances that a pair shares, as the coders' κ is; see :class:`Agreement`.
    """
    several = (decision.coders != MISSING).sum(1) >= 2
    if not several.any():
        return None, None, (None, None)
    table, predicted = decision.coders[several], decision.predicted[several]
    names = tuple(f"coder {i + 1}" for i in range(table.shape[1]))
    conversation = decision.conversation[several]
    humans = agree(Ratings(values=decision.values, coders=names, table=table, conversation=conversation))
    between, kappas, scores = [], [], []
    for i in range(table.shape[1]):
        for j in range(i + 1, table.shape[1]):
            both = (table[:, [i, j]] != MISSING).all(1)
            if both.any():
                between.append((_macro_f1(table[both, i], table[both, j]), int(both.sum())))
        coded = table[:, i] != MISSING
        if coded.any():
            kappas.append((cohen_kappa(table[coded, i], predicted[coded]), int(coded.sum())))
            scores.append((_macro_f1(table[coded, i], predicted[coded]), int(coded.sum())))
    return humans, weighted_mean(between), (weighted_mean(kappas), weighted_mean(scores))


def _macro_f1(one: Ints, other: Ints) -> float:
    from sklearn import metrics

    return float(metrics.f1_score(one, other, average="macro"))
