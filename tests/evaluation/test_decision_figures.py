"""The figures of a decision beside scikit-learn's, and what a threshold does to them."""

from dataclasses import replace

import numpy as np
import pytest
from made_corpus import SPEC, VALUES, records
from sklearn import metrics

from empathy.evaluation.bootstrap import draw_weights
from empathy.evaluation.decision_figures import average_precision, figures_of
from empathy.evaluation.decisions import decide
from empathy.evaluation.predictions import collect


def test_figures_are_scikit_learn_s(corpus, decisions):
    predictions = collect(records(corpus))
    # no more than two coders: where they differ they are even, and the first value of the codebook counts
    gold = [min(u.codes["reflection"], key=VALUES.index) for s in corpus for u in s.utterances if u.codes]
    found = [predictions[s.session][i]["reflection"] for s in corpus for i, u in enumerate(s.utterances) if u.codes]
    labels = [score["label"] for score in found]
    figures = figures_of(decisions["reflection"])
    assert figures.macro_f1.value == pytest.approx(metrics.f1_score(gold, labels, average="macro"))
    assert figures.kappa.value == pytest.approx(metrics.cohen_kappa_score(gold, labels))
    assert np.array(figures.confusion).tolist() == metrics.confusion_matrix(gold, labels, labels=VALUES).tolist()
    for place, value in enumerate(VALUES):
        truth = [g == value for g in gold]
        expected = metrics.average_precision_score(truth, [score["probabilities"][value] for score in found])
        assert figures.values[place].average_precision.value == pytest.approx(expected)
        assert figures.values[place].f1.value == pytest.approx(
            metrics.f1_score(truth, [v == value for v in labels])
        )
    for estimate in (figures.accuracy, figures.macro_f1, figures.kappa, figures.alpha):
        assert estimate.low < estimate.value < estimate.high


def test_a_resample_s_average_precision_is_scikit_learn_s_with_weights(decisions):
    decision = decisions["reflection"]
    scores = np.round(decision.probabilities[:, 1], 1)  # ties
    weights = draw_weights(decision.conversations, draws=5)
    ours = average_precision(decision.gold == 1, scores, decision, weights)
    for draw, weight in enumerate(weights):
        w = weight[decision.conversation]
        expected = metrics.average_precision_score(decision.gold == 1, scores, sample_weight=w)
        assert ours[draw] == pytest.approx(expected)


def test_the_human_ceiling_stands_where_several_coded(decisions):
    figures = figures_of(decisions["reflection"])
    assert figures.humans is not None
    assert figures.humans.units == 20
    assert figures_of(decisions["input"]).humans is None


def test_calibration_of_a_model_that_is_always_sure_and_half_right(decisions):
    decision = decisions["input"]
    sure = np.eye(2)[decision.predicted]
    right = (decision.predicted == decision.gold).mean()
    found = figures_of(replace(decision, probabilities=sure)).calibration
    assert found.error == pytest.approx(1 - right)
    assert found.brier == pytest.approx(2 * (1 - right))


def chosen_by(threshold, corpus):
    """Return records whose "yes" begins at a threshold, and every utterance's gold and p(yes)."""
    made, truth = [], []
    for record in records(corpus):
        for score in (record["markers"].get(m) for m in ("advice", "information")):
            if score is not None:
                score["label"] = "yes" if score["probabilities"]["yes"] >= threshold else "no"
        made.append(record)
    found = collect(made)
    for session in corpus:
        for place, u in enumerate(session.utterances):
            if u.codes:
                truth.append((u.codes["strategy"][0] == "Advising", found[session.session][place]["advice"]))
    return found, truth


def test_a_label_that_a_threshold_chose_leaves_the_probabilities_alone(corpus):
    predictions, truth = chosen_by(0.165, corpus)
    decision = next(d for d in decide(corpus, SPEC, predictions) if d.name == "strategy: Advising as advice")
    gold = np.array([int(yes) for yes, _ in truth])
    p = np.array([score["probabilities"]["yes"] for _, score in truth])
    labels = np.array([int(score["label"] == "yes") for _, score in truth])
    assert ((p >= 0.165) & (p < 0.5)).sum() > 3  # else the threshold chose nothing
    figures = figures_of(decision)
    assert figures.kappa.value == pytest.approx(metrics.cohen_kappa_score(gold, labels))
    assert figures.values[1].f1.value == pytest.approx(metrics.f1_score(gold, labels))
    assert figures.values[1].average_precision.value == pytest.approx(metrics.average_precision_score(gold, p))
    assert figures.calibration.brier == pytest.approx(2 * metrics.brier_score_loss(gold, p))
    stated = np.where(labels == 1, p, 1 - p)
    bins = np.minimum((stated * 10).astype(int), 9)
    gaps = [abs((stated - (labels == gold))[bins == b].sum()) for b in range(10)]
    assert figures.calibration.error == pytest.approx(sum(gaps) / len(gold))
