from dataclasses import replace

import pytest

from empathy.session.opportunities import SAFETY, find_opportunities, has_content


def test_a_reflection_meets_it(helper, client):
    found = find_opportunities(
        [
            client(0, "I am scared of the results.", opportunity="explicit"),
            helper(1, "You are scared.", reflection="simple", feeling="yes"),
        ]
    )
    assert [(o.utterance, o.answer, o.met_by) for o in found] == [(0, 1, ("reflection", "feeling"))]


def test_advice_misses_it_and_points_to_the_moment(helper, client):
    (found,) = find_opportunities(
        [
            client(0, "My dad died in May.", opportunity="implicit"),
            helper(1, "You should keep busy.", advice="yes", behaviour="input"),
        ]
    )
    assert not found.met
    assert found.answer == 1
    assert "advice can wait" in found.suggestion


def test_a_backchannel_is_no_answer(helper, client):
    (found,) = find_opportunities(
        [
            client(0, "I can't sleep, I just lie there.", opportunity="implicit"),
            helper(1, "Mm-hmm."),
            client(2, "Yeah."),
            helper(3, "Anyone would be worn out.", validation="yes"),
        ]
    )
    assert (found.answer, found.met_by) == (3, ("validation",))


def test_what_the_helper_says_after_the_client_went_on_answers_all_of_it(helper, client):
    """The codebook's rule: the helper's next utterance with content."""
    (found,) = find_opportunities(
        [
            client(0, "I am scared.", opportunity="explicit"),
            helper(1, "Mm-hmm."),
            client(2, "I have not told my wife."),
            helper(3, "You are alone with it.", reflection="complex"),
        ]
    )
    assert (found.answer, found.met_by) == (3, ("reflection",))


def test_an_opening_that_nothing_followed_is_neither_met_nor_missed(client):
    (found,) = find_opportunities([client(0, "I feel so alone.", opportunity="explicit")])
    assert found.answer is None
    assert not found.met
    assert not found.missed


def test_doubt_of_the_opportunity_is_doubt_of_the_moment(helper, client):
    (found,) = find_opportunities(
        [client(0, "It is what it is.", opportunity="implicit", certainty=0.5), helper(1, "What is?")]
    )
    assert found.uncertain


def test_an_opening_that_judging_words_answer_is_met_in_doubt_only(helper, client):
    said = client(0, "I feel awful.", opportunity="explicit")
    kind, harsh = (
        find_opportunities([said, helper(1, text, reflection="complex")])[0]
        for text in ("It weighs on you.", "You're just lazy.")
    )
    assert (kind.met, kind.uncertain) == (True, False)
    assert (harsh.met, harsh.uncertain) == (True, True)


def test_words_of_suicide_ask_for_a_question_about_safety(helper, client):
    said = client(0, "Everyone would be better off without me.")
    past, safety = (
        find_opportunities([said, helper(1, text, **labels)])[0]
        for text, labels in (
            ("You feel hopeless.", {"reflection": "complex"}),
            ("Are you thinking of killing yourself?", {"question": "closed"}),
        )
    )
    assert past.missed  # whatever its markers
    assert past.suggestion == SAFETY
    assert safety.safety
    assert not safety.missed
    assert not past.judged
    assert not safety.judged


def test_what_was_said_may_come_back_before_the_question(helper, client):
    turns = [
        client(0, "I want to die."),
        helper(1, "You can't bear it any longer.", reflection="complex"),
        client(2, "No."),
        helper(3, "Are you thinking of suicide?", question="closed"),
    ]
    assert not find_opportunities(turns)[0].missed
    later = [*turns[:3], *(helper(3 + i, "How was work?", question="open") for i in range(3)), turns[3]]
    assert find_opportunities(later)[0].missed


def test_what_was_asked_before_must_have_been_about_it(helper, client):
    def missed(before):
        turns = [
            helper(0, before, question="closed"),
            client(1, "I want to die."),
            helper(2, "How was work?", question="open"),
        ]
        return find_opportunities(turns)[0].missed

    assert missed("Do you feel safe at home?")
    assert not missed("Are you thinking of killing yourself?")


