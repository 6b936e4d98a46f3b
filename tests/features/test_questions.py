import pytest

from empathy.features.conversation import converse, turn
from empathy.features.questions import question_form
from empathy.transcript import Role


def form(text, *, others=("It was fine.", "Yes, it was.")):
    turns = [turn(Role.HELPER, text), *(turn(Role.CLIENT, other) for other in others)]
    return question_form(converse(turns), 0)


@pytest.mark.parametrize(
    "text",
    ["what brings you here today", "and how was that for you", "have you told anyone", "so do you smoke at home"],
)
def test_the_build_is_seen_without_a_question_mark(text):
    found = form(text, others=("it was fine",))
    assert found["question.mark_any"] == 0
    assert found["question.wh_first"] or found["question.inverted_any"]
    assert found["question.unpunctuated"] == 1
    assert found["question.unpunctuated_wh"] or found["question.unpunctuated_inverted"]


@pytest.mark.parametrize(
    "text", ["You have been busy.", "What you did took courage.", "I know what you are saying."]
)
def test_statements_are_not_inverted(text):
    assert form(text)["question.inverted_any"] == 0


def test_a_rising_statement_is_told_from_a_built_question():
    assert form("You stayed at home?")["question.statement_mark"] == 1
    assert form("Did you stay at home?")["question.statement_mark"] == 0


def test_a_missing_mark_counts_only_where_marks_are_used():
    assert form("You stayed.")["question.unmarked"] == pytest.approx(1)
    assert form("you stayed", others=("it was fine",))["question.unmarked"] == 0
