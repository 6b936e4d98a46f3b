import numpy as np
import pytest
from tiny_session import session

from empathy.training.labels import majority
from empathy.training.metrics import figures
from empathy.training.tasks import columns


def logits(**wanted):
    """Logits whose greatest are the given labels' places, by utterance id."""
    rows = {}
    width = max(place.stop for place in columns().values())
    for utterance, labels in wanted.items():
        row = np.zeros(width, dtype=np.float32)
        for task, place in labels.items():
            row[columns()[task].start + place] = 1
        rows["annomi", "a", utterance[1:]] = row
    return rows


PERFECT = {
    "u0": {"behaviour": 0, "question": 1},
    "u1": {"talk": 0},
    "u2": {"behaviour": 3, "question": 0},
    "u4": {"behaviour": 1, "reflection": 1},
}


def test_codes_that_are_met_count_in_full():
    found = figures([session()], logits(**PERFECT))
    assert found["behaviour_f1"] == found["behaviour_kappa"] == found["question_kappa"] == 1


def test_a_wrong_code_costs():
    found = figures([session()], logits(**(PERFECT | {"u2": {"behaviour": 0, "question": 0}})))
    assert found["behaviour_f1"] == pytest.approx((2 / 3 + 1 + 0) / 3, abs=1e-3)


def test_tasks_without_a_code_have_no_figure():
    assert "strategy_f1" not in figures([session()], logits(**PERFECT))


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    ("task", "labels", "gold"),
    [
        ("reflection", ["simple", "complex", "complex"], "complex"),
        ("reflection", ["simple", "none"], "none"),
        ("behaviour", ["question", "other"], "other"),
        ("standoff.warmth", ["yes", "no"], "no"),
    ],
)
def test_the_majority_counts_and_a_tie_goes_by_the_codebook_whatever_the_order(task, labels, gold, order):
    assert majority(labels[::order], task) == gold
