import numpy as np
import pytest
from tiny_session import session
from tiny_tokenizer import tokenizer

from empathy.features.layout import Layout
from empathy.training.inputs import Augmentation, epoch
from empathy.training.tasks import TASKS, columns
from empathy.training.teacher import Teacher, believed, pooled

WIDTH = max(place.stop for place in columns().values())


def test_beliefs_are_probabilities_of_every_task():
    found = believed(np.random.default_rng(1).normal(size=WIDTH).astype(np.float32))
    assert ((found > 0) & (found < 1)).all()
    for task in TASKS:
        if not task.binary:
            assert found[columns()[task.name]].sum() == pytest.approx(1, abs=1e-5)


def test_the_weight_on_a_rare_yes_is_undone():
    rare = next(task for task in TASKS if task.binary and task.positive > 1)
    logits = np.zeros(WIDTH, dtype=np.float32)
    # what such training gives for an utterance that one coder in ten would mark
    logits[columns()[rare.name]] = np.log(0.1 * rare.positive / 0.9)
    assert believed(logits)[columns()[rare.name]] == pytest.approx(0.1, abs=1e-5)


@pytest.mark.parametrize("uncoded", [0.0, 0.3])
def test_a_teacher_shares_the_targets_and_stands_in_where_nobody_coded(uncoded):
    given = session()
    beliefs = {
        (given.corpus, given.session, u.id): np.full(WIDTH, 0.25, dtype=np.float32) for u in given.utterances
    }
    batches = [
        next(
            epoch(
                [given],
                Layout(tokenizer()),
                rng=np.random.default_rng(2),
                augmentation=Augmentation(speech=0, names=0, alone=0),
                chunk=500,
                batch=500,
                teacher=teacher,
            )
        )
        for teacher in (None, Teacher(beliefs=beliefs, share=0.5, uncoded=uncoded))
    ]
    coded = batches[0].weights > 0
    assert coded.any()
    np.testing.assert_allclose(batches[1].targets[coded], 0.5 * batches[0].targets[coded] + 0.125)
    np.testing.assert_allclose(batches[1].weights[coded], batches[0].weights[coded])
    asked = np.zeros_like(coded)
    for row, utterance in enumerate(given.utterances):
        for task in TASKS:
            asked[row, columns()[task.name]] = task.asked_of is utterance.role
    assert (batches[1].weights[~coded & asked] > 0).all() == (uncoded > 0)
    np.testing.assert_array_equal(batches[1].weights[~coded & ~asked], 0)
    np.testing.assert_allclose(batches[1].targets[~coded & asked], 0.25)


def test_several_teachers_are_heard_alike():
    one, two = ({("a", "b", "0"): np.full(2, value, dtype=np.float32)} for value in (0.2, 0.6))
    np.testing.assert_allclose(pooled([one, two])["a", "b", "0"], 0.4)
