import numpy as np
import pytest
from tiny import NETWORK

from empathy.training.manners import Manners
from empathy.training.network import fit_network

SETTINGS = NETWORK.model_copy(update={"units": 8, "penalty": 0.01, "passes": 150})


def nobody(rows):
    return Manners.of(np.full(rows, "", dtype=object), 0.0)


@pytest.fixture
def exclusive():
    """Return readings of which exactly one says yes where the label does: no linear head can tell that."""
    signs = np.random.default_rng(3).choice([-1.0, 1.0], size=(400, 2)).astype(np.float32)
    labels = np.where(signs[:, 0] == signs[:, 1], "no", "yes").astype(object)
    return signs, labels


def test_a_network_weighs_readings_together(exclusive):
    readings, labels = exclusive
    network = fit_network(readings, labels, np.ones(2), nobody(400), SETTINGS, seed=1)
    assert (network.predict(readings) == labels.astype(str)).mean() > 0.95


def test_the_same_seed_gives_the_same_network(exclusive):
    readings, labels = exclusive
    first, second = (fit_network(readings, labels, np.ones(2), nobody(400), SETTINGS, seed=4) for _ in range(2))
    np.testing.assert_array_equal(first.predict_proba(readings), second.predict_proba(readings))


def test_a_column_of_little_worth_is_hardly_used(exclusive):
    _, labels = exclusive
    told = np.where(labels == "yes", 1.0, -1.0).astype(np.float32)[:, None]
    free, held = (
        fit_network(told, labels, np.array([worth]), nobody(400), SETTINGS, seed=1).predict_proba(told)[:, 1]
        for worth in (1.0, 0.001)
    )
    assert np.abs(held - 0.5).max() < np.abs(free - 0.5).max()
