from dataclasses import replace

import pytest
from tiny_session import session

from empathy.evaluation.speed_bench import as_markdown, measure_speed
from empathy.features.encoder import Encoder
from empathy.resources import shipped


@pytest.fixture(scope="module")
def lines():
    given = replace(session(), utterances=session().utterances * 4)
    return measure_speed(Encoder.load(shipped("models") / "stack"), [given])


def test_the_shipped_way_is_the_measure_of_the_others(lines):
    assert lines[0].same == lines[0].read == 1
    assert "| 1.00 | 100.0% | 100.0% |" in as_markdown(lines)


def test_turns_of_assent_are_left_out(lines):
    assert lines[2].read == pytest.approx(3 / 5)  # "Okay." and "Yeah." are two of five turns


def test_reading_each_utterance_anew_costs_more(lines):
    assert lines[1].a_second < lines[0].a_second
    assert lines[1].read == 1
