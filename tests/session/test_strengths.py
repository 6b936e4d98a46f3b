from dataclasses import replace

from empathy.markers.scores import MarkerScore
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


def test_nothing_that_sends_a_feeling_away_is_held_up_or_surely_meets_it(helper, client):
    for words, held, doubt in (
        ("At least you have a job.", [], True),
        ("You've got to be strong now.", [], True),
        ("You have a job.", [1], False),
    ):
        turns = [client(0, "It broke my heart.", opportunity="explicit"), helper(1, words, affirmation="yes")]
        (found,) = find_opportunities(turns)
        assert (found.met, found.uncertain) == (True, doubt)
        assert [s.utterance for s in find_strengths(turns, (found,))] == held


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


def held_up(turns):
    return [(s.utterance, s.marker, s.uncertain) for s in find_strengths(turns, find_opportunities(turns))]


def test_what_the_client_pushes_back_on_is_not_held_up(helper, client):
    for reply, found in (("It's not an excuse.", []), ("It is not easy.", [(1, "reflection", False)])):
        turns = [client(0, "I am late."), helper(1, "You ran out of time.", reflection="complex"), client(2, reply)]
        assert held_up(turns) == found


def test_a_reproach_in_the_form_of_a_question_is_not_held_up(helper):
    assert held_up([helper(0, "Then why don't you do it?", question="open")]) == []
    assert held_up([helper(0, "What would help?", question="open")]) == [(0, "question", False)]


def test_unsure_ones_only_fill_up_to_two(helper):
    unsure = [helper(i, "You are torn.", certainty=0.55, warmth="yes") for i in range(2)]
    sure = [helper(2 + i, "You are torn.", warmth="yes") for i in range(2)]
    assert held_up(unsure) == [(0, "warmth", True), (1, "warmth", True)]
    feeling = helper(4, "You are sad.", certainty=0.55, feeling="yes")
    assert held_up([sure[0], feeling]) == [(2, "warmth", False), (4, "feeling", True)]
    assert held_up([*sure, feeling]) == [(2, "warmth", False), (3, "warmth", False)]


def test_a_question_that_only_begins_the_talk_is_held_up_for_want_of_others(helper, client):
    greeting, said = helper(0, "How are you today?", question="open"), client(1, "Fine.")
    heard = [helper(2 + i, "That makes sense.", validation="yes") for i in range(2)]
    assert held_up([greeting, said]) == [(0, "question", False)]
    assert held_up([greeting, said, *heard]) == [(2, "validation", False), (3, "validation", False)]
    later = replace(greeting, utterance=replace(greeting.utterance, index=9))
    assert (9, "question", False) in held_up([said, *heard, later])


def test_a_turn_is_held_up_for_what_speaks_best_for_it_or_not_at_all(helper):
    """Two of a kind are enough: a third is not called something less likely for variety's sake."""
    turns = [helper(i, "That sounds heavy.", feeling="yes") for i in range(3)]
    third = turns[2].markers | {"validation": replace(turns[2].markers["feeling"], probability=0.8)}
    assert [marker for _, marker, _ in held_up([*turns[:2], replace(turns[2], markers=third)])] == ["feeling"] * 2


def test_a_sure_reflection_whose_kind_is_in_doubt_is_held_up_as_one(helper):
    turn = helper(0, "You carry it alone.", reflection="complex", behaviour="reflection")
    score = MarkerScore(
        label="complex",
        probability=0.5,
        probabilities={"none": 0.06, "simple": 0.44, "complex": 0.5},
        uncertain=True,
    )
    split = replace(turn, markers=turn.markers | {"reflection": score})
    (moment,) = find_strengths([split], ())
    assert (moment.uncertain, round(moment.probability, 2)) == (False, 0.94)
    assert moment.reason == "What the client said or meant came back to them."
    other = replace(
        split, markers=split.markers | {"behaviour": helper(0, "x", behaviour="other").markers["behaviour"]}
    )
    (moment,) = find_strengths([other], ())
    assert moment.uncertain


def test_no_reflection_is_held_up_where_the_helper_judges_again_and_again(helper):
    turns = [helper(0, "You carry it alone.", reflection="complex"), helper(1, "I am glad you came.", warmth="yes")]
    harsh = [helper(2 + i, "That is no excuse for it.", behaviour="other") for i in range(2)]
    assert [marker for _, marker, _ in held_up([*turns, harsh[0]])] == ["reflection", "warmth"]
    assert [marker for _, marker, _ in held_up([*turns, *harsh])] == ["warmth"]


def test_a_choice_left_with_the_client_is_held_up_as_that_though_surely_a_reflection_too(helper):
    turn = helper(0, "You know best. It is your decision.", reflection="complex", behaviour="reflection")
    sure = helper(0, "x", certainty=0.8, autonomy="yes").markers["autonomy"]
    both = replace(turn, markers=turn.markers | {"autonomy": replace(sure, evidence=((15, 34),))})
    (moment,) = find_strengths([both], ())
    assert moment.reason == "It asks, or leaves the choice with the client: “It is your decision”."
    unsure = replace(turn, markers=turn.markers | {"autonomy": replace(sure, uncertain=True)})
    assert held_up([unsure]) == [(0, "reflection", False)]


def test_a_reason_points_to_the_words_that_came_back_from_the_turn_just_before(helper, client):
    turns = [
        client(10, "The garden keeps me going."),
        client(11, "And the neighbours bring plums."),
        helper(12, "Plums from the neighbours, and a garden.", reflection="simple"),
    ]
    (moment,) = find_strengths(turns, ())
    assert moment.reason == "The client's own words came back to them: “neighbours” and “plums”."
