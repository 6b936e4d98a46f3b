from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from tiny import NETWORK, sessions

from empathy.training.dataset import gather
from empathy.training.manners import Manners
from empathy.training.network import fit_network

SETTINGS = NETWORK.model_copy(update={"units": 8, "penalty": 0.01, "passes": 60})


@pytest.fixture
def coded():
    """Return readings, labels and coders: the readings lean with the coder, as sessions of one kind might.

    The generous one says yes from a reading of -1, the strict one from 1; the average coder's cut lies at 0.
    """
    rng = np.random.default_rng(5)
    coders = np.array(["generous", "strict"] * 400, dtype=object)
    readings = rng.normal(0, 1.5, size=(800, 1)).astype(np.float32)
    cut = np.where(coders == "generous", -1.0, 1.0)
    return readings, np.where(readings[:, 0] > cut, "yes", "no").astype(object), coders


def test_a_head_left_by_its_coders_reads_as_the_average_one_would(coded):
    readings, labels, coders = coded
    manners = Manners.of(coders, 3.0)
    head = LogisticRegression(C=100.0).fit(manners.beside(readings), labels.astype(str))
    kept, gained = manners.settle(head.coef_.T)
    asked = np.array([[-0.5], [0.5]])
    told = [np.hstack([asked, np.full((2, 2), 3.0) * row]) for row in ([1, 0], [0, 1])]
    average = np.mean([head.decision_function(each) for each in told], axis=0)
    np.testing.assert_allclose(asked @ kept[:, 0] + head.intercept_ + gained, average)


def test_networks_cut_more_sharply_when_they_know_who_coded(coded):
    readings, labels, coders = coded
    asked = np.array([[-0.6], [0.6]], dtype=np.float32)
    told, untold = (
        fit_network(readings, labels, np.ones(1), Manners.of(names, 1.5), SETTINGS, seed=1).predict_proba(asked)
        for names in (coders, np.full(len(coders), "", dtype=object))
    )
    assert told[0, 1] < untold[0, 1] < 0.5 < untold[1, 1] < told[1, 1]


def test_without_coders_nothing_is_added_or_gained():
    manners = Manners.of(np.array(["", ""], dtype=object), 3.0)
    readings = np.ones((2, 4), dtype=np.float32)
    assert manners.beside(readings).shape == (2, 4)
    kept, gained = manners.settle(np.ones((4, 3)))
    assert kept.shape == (4, 3)
    assert not gained.any()


def test_the_projects_own_labels_are_not_an_annotators():
    rows = gather([replace(each, metadata={"coder": "7"}) for each in sessions()])
    assert set(rows.coders("question")) == {"7"}
    assert set(rows.coders("standoff.question")) == {""}
