from empathy.session.opportunities import find_opportunities
from empathy.session.strengths import find_strengths


def test_no_moment_that_judges_is_held_up(helper, client):
    turns = [
        client(0, "I drank again on Friday."),
        helper(1, "That's pathetic. No wonder she left you.", validation="yes"),
        client(2, "I know."),
        helper(3, "No wonder you are worn out.", validation="yes"),
    ]
    assert [s.utterance for s in find_strengths(turns, ())] == [3]


def test_what_it_answers_is_named_as_plainly_as_it_was_said(helper, client):
    for strength, word in (("explicit", "voiced"), ("implicit", "hinted at")):
        turns = [
            client(0, "It is all a lot.", opportunity=strength),
            helper(1, "You are torn.", reflection="complex"),
        ]
        (moment,) = find_strengths(turns, find_opportunities(turns))
        assert moment.reason.endswith(f"It answers a feeling the client had just {word}.")


def test_what_went_past_an_opening_is_not_held_up(helper, client):
    turns = [
        client(0, "I am scared of the results.", opportunity="explicit"),
        helper(1, "What else is on your mind?", question="open"),
        client(2, "Work."),
        helper(3, "What would a good week look like?", question="open"),
    ]
    assert [s.utterance for s in find_strengths(turns, find_opportunities(turns))] == [3]


def test_advice_that_nobody_asked_for_is_not_held_up(helper):
    turns = [helper(i, "You could walk. What do you think?", question="open", advice="yes") for i in (0, 1)]
    assert [s.utterance for s in find_strengths(turns, (), {1})] == [0]


def test_nothing_is_held_up_where_suicide_is_passed_over(helper, client):
    def strengths(answer):
        turns = [
            client(0, "I want to die.", opportunity="explicit"),
            helper(1, answer, question="closed"),
            client(2, "I don't know."),
            helper(3, "You are worn out.", reflection="complex"),
        ]
        return [s.utterance for s in find_strengths(turns, find_opportunities(turns))]

    assert strengths("Did you send out any applications?") == []
    assert strengths("Are you thinking of killing yourself?") == [3]


def test_a_question_about_safety_elsewhere_does_not_make_up_for_it(helper, client):
    turns = [
        client(0, "It is hard with him.", opportunity="implicit"),
        helper(1, "Do you feel safe at home?", question="closed"),
        client(2, "I wish I was dead.", opportunity="explicit"),
        helper(3, "You are worn out.", reflection="complex"),
    ]
    assert find_strengths(turns, find_opportunities(turns)) == ()