def test_a_question_about_safety_misses_no_opening(helper, client):
    (found,) = find_opportunities(
        [
            client(0, "She has been through enough.", opportunity="implicit"),
            helper(1, "Have you ever thought about hurting yourself?", question="closed"),
        ]
    )
    assert not found.missed
    assert not found.judged


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yeah, right. Okay.",
        "Mmhmm.",
        "Mhm, mm-hm.",
        "Uhuh.",
        "Uh-huh, uh huh.",
        "[laughter] Yeah.",
        "Aww.",
        "So-",
    ],
)
def test_a_bare_backchannel_has_no_content(text):
    assert not has_content(text)


@pytest.mark.parametrize("text", ["Yeah, it hurts.", "No.", "So what?", "[laughter] It hurts.", "Him?"])
def test_anything_said_has_content(text):
    assert has_content(text)


def test_a_long_hum_is_read_at_once():
    assert has_content("h" * 5000 + "x")


@pytest.mark.parametrize(
    ("labels", "then"),
    [
        ({"question": "open"}, "asks_openly"),
        ({"question": "closed"}, "asks"),
        ({"advice": "yes", "question": "closed"}, "advises"),
        ({"information": "yes"}, "informs"),
        ({}, "other"),
        ({"reflection": "simple", "question": "open"}, ""),
    ],
)
def test_what_the_helper_does_instead_is_told(helper, client, labels, then):
    (found,) = find_opportunities(
        [client(0, "My dad died in May.", opportunity="implicit"), helper(1, "And then what?", **labels)]
    )
    assert found.then == then


def test_a_client_who_pushes_back_puts_it_in_doubt_that_a_feeling_was_met(helper, client):
    for reply, doubt in (("It's not an excuse.", True), ("It is not easy.", False)):
        turns = [
            client(0, "I am worn out.", opportunity="explicit"),
            helper(1, "You need a rest.", reflection="simple"),
            client(2, reply),
        ]
        (found,) = find_opportunities(turns)
        assert (found.met, found.uncertain) == (True, doubt)


def test_a_client_who_feels_understood_puts_it_in_doubt_that_it_was_missed(helper, client):
    for reply, doubt in (("Exactly that.", True), ("On Monday.", False)):
        turns = [
            client(0, "Everyone asks when I'll be over it.", opportunity="implicit"),
            helper(1, "As if there were a date.", information="yes"),
            client(2, reply),
        ]
        (found,) = find_opportunities(turns)
        assert (found.missed, found.uncertain) == (True, doubt)


def test_so_do_emotional_reactions(helper, client):
    said = client(0, "I am so sorry for moaning.", opportunity="implicit")
    kind = helper(1, "Please don't be sorry.", emotional_reactions="strong")
    assert find_opportunities([said, kind])[0].uncertain


def test_what_is_likelier_no_question_is_not_called_one(helper, client):
    said = client(0, "I dread Mondays.", opportunity="implicit")
    for text, then in (("I wonder about other ways.", "other"), ("I wonder. Other ways?", "asks")):
        answer = helper(1, text, question="closed")
        score = replace(answer.markers["question"], probabilities={"none": 0.6, "open": 0.1, "closed": 0.3})
        (found,) = find_opportunities([said, replace(answer, markers=answer.markers | {"question": score})])
        assert found.then == then


def test_asking_about_suicide_before_the_words_of_risk_counts_and_later_than_soon_does_not(helper, client):
    def safety(before, *after):
        turns = [helper(0, before), client(1, "I wish I was dead.", opportunity="explicit")]
        turns += [helper(2 + place, text) for place, text in enumerate(after)]
        (found,) = find_opportunities(turns)
        return found.safety

    asks, other = "Are you thinking of killing yourself?", "That sounds heavy."
    assert safety(asks, other)
    assert not safety(other, other)
    assert safety(other, "Mm-hmm.", other, other, asks)
    assert not safety(other, other, other, other, asks)


def test_words_that_lift_a_burden_may_have_met_it_and_are_no_advice(helper, client):
    for said, then, doubt in (
        ("You don't need to be sorry. Take your time.", "other", True),
        ("You should keep busy.", "advises", False),
    ):
        (found,) = find_opportunities(
            [client(0, "[crying] Sorry.", opportunity="explicit"), helper(1, said, advice="yes", behaviour="input")]
        )
        assert (found.met, found.then, found.uncertain) == (False, then, doubt)
        assert ("advice can wait" in found.suggestion) is not doubt
