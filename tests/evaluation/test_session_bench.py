import numpy as np
import pytest

from empathy.evaluation.session_bench import SessionCase, fit_shifts, index_auc, session_figures

MARKERS = {
    "question": 3,
    "reflection": 3,
    "affirmation": 2,
    "autonomy": 2,
    "advice": 2,
    "confront": 2,
    "minimising": 2,
}


def case(name, rng, *, lean=0.0, quality="high"):
    """A session whose expert's labels follow the model's probabilities, leaning by ``lean`` log-odds."""
    probabilities, labels, expert = {}, {}, {}
    for marker, values in MARKERS.items():
        table = rng.dirichlet(np.full(values, 0.7), size=60)
        probabilities[marker], labels[marker] = table, table.argmax(axis=1)[None, :]
        leaning = table * np.exp([0.0] + [rng.normal(0, lean)] * (values - 1))
        leaning /= leaning.sum(axis=1, keepdims=True)
        drawn = (rng.random((60, 1)) > leaning.cumsum(axis=1)).sum(axis=1).clip(0, values - 1)
        expert[marker] = drawn[None, :]
    if quality == "high":
        labels["reflection"] = np.ones_like(labels["reflection"])
    return SessionCase(
        session=name,
        fold=int(name) % 5,
        quality=quality,
        expert=expert,
        labels=labels,
        probabilities=probabilities,
    )


@pytest.fixture
def honest():
    rng = np.random.default_rng(3)
    return [case(str(i), rng) for i in range(40)]


def test_intervals_of_honest_probabilities_cover_about_nine_in_ten(honest):
    for figure in session_figures(honest):
        assert 0.78 <= figure.covered <= 1.0, figure


def test_sessions_that_lean_ask_for_a_wider_shift(honest):
    rng = np.random.default_rng(4)
    leaning = [case(str(i), rng, lean=1.5) for i in range(40)]
    assert fit_shifts(leaning)["question"] > fit_shifts(honest)["question"]


def test_auc_tells_sessions_apart():
    rng = np.random.default_rng(5)
    cases = [case(str(i), rng, quality="high" if i % 2 else "low") for i in range(20)]
    assert index_auc(cases) > 0.9
