import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from empathy.session.estimate import Usual, adjusted

USUAL = Usual(rates=(0.7, 0.2, 0.1), strength=9.0)


def test_the_usual_session_stays_as_it_is():
    usual = np.tile(USUAL.rates, (40, 1))
    np.testing.assert_allclose(adjusted(usual, USUAL), usual, atol=1e-9)


def test_a_session_of_its_own_moves_away_from_the_usual_the_more_the_longer_it_is():
    turn = np.array([[0.4, 0.4, 0.2]])
    moved = [adjusted(np.tile(turn, (n, 1)), USUAL)[0, 0] for n in (1, 10, 100)]
    assert turn[0, 0] > moved[0] > moved[1] > moved[2]


def test_certain_turns_stay_certain():
    sure = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    np.testing.assert_allclose(adjusted(sure, USUAL), sure)


def test_a_session_without_turns_has_nothing_to_move():
    assert adjusted(np.zeros((0, 3)), USUAL).shape == (0, 3)


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=30))
def test_rows_stay_probabilities(rows):
    table = np.array(rows) / np.sum(rows, axis=1, keepdims=True)
    moved = adjusted(table, USUAL)
    assert (moved >= 0).all()
    np.testing.assert_allclose(moved.sum(axis=1), 1)


def test_a_row_without_probabilities_moves_no_other():
    table = np.array([[0.0, 0.0, 0.0], [0.5, 0.3, 0.2]])
    moved = adjusted(table, USUAL)
    assert not moved[0].any()
    assert moved[1].sum() == 1
