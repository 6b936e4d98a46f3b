import numpy as np
import pytest

from empathy.training.calibrate import fit_decision
from empathy.training.figures import HeldOut, figures


@pytest.fixture
def drawn():
    """Return over-confident probabilities of yes and the truth, drawn with a fixed seed."""
    rng = np.random.default_rng(3)
    honest = rng.uniform(0.02, 0.98, 4000)
    truth = (rng.uniform(size=4000) < honest).astype(np.intp)
    logit = 3 * np.log(honest / (1 - honest))
    yes = 1 / (1 + np.exp(-logit))
    return np.column_stack([1 - yes, yes]), truth


def test_over_confidence_is_taken_back(drawn):
    raw, truth = drawn
    decision = fit_decision(("no", "yes"), raw, truth, accuracy=0.9, one_doubt=True)
    assert decision.slope == pytest.approx(1 / 3, abs=0.05)


def test_labels_not_in_doubt_are_right_as_often_as_asked(drawn):
    raw, truth = drawn
    decision = fit_decision(("no", "yes"), raw, truth, accuracy=0.9, one_doubt=True)
    calibrated = decision.calibrated(raw)
    labels = decision.labels(calibrated)
    sure = ~decision.uncertain(calibrated, labels)
    assert (labels == truth)[sure].mean() >= 0.9
    assert 0.2 < sure.mean() < 1


def test_what_cannot_be_known_is_always_in_doubt():
    rng = np.random.default_rng(1)
    truth = (rng.uniform(size=1000) < 0.1).astype(np.intp)
    raw = np.column_stack([np.full(1000, 0.9), np.full(1000, 0.1)]) + rng.normal(0, 0.01, (1000, 1)) * [1, -1]
    decision = fit_decision(("no", "yes"), raw, truth, accuracy=0.8, one_doubt=False)
    assert decision.doubt[0] < 1
    assert decision.doubt[1] > 1


def test_a_value_that_is_often_wrong_is_in_doubt_though_the_other_is_not():
    """Both are said with the same probability; a rare value is judged by all positives."""
    said = np.repeat([1, 2, 0], [200, 200, 600])
    truth = said.copy()
    truth[200:380] = 0
    raw = np.full((1000, 3), 0.1)
    raw[np.arange(1000), said] = 0.8
    none, often, seldom = fit_decision(("none", "a", "b"), raw, truth, accuracy=0.8, one_doubt=False).doubt
    assert none < 1
    assert often < 1 < seldom
    few = np.r_[0:200, 200:220, 400:1000]
    *_, rare = fit_decision(("none", "a", "b"), raw[few], truth[few], accuracy=0.8, one_doubt=False).doubt
    assert rare < 1


def test_presence_is_found_about_as_often_as_the_coders_found_it():
    """A session's counts rest on it: one that errs on one side adds up over a whole session."""
    rng = np.random.default_rng(5)
    honest = rng.beta(0.4, 1.2, 6000)
    truth = np.where(rng.uniform(size=6000) < honest, rng.integers(1, 3, 6000), 0)
    raw = np.column_stack([1 - honest, honest / 2, honest / 2])
    decision = fit_decision(("none", "a", "b"), raw, truth, accuracy=0.8, one_doubt=False, by_presence=True)
    found = (decision.labels(decision.calibrated(raw)) > 0).sum()
    assert found == pytest.approx((truth > 0).sum(), rel=0.05)


def test_figures_carry_intervals_and_the_human_figure(drawn):
    raw, truth = drawn
    held = HeldOut(
        values=("no", "yes"),
        truth=truth,
        labels=raw.argmax(axis=1),
        probabilities=raw,
        uncertain=np.zeros(len(truth), dtype=bool),
        session=np.arange(len(truth)) // 40,
    )
    found = figures("input", held)
    assert found["κ"].human == pytest.approx(0.64)
    assert found["κ"].low < found["κ"].value < found["κ"].high
    assert found["sure: share"].value == 1
    assert found["ECE"].value > 0.05
