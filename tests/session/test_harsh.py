import pytest

from empathy.session.harsh import judges_the_person
from empathy.session.opportunities import find_opportunities
from empathy.session.strengths import find_strengths


@pytest.mark.parametrize(
    "text",
    [
        "That's pathetic. No wonder she left you.",
        "I'm disappointed in you. You promised.",
        "You're being ridiculous and dramatic.",
        "You're in denial. You're just making excuses.",
        "You should be ashamed of yourself.",
        "You're killing your mother with worry.",
        "Lots of people have it worse than you.",
    ],
)
def test_words_that_judge_are_told(text):
    assert judges_the_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "You feel lazy on days like that.",
        "Where did you grow up?",
        "What were you thinking when she said that?",
        "How could you make the evenings easier?",
        "You want to stop being afraid of the phone.",
        "It makes sense that you felt stupid in front of them.",
        "No wonder you are tired.",
    ],
)
def test_good_helping_is_not_taken_for_it(text):
    assert not judges_the_person(text)


def test_no_moment_that_judges_is_held_up(helper, client):
    turns = [
        client(0, "I drank again on Friday."),
        helper(1, "That's pathetic. No wonder she left you.", validation="yes"),
        client(2, "I know."),
        helper(3, "No wonder you are worn out.", validation="yes"),
    ]
    assert [s.utterance for s in find_strengths(turns, ())] == [3]


def test_an_opening_that_it_answers_is_met_in_doubt_only(helper, client):
    said = client(0, "I feel awful.", opportunity="explicit")
    kind, harsh = (
        find_opportunities([said, helper(1, text, reflection="complex")])[0]
        for text in ("It weighs on you.", "You're just lazy.")
    )
    assert (kind.met, kind.uncertain) == (True, False)
    assert (harsh.met, harsh.uncertain) == (True, True)


def test_what_it_answers_is_named_as_plainly_as_it_was_said(helper, client):
    for strength, word in (("explicit", "voiced"), ("implicit", "hinted at")):
        turns = [
            client(0, "It is all a lot.", opportunity=strength),
            helper(1, "You are torn.", reflection="complex"),
        ]
        (moment,) = find_strengths(turns, find_opportunities(turns))
        assert moment.reason.endswith(f"It answers a feeling the client had just {word}.")
