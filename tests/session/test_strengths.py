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
    asked = helper(0, "If you like: a walk? What do you think?", question="open", advice="yes", autonomy="yes")
    unasked = helper(1, "You should walk. What do you think?", question="open", advice="yes")
    assert [s.utterance for s in find_strengths([asked, unasked], ())] == [0]
