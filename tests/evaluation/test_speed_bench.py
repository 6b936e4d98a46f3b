from dataclasses import replace

import pytest
from tiny_session import session

from empathy.evaluation.speed_bench import as_markdown, measure_speed
from empathy.resources import shipped


@pytest.fixture(scope="module")
def lines():
    given = replace(session(), utterances=session().utterances * 4)
    folder = shipped("models") / "stack"
    return measure_speed(folder, [given], [given] * 3, {"the same again": folder})


def test_the_shipped_way_is_the_measure_of_the_others(lines):
    assert lines[0].same == lines[0].read == 1
    assert "| 1.00 | 100.0% | 100.0% |" in as_markdown(lines)


def test_turns_of_assent_are_left_out(lines):
    assert lines[2].read == pytest.approx(3 / 5)  # "Okay." and "Yeah." are two of five turns


def test_reading_each_utterance_anew_costs_more(lines):
    assert lines[1].a_second < lines[0].a_second
    assert lines[1].read == 1


def test_padding_to_one_length_changes_no_label(lines):
    assert "padded to one length" in lines[3].way
    assert lines[3].same == 1


def test_a_vocabulary_that_knows_every_word_changes_no_label(lines):
    assert "of the vocabulary" in lines[4].way
    assert lines[4].same == 1


def test_another_encoder_is_timed_under_its_name(lines):
    assert (lines[5].way, lines[5].same) == ("the same again", 1)
