from datetime import datetime, time, timedelta

import pytest

from empathy.ingest.times import clock, is_absolute, parse_time, relative


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("00:02:35.130", 155.13),
        ("00:02:35,130", 155.13),
        ("0:03", 3.0),
        ("75:10", 4510.0),
        ("0:0:1.250", 1.25),
        ("[00:01:02]", 62.0),
        ("(1:00)", 60.0),
        ("4.87", 4.87),
        ("4,5", 4.5),
        ("12s", 12.0),
        ("250 ms", 0.25),
        (13, 13.0),
        (0, 0.0),
        (timedelta(minutes=1), 60.0),
        (time(0, 1, 2), 62.0),
    ],
)
def test_times_are_seconds(value, seconds):
    assert parse_time(value) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "value", ["", "soon", "1:2:3:4", "-3", -3, None, True, float("nan"), float("inf"), "1e400", [], "12 h"]
)
def test_what_is_no_time_is_none(value):
    assert parse_time(value) is None


def test_bare_numbers_may_be_milliseconds():
    assert parse_time(250, milliseconds=True) == 0.25
    assert parse_time("1500", milliseconds=True) == 1.5
    assert parse_time("0:03", milliseconds=True) == 3.0


def test_dates_are_counted_from_the_first():
    stamps = ["2031-05-01T23:59:50Z", "2031-05-02T00:00:05Z", None]
    assert [is_absolute(s) for s in stamps] == [True, True, False]
    assert relative([parse_time(s) for s in stamps]) == [0.0, 15.0, None]
    assert is_absolute(datetime(2031, 5, 1))
    assert not is_absolute("00:01:02")


def test_clock_is_read_back():
    assert parse_time(clock(3725.042)) == 3725.042
    assert clock(59.9999) == "00:01:00.000"


@pytest.mark.parametrize("parts", [1, 10**3, 10**6, 10**9])
@pytest.mark.parametrize("kind", [int, float, str])
def test_a_number_that_counts_from_1970_says_by_its_size_what_it_counts(parts, kind):
    assert parse_time(kind(1_700_000_005 * parts)) == pytest.approx(1_700_000_005)
    assert is_absolute(kind(1_700_000_005 * parts))
