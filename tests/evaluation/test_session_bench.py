import numpy as np
import pytest

from empathy.evaluation.session_bench import SessionCase, fit, index_auc, session_figures
from empathy.evaluation.shift_fit import Coded
from empathy.session.measures import one_hot

MARKERS = {
    "question": 3,
    "reflection": 3,
    "affirmation": 2,
    "autonomy": 2,
    "advice": 2,
    "confront": 2,
    "minimising": 2,
}


def case(name, rng, *, lean=0.0, doubt=0.7, quality="high"):
    """A session whose expert's labels follow the model's probabilities, leaning by ``lean`` log-odds.

    The less ``doubt``, the nearer the probabilities are to 0 and 1.
    """
    probabilities, labels, expert, coded = {}, {}, {}, {}
    for marker, values in MARKERS.items():
        table = rng.dirichlet(np.full(values, doubt), size=60)
        probabilities[marker], labels[marker] = table, one_hot(table.argmax(axis=1)[None, :], values)
        leaning = table * np.exp([0.0] + [rng.normal(0, lean)] * (values - 1))
        leaning /= leaning.sum(axis=1, keepdims=True)
        drawn = (rng.random((60, 1)) > leaning.cumsum(axis=1)).sum(axis=1).clip(0, values - 1)
        expert[marker] = one_hot(drawn[None, :], values)
        coded[marker] = Coded(probabilities=table, labels=table.argmax(axis=1), codes=drawn)
    if quality == "high":
        labels["reflection"] = one_hot(np.ones((1, 60), dtype=int), 3)
    return SessionCase(
        session=name,
        fold=int(name) % 5,
        quality=quality,
        expert=expert,
        labels=labels,
        probabilities=probabilities,
        coded=coded,
    )


@pytest.fixture
def honest():
    rng = np.random.default_rng(3)
    return [case(str(i), rng) for i in range(40)]


def test_intervals_of_honest_probabilities_cover_about_nine_in_ten(honest):
    figures, counts = session_figures(honest)
    for figure in (*figures, *counts):
        assert 0.78 <= figure.covered <= 1.0, figure
    assert {count.marker for count in counts} == set(MARKERS)


def test_sessions_that_lean_ask_for_a_wider_shift(honest):
    rng = np.random.default_rng(4)
    leaning = [case(str(i), rng, lean=1.5) for i in range(40)]
    assert fit(leaning).shift["question"].present > fit(honest).shift["question"].present


def test_a_marker_without_codes_has_the_mean_of_the_others(honest):
    shifts = fit(honest).shift
    assert set(shifts) == {*MARKERS, "default"}
    others = [shift.present for marker, shift in shifts.items() if marker != "default"]
    assert shifts["default"].present == pytest.approx(np.mean(others), abs=0.01)


def test_numbers_of_sharper_probabilities_tell_more_often():
    rng = np.random.default_rng(7)
    sharp, dull = (
        [case(str(i), rng, doubt=doubt, lean=1.0, quality="low") for i in range(40)] for doubt in (0.02, 9)
    )
    narrow, wide = ({f.measure: f for f in session_figures(cases)[0]} for cases in (sharp, dull))
    assert narrow["open_share"].mean_width < wide["open_share"].mean_width
    assert narrow["complex_share"].banded > wide["complex_share"].banded


def test_auc_tells_sessions_apart():
    rng = np.random.default_rng(5)
    cases = [case(str(i), rng, quality="high" if i % 2 else "low") for i in range(20)]
    found = index_auc(cases)
    assert found.low <= found.auc <= found.high
    assert found.auc > 0.9


def test_an_estimate_follows_the_expert_where_a_cut_leans():
    """Turns near the cut fall on one side of it together: counted, a session has all of them or none."""
    rng = np.random.default_rng(6)
    cases = []
    for number in range(30):
        made = case(str(number), rng)
        rate = rng.uniform(0.2, 0.8)
        yes = np.clip(rate + rng.normal(0, 0.05, 60), 0.05, 0.95)
        table = np.stack([1 - yes, yes / 2, yes / 2], axis=1)
        drawn = np.where(rng.random(60) < rate, rng.integers(1, 3, 60), 0)[None, :]
        made.probabilities["question"], made.labels["question"] = table, one_hot((yes > 0.5).astype(int)[None], 3)
        made.expert["question"] = one_hot(drawn, 3)
        made.coded["question"] = Coded(probabilities=table, labels=(yes > 0.5).astype(int), codes=drawn[0])
        cases.append(made)
    (rate,) = (figure for figure in session_figures(cases)[0] if figure.measure == "question_rate")
    assert rate.icc > rate.icc_counted + 0.1
