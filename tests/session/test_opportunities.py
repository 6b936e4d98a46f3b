import pytest

from empathy.session.opportunities import find_opportunities, has_content


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
