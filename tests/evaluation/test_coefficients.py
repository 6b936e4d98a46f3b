import krippendorff
import numpy as np
import pingouin
import pytest
from sklearn import metrics

from empathy import confusion
from empathy.evaluation.coefficients import MISSING, Ratings, agree, coincidence, gwet_ac1, krippendorff_alpha
from empathy.evaluation.icc import icc_of


@pytest.fixture
def pair():
    rng = np.random.default_rng(5)
    gold = rng.integers(0, 3, 300)
    return gold, np.where(rng.random(300) < 0.6, gold, rng.integers(0, 3, 300))


def test_formulas_equal_scikit_learn_s(pair):
    gold, predicted = pair
    matrix = confusion.one_hot(gold, predicted, 3).sum(0)
    assert matrix == pytest.approx(metrics.confusion_matrix(gold, predicted))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(gold, predicted)
    assert confusion.precision(matrix) == pytest.approx(precision)
    assert confusion.recall(matrix) == pytest.approx(recall)
    assert confusion.f1(matrix) == pytest.approx(f1)
    assert confusion.macro_f1(matrix) == pytest.approx(metrics.f1_score(gold, predicted, average="macro"))
    assert confusion.accuracy(matrix) == pytest.approx(metrics.accuracy_score(gold, predicted))
    assert confusion.kappa(matrix) == pytest.approx(metrics.cohen_kappa_score(gold, predicted))


def test_alpha_equals_krippendorff_s_with_gaps_and_many_coders():
    rng = np.random.default_rng(1)
    table = rng.integers(0, 3, size=(80, 4))
    table[:, 1] = np.where(rng.random(80) < 0.7, table[:, 0], table[:, 1])
    table[rng.random(table.shape) < 0.2] = MISSING
    data = np.where(table == MISSING, np.nan, table).T
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert krippendorff_alpha(table) == pytest.approx(expected)
    counts = np.stack([(table == v).sum(1) for v in range(3)], axis=1).astype(float)
    assert confusion.alpha(np.nansum(coincidence(counts), 0)) == pytest.approx(expected)


def test_alpha_of_krippendorff_s_own_example():
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, α = .743
    observers = """
        1 2 3 3 2 1 4 1 2 . . .
        1 2 3 3 2 2 4 1 2 5 . 3
        . 3 3 3 2 3 4 2 2 5 1 .
        1 2 3 3 2 4 4 1 2 5 1 .
    """
    rows = [
        [MISSING if v == "." else int(v) - 1 for v in line.split()]
        for line in observers.split("\n")
        if line.strip()
    ]
    assert krippendorff_alpha(np.array(rows).T) == pytest.approx(0.743, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "published"),
    [
        # Gwet 2008, table of two raters with a skewed margin: κ near zero, AC1 high
        (np.repeat([[0, 0], [0, 1], [1, 0]], [118, 5, 2], axis=0), 0.94),
        # all agree by the book: chance is one half
        (np.repeat([[0, 0], [1, 1], [0, 1], [1, 0]], [40, 40, 10, 10], axis=0), 0.60),
    ],
)
def test_ac1_of_published_tables(table, published):
    assert round(gwet_ac1(table, 2), 2) == published


def test_icc_equals_pingouin_s():
    import pandas as pd

    rng = np.random.default_rng(2)
    table = rng.random((9, 1)) + 0.2 * rng.random((9, 3))
    frame = pd.DataFrame(
        [(s, r, table[s, r]) for s in range(9) for r in range(3)], columns=["session", "rater", "score"]
    )
    found = pingouin.intraclass_corr(frame, targets="session", raters="rater", ratings="score")
    expected = found.set_index("Type").loc["ICC(A,1)"]
    ours = icc_of(table, "share")
    assert ours.icc == pytest.approx(expected["ICC"])
    assert [ours.low, ours.high] == pytest.approx(list(expected["CI95"]))
    assert icc_of(table[:4], "share").icc is None


def test_an_icc_without_variance_between_sessions_has_no_interval():
    found = icc_of(np.tile([0.0, 1.0], (6, 1)), "share")
    assert (found.low, found.high) == (None, None)


def test_agreement_is_one_where_all_agree_and_intervals_hold_the_value(pair):
    gold, other = pair
    conversation = np.arange(300) // 10
    names = {"values": ("none", "simple", "complex"), "coders": ("a", "b"), "conversation": conversation}
    same = agree(Ratings(table=np.column_stack([gold, gold]), **names))
    assert [same.percent.value, same.kappa.value, same.alpha.value, same.ac1.value] == pytest.approx([1, 1, 1, 1])
    differing = agree(Ratings(table=np.column_stack([gold, other]), **names))
    assert differing.kappa.value == pytest.approx(metrics.cohen_kappa_score(gold, other))
    for found in (differing.percent, differing.kappa, differing.alpha, differing.ac1):
        assert found.low < found.value < found.high


def test_nothing_is_told_of_units_with_one_coder():
    table = np.array([[0, MISSING], [MISSING, 1]])
    assert (
        agree(Ratings(values=("no", "yes"), coders=("a", "b"), table=table, conversation=np.array([0, 0]))) is None
    )


def test_one_conversation_gives_no_interval(pair):
    table = np.column_stack(pair)
    zeros = np.zeros(len(table), dtype=int)
    found = agree(Ratings(values=("a", "b", "c"), coders=("a", "b"), table=table, conversation=zeros))
    assert found.kappa.value == pytest.approx(metrics.cohen_kappa_score(*pair))
    for estimate in (found.percent, found.kappa, found.alpha, found.ac1):
        assert estimate.low is None
        assert estimate.high is None


def test_a_pair_that_shares_one_unit_does_not_pull_the_mean_of_the_pairs():
    table = np.repeat([[0, 0, MISSING], [1, 1, MISSING]], 20, axis=0)
    table[3, 1], table[0, 2] = 1, 1  # the third coder coded one unit, and it is another's value
    found = agree(
        Ratings(values=("no", "yes"), coders=("a", "b", "c"), table=table, conversation=np.arange(40) // 4)
    )
    (*_, apart), *single = found.pairs
    assert apart == pytest.approx(0.95)
    assert [units for *_, units, _ in single] == [1, 1]
    assert found.kappa.value == pytest.approx(0.95 * 40 / 42)
    assert found.kappa.low > 0.7
