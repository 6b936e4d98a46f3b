import numpy as np
import pytest
from tiny_session import session
from tiny_tokenizer import tokenizer

from empathy.features.layout import Layout
from empathy.training.inputs import Augmentation, epoch
from empathy.training.tasks import TASKS, columns
from empathy.training.teacher import Teacher, believed

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


def test_a_teacher_shares_the_targets_of_coded_utterances_alone():
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
        for teacher in (None, Teacher(beliefs=beliefs, share=0.5))
    ]
    coded = batches[0].weights > 0
    assert coded.any()
    np.testing.assert_allclose(batches[1].targets[coded], 0.5 * batches[0].targets[coded] + 0.125)
    uncoded = ~coded.any(axis=1)
    np.testing.assert_array_equal(batches[1].targets[uncoded], 0)
