import numpy as np
import pytest

from empathy.evaluation.shift_fit import SHIFTS, Coded, count_figures, fit_shift, mean_shift
from empathy.session.intervals import Shift


def sessions(rng, *, present=0.0, kind=0.0, values=3, count=60):
    """Sessions whose codes follow the probabilities, shifted as told."""
    made = []
    for _ in range(count):
        table = rng.dirichlet(np.ones(values), size=50)
        moved = table * np.exp(np.r_[0.0, rng.normal(0, present) + rng.normal(0, kind, values - 1)])
        moved /= moved.sum(axis=1, keepdims=True)
        codes = (rng.random((50, 1)) > moved.cumsum(axis=1)).sum(axis=1).clip(0, values - 1)
        made.append(Coded(probabilities=table, labels=codes, codes=codes))
    return made


def unlabelled(made):
    """The same with labels that lie in the middle, so that they stretch no interval."""
    return [
        Coded(probabilities=c.probabilities, labels=c.probabilities.argmax(axis=1), codes=c.codes) for c in made
    ]


def test_codes_that_follow_the_probabilities_need_hardly_a_shift():
    found = fit_shift(unlabelled(sessions(np.random.default_rng(1))))
    assert found.present <= 0.4
    assert found.kind <= 0.4


@pytest.mark.parametrize(("present", "kind"), [(1.5, 0.0), (0.0, 1.5)])
def test_the_shift_that_the_codes_have_is_found(present, kind):
    found = fit_shift(unlabelled(sessions(np.random.default_rng(2), present=present, kind=kind, count=120)))
    assert (found.present > found.kind) is (present > kind)
    assert max(found.present, found.kind) == pytest.approx(1.5, abs=0.6)


def test_a_yes_no_marker_has_no_kinds():
    found = fit_shift(unlabelled(sessions(np.random.default_rng(3), present=1.0, values=2)))
    assert found.kind == 0.0
    assert found.present > 0.2


def test_codes_that_no_interval_holds_get_the_widest_shift():
    table = np.tile([0.999, 0.001], (50, 1))
    never = Coded(probabilities=table, labels=np.zeros(50, dtype=int), codes=np.ones(50, dtype=int))
    assert fit_shift([never]).present == SHIFTS[-1]


def test_counts_are_tried_under_the_given_shift():
    made = unlabelled(sessions(np.random.default_rng(4), present=1.5))
    narrow = count_figures("question", ("none", "open", "closed"), [(c, Shift(present=0.0)) for c in made])
    wide = count_figures("question", ("none", "open", "closed"), [(c, Shift(present=1.5)) for c in made])
    assert [figure.value for figure in narrow] == ["open", "closed"]
    assert all(a.covered < b.covered and a.mean_width < b.mean_width for a, b in zip(narrow, wide, strict=True))


def test_the_mean_of_kinds_is_over_markers_that_have_kinds():
    shifts = {"a": Shift(present=0.0), "b": Shift(present=1.0, kind=0.6)}
    assert mean_shift(shifts) == Shift(present=0.5, kind=0.6)
