import numpy as np
import pytest

from empathy.errors import ModelError
from empathy.markers.course import COURSE_FILE, Course
from empathy.markers.model import Model, model_folder
from empathy.markers.stack import own_names
from empathy.transcript import Role

ROLES = [Role.HELPER, Role.CLIENT, Role.HELPER, Role.CLIENT]


@pytest.fixture(scope="module")
def shipped_model():
    return Model.load()


@pytest.fixture(scope="module")
def readings(shipped_model):
    columns = len(own_names(shipped_model.card.readers))
    return np.random.default_rng(5).normal(size=(4, columns)).astype(np.float32)


def test_every_head_says_probabilities_of_its_values(shipped_model, readings):
    said = shipped_model.course.read(readings, ROLES)
    assert set(said) == {name for name, entry in shipped_model.card.markers.items() if entry.course}
    for marker, probabilities in said.items():
        assert probabilities.shape == (4, len(shipped_model.card.markers[marker].values))
        np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_what_is_said_hangs_on_who_spoke_and_on_turns_before_and_after(shipped_model, readings):
    said = shipped_model.course.read(readings, ROLES)["behaviour"]
    other = [Role.HELPER, Role.HELPER, Role.HELPER, Role.CLIENT]
    assert np.abs(shipped_model.course.read(readings, other)["behaviour"] - said).max() > 1e-4
    for changed, looked_at in ((0, 3), (3, 0)):
        altered = readings.copy()
        altered[changed] = -altered[changed]
        there = shipped_model.course.read(altered, ROLES)["behaviour"][looked_at]
        assert np.abs(there - said[looked_at]).max() > 1e-5


def test_a_session_without_a_turn_gets_nothing(shipped_model, readings):
    said = shipped_model.course.read(readings[:0], [])
    assert said["question"].shape == (0, 3)


def test_it_shares_the_decision(shipped_model, readings):
    head = shipped_model.heads["question"]
    stacked = np.zeros((4, head.network.n_features_in_), dtype=np.float32)
    sure = np.repeat(np.array([[0.01, 0.98, 0.01]], dtype=np.float32), 4, axis=0)
    assert (head.probabilities(stacked, sure)[:, 1] > head.probabilities(stacked)[:, 1]).all()


@pytest.mark.parametrize(
    ("heads", "more"),
    [({"behaviour": ("a", "b")}, 0), ({"warmth": ("no", "yes")}, 0), ({}, 1)],
    ids=["other values", "another marker", "other readings"],
)
def test_a_graph_made_for_something_else_is_refused(readings, heads, more):
    with pytest.raises(ModelError, match="other readings or markers"):
        Course.load(model_folder(None) / COURSE_FILE, heads, columns=readings.shape[1] + more)


def test_a_file_that_is_no_graph_is_refused(tmp_path):
    path = tmp_path / COURSE_FILE
    path.write_bytes(b"something else")
    with pytest.raises(ModelError, match="ONNX"):
        Course.load(path, {}, columns=3)
