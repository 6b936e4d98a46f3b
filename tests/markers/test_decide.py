import numpy as np

from empathy.markers.decide import Decision

GIVEN = np.array([[0.5, 0.3, 0.2], [0.7, 0.2, 0.1], [0.4, 0.25, 0.35]])


def decision(**changes):
    settings = {"slope": 1.0, "shift": (0, 0, 0), "weights": (1, 1, 1), "doubt": (0.45, 0.32, 0.32)}
    return Decision(values=("none", "open", "closed"), **(settings | changes))


def test_weights_move_the_label():
    assert decision().labels(GIVEN).tolist() == [0, 0, 0]
    assert decision(weights=(1, 2, 1)).labels(GIVEN).tolist() == [1, 0, 1]


def test_presence_comes_first_where_it_is_given():
    assert decision(presence=0.5).labels(GIVEN).tolist() == [1, 0, 2]
    assert decision(presence=0.2, weights=(1, 1, 3)).labels(GIVEN).tolist() == [2, 2, 2]


def test_doubt_goes_by_the_label_shown():
    ruled = decision(presence=0.5)
    assert ruled.uncertain(GIVEN, ruled.labels(GIVEN)).tolist() == [True, False, False]
