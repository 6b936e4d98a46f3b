import numpy as np
import pytest

from empathy.session import intervals
from empathy.session.intervals import Shift, draw_labels, interval_of, widened
from empathy.session.summary import Interval

DRAWS = 4000


@pytest.fixture
def doubtful():
    """Many utterances that hold one of two kinds, or neither, with the same doubt."""
    return np.tile([0.5, 0.25, 0.25], (400, 1))


def odds(drawn):
    """The log-odds of presence, and of one kind against the other, of each draw."""
    counts = [(drawn == value).sum(axis=1) for value in range(3)]
    return np.log((counts[1] + counts[2]) / counts[0]), np.log((counts[1] + 0.5) / (counts[2] + 0.5))


def drawn(table, **shift):
    return draw_labels(table, shift=Shift(**shift), rng=np.random.default_rng(1), draws=DRAWS)


def test_presence_shifts_all_kinds_together(doubtful):
    present, kind = odds(drawn(doubtful, present=1.0))
    assert present.std() == pytest.approx(1.0, abs=0.1)
    assert kind.std() < 0.2  # what is left is the chance of single utterances


def test_kinds_shift_against_each_other(doubtful):
    _, kind = odds(drawn(doubtful, present=0.0, kind=1.0))
    assert kind.std() == pytest.approx(np.sqrt(2), abs=0.12)


def test_a_yes_no_marker_has_no_kinds():
    table = np.tile([0.5, 0.5], (400, 1))
    shares = drawn(table, present=0.0, kind=2.0).mean(axis=1)
    assert shares.std() < 0.04


def test_what_is_certain_stays_certain_under_any_shift():
    table = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert (drawn(table, present=3.0, kind=3.0) == [0, 2]).all()


def test_drawing_in_blocks_changes_nothing(doubtful, monkeypatch):
    """What a session's numbers are does not depend on how much of it is drawn at once."""
    whole = drawn(doubtful, present=1.0, kind=1.0)
    for at_once in (1, 7 * len(doubtful), 10**9):
        monkeypatch.setattr(intervals, "_AT_ONCE", at_once)
        assert (drawn(doubtful, present=1.0, kind=1.0) == whole).all()


def test_a_session_without_utterances_has_none_drawn():
    assert drawn(np.zeros((0, 3)), present=1.0).shape == (DRAWS, 0)


def test_too_few_finite_samples_give_no_interval():
    assert interval_of(np.array([np.nan, np.nan, 1.0])) is None


@pytest.mark.parametrize(("value", "expected"), [(1.0, (1.0, 3.0)), (2.5, (2.0, 3.0)), (4.0, (2.0, 4.0))])
def test_an_interval_is_stretched_to_its_value(value, expected):
    stretched = widened(Interval(low=2.0, high=3.0), value)
    assert (stretched.low, stretched.high) == expected
