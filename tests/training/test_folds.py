from collections import Counter
from dataclasses import replace

from tiny_session import session

from empathy.training.folds import FOLDS, apart, assign_folds, drawn


def many():
    epitome = [
        replace(session(f"p{n // 2}-r{n}", "epitome"), metadata={"seeker_post": f"p{n // 2}"}) for n in range(40)
    ]
    annomi = [
        replace(session(str(n), "annomi"), metadata={"quality": "low" if n < 10 else "high"}) for n in range(50)
    ]
    return [*epitome, *annomi]


def test_folds_hold_equal_shares_of_each_quality():
    folds = assign_folds(many())
    low = Counter(folds["annomi", str(n)] for n in range(10))
    high = Counter(folds["annomi", str(n)] for n in range(10, 50))
    assert low == dict.fromkeys(range(FOLDS), 2)
    assert high == dict.fromkeys(range(FOLDS), 8)


def test_replies_to_one_post_stay_together():
    folds = assign_folds(many())
    assert all(folds["epitome", f"p{n}-r{2 * n}"] == folds["epitome", f"p{n}-r{2 * n + 1}"] for n in range(20))


def test_the_order_of_sessions_does_not_matter():
    assert assign_folds(many()) == assign_folds(reversed(many()))


def test_a_smaller_part_of_the_sessions_lies_within_a_greater_one():
    sessions = [replace(session(str(n), "annomi")) for n in range(400)]
    quarter, half = ({s.session for s in drawn(sessions, share)} for share in (0.25, 0.5))
    assert quarter < half
    assert 70 < len(quarter) < 130
    assert 160 < len(half) < 240
    assert drawn(sessions, 1.0) == sessions


def test_parts_of_one_recording_in_several_folds_are_named():
    sessions = [replace(session(str(n)), metadata={"recording": f"video-{n // 2}"}) for n in range(6)]
    folds = {("annomi", str(n)): (0, 0, 1, 2, 3, 3)[n] for n in range(6)}
    assert apart(sessions, folds) == {("annomi", "2"), ("annomi", "3")}


def test_a_dialogue_that_stands_twice_in_several_folds_is_named():
    sessions = [session("a", "esconv"), session("b", "esconv_failed")]
    both = {("esconv", "a"), ("esconv_failed", "b")}
    assert apart(sessions, {("esconv", "a"): 0, ("esconv_failed", "b"): 1}) == both
    assert apart(sessions, {("esconv", "a"): 1, ("esconv_failed", "b"): 1}) == set()
