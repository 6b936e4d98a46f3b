import pytest

from empathy.report.numbers import GAUGE, course_of, gauge_of, tallies_of


def test_a_gauge_keeps_everything_on_its_line(report, small):
    for measure in (*report.summary.measures, *small.summary.measures):
        gauge = gauge_of(measure)
        marks = [gauge.dot, gauge.low, gauge.high, gauge.zero, *(c.x for c in gauge.cuts)]
        assert all(0 <= x <= GAUGE for x in marks if x is not None)
        assert gauge.low <= gauge.high


def test_a_negative_balance_stands_left_of_zero(small):
    gauge = gauge_of(small.summary.measure("mi_balance"))
    assert gauge.dot < gauge.zero == pytest.approx(GAUGE / 3, abs=0.1)
    assert gauge.value == "−25%"


def test_thresholds_stand_where_their_numbers_say(small):
    gauge = gauge_of(small.summary.measure("rq_ratio"))
    assert [c.x for c in gauge.cuts] == [pytest.approx(GAUGE / 3, abs=0.1), pytest.approx(2 * GAUGE / 3, abs=0.1)]
    assert gauge.source == "MITI 4.2.1, expert opinion"


def test_the_course_counts_what_was_seen_on_one_scale(report):
    rows = {row.marker: row for row in course_of(report.summary)}
    assert "behaviour" not in rows
    assert max(share for row in rows.values() for share in row.shares) == 1
    assert rows["minimising"].counts == (0, 2, 0)


def test_tallies_leave_out_what_the_bars_show(report):
    counted = {c.marker for c in report.summary.counts}
    assert {t.marker for t in tallies_of(report.summary)} == counted - {"behaviour"}
