import pytest

from empathy.features.words import cut
from empathy.markers.watch import (
    asks_about_safety,
    asks_why,
    assents,
    brushes_aside,
    doubted,
    judges_the_person,
    lifts_a_burden,
    pushes_back,
    refuses,
    speaks_of_risk,
)


@pytest.mark.parametrize(
    "text",
    [
        "That's pathetic. No wonder she left you.",
        "I'm disappointed in you. You promised.",
        "You're being ridiculous and dramatic.",
        "You're in denial. You're just making excuses.",
        "You should be ashamed of yourself.",
        "You're killing your mother with worry.",
        "I'm listening. You're just being defensive.",
        "Everybody has a stressful job. That's no excuse for drinking.",
        "You're a bad mother.",
        "Lots of people have it worse than you.",
        "That sounds like denial.",
        "Honestly, that sounds like an excuse.",
        "You can't be scared of a fourteen-year-old.",
        "That kind of talk does not help anybody.",
        "You must have done something to make her leave.",
        "If you really loved her you would have listened.",
        "It makes sense she left.",
        "You've only got yourself to blame.",
        "Boys don't cry.",
        "You need a thicker skin.",
        "Stop being so negative.",
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
        "You feel like you're a failure.",
        "He said you're an idiot, and that stayed with you.",
        "You told yourself to pull yourself together.",
        "You're afraid you're a bad mother.",
        "You're tired of making excuses.",
        "It sounds like you're a failure in their eyes.",
    ],
)
def test_good_helping_is_not_taken_for_it(text):
    assert not judges_the_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself.",
        "Everyone would be better off without me.",
        "I saved up my pills.",
        "i don't see the point of being alive",
        "Sometimes I wish I wasn't here.",
        "I just don't want to wake up.",
        "I've been cutting myself again.",
        "I wish I wouldn't wake up.",
        "nobody would miss me",
        "I don't see the point any more",
        "there is no point in going on",
        "I want to end it.",
        "they'd all be better off if I just wasn't here anymore",
        "I wish I just wasn't here",
        "it would be easier for everyone if I wasn't here",
        "they'd be happier if I was gone",
        "I want to go to sleep and never wake up",
        "id rather be dead",
        "i wanna disappear",
        "would anyone even notice if I was gone",
        "I think about driving into a tree",
    ],
)
def test_words_that_may_speak_of_suicide_are_told(text):
    assert speaks_of_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "I could have died of shame.",
        "My dad died in March.",
        "I want to live without the pills.",
        "I cut the bread myself.",
        "It ended my marriage.",
        "My mother is going to die and I am terrified.",
        "I'm going to die of embarrassment.",
        "I cut myself shaving.",
        "I could not wake up this morning.",
        "I don't want to live with my parents.",
        "It was easier when I was younger.",
        "I am happier when I am around people.",
        "I would be better off in another job.",
        "It's fine if I wasn't first in the queue.",
        "I want to drive off for a week.",
    ],
)
def test_other_words_of_death_and_harm_are_not(text):
    assert not speaks_of_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Are you thinking of killing yourself?",
        "are you thinking of suicide",
        "Are you safe right now?",
        "Do you feel safe tonight?",
        "do you mean you don't want to live anymore?",
        "Have you made a plan?",
        "Do you have the pills at home?",
        "How often do you have thoughts of dying?",
    ],
)
def test_a_question_about_safety_is_told(text):
    assert asks_about_safety(text)


@pytest.mark.parametrize(
    "text",
    [
        "What else is on your mind?",
        "Killing yourself is selfish, think of your kids.",
        "You are killing yourself with these cigarettes.",
        "Don't worry about safety.",
        "You feel so low that you want to die.",
    ],
)
def test_what_only_names_it_is_no_question(text):
    assert not asks_about_safety(text)


def test_only_what_such_words_speak_against_is_doubted():
    assert "warmth" in doubted(cut("I'm disappointed in you."))
    assert doubted(cut("I want to die.")) == {"talk"}
    assert doubted(cut("Are you thinking of suicide?")) <= {"talk"}
    assert doubted(cut("You worked hard.")) == frozenset()


ASKED = "Would it be okay if I made a suggestion?"


@pytest.mark.parametrize(
    "text",
    [
        "No, please don't.",
        "No",
        "Um, no. I get enough of those at home.",
        "[sighs] No thanks, I've heard it all.",
        "I'd rather not.",
        "Not really, everybody tells me what to do.",
        "I don't want any advice.",
        "Honestly, I really don't want to hear it.",
        "dont tell me what to do",
        "Please don't.",
    ],
)
def test_a_refusal_is_told(text):
    assert refuses(text, ASKED)


@pytest.mark.parametrize(
    "text",
    [
        "Yes, go ahead.",
        "No, I never tried that.",
        "No. Go ahead.",
        "No problem.",
        "Not at all.",
        "No, not at all, please do.",
        "I don't want to smoke any more.",
        "I don't know.",
        "Nobody ever asked me that.",
        "Okay. I said no to him.",
        "Sure. Please don't laugh, though.",
        "No! Please, tell me.",
        "No. I mean yes, sure.",
    ],
)
def test_other_answers_are_none(text):
    assert not refuses(text, ASKED)


def test_a_no_to_another_question_refuses_nothing():
    assert not refuses("No.", "It is up to you. Have you tried patches before?")


def test_who_does_not_mind_gives_leave():
    assert refuses("Yes, I do mind.", "Do you mind if I say something?")
    assert not refuses("No.", "Would you mind if I made a suggestion?")


@pytest.mark.parametrize(
    "text",
    [
        "It's not an excuse.",
        "You haven't seen her.",
        "You don't know what it's like.",
        "What do you mean?",
        "That's easy to say.",
        "I'm not making it up.",
        "I already told you I tried that.",
        "No, that's not it. It's more like disgust.",
        "that's not it",
        "It's not really that.",
        "No, that's not quite it.",
        "I wouldn't say that.",
        "That's really unfair.",
        "It wasn't like that.",
        "But I did try.",
        "That hurts.",
    ],
)
def test_a_client_who_pushes_back_is_heard(text):
    assert pushes_back(text)
    assert not assents(text)


@pytest.mark.parametrize("text", ["Exactly.", "Yeah, exactly that.", "Yes, that's it.", "That's how it is."])
def test_a_client_who_feels_understood_is_heard(text):
    assert assents(text)
    assert not pushes_back(text)


@pytest.mark.parametrize(
    "text", ["It's not easy.", "It's not really working.", "You don't have to.", "Yes, on Friday.", "No."]
)
def test_other_answers_say_neither(text):
    assert not assents(text)
    assert not pushes_back(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [("Then why don't you do it?", True), ("Why did you drink?", True), ("Why does it matter to you?", False)],
)
def test_a_question_that_wants_a_justification_is_told(text, why):
    assert asks_why(text) is why


@pytest.mark.parametrize(
    ("text", "brushed"),
    [
        ("At least you have a good job now.", True),
        ("Well, at least it wasn't cancer.", True),
        ("That's sad. But look on the bright side.", True),
        ("at least you've got the kids", True),
        ("You slept at least four hours.", False),
        ("You'd like him to call at least.", False),
        ("You tell yourself that at least you have a job.", False),
        ("look youve got to be strong for them you cant fall apart now", True),
        ("Come on, cheer up.", True),
        ("Oh, don't worry about it.", True),
        ("Come on, it's not that bad.", True),
        ("You can't let this get to you.", True),
        ("Everything happens for a reason.", True),
        ("There are plenty more fish in the sea.", True),
        ("The kids are resilient, they won't even remember.", True),
        ("You feel you've got to be strong for everyone.", False),
        ("You don't have to be strong in here.", False),
        ("So you can't fall apart, not in front of them.", False),
        ("Your mother told you to cheer up.", False),
        ("Don't be afraid to ring me.", False),
        ("It's not that easy.", False),
    ],
)
def test_what_sends_a_feeling_away_is_told(text, brushed):
    assert brushes_aside(text) is brushed


@pytest.mark.parametrize(
    ("text", "lifts"),
    [
        ("You don't need to be sorry. Of course that's heavy. Take your time.", True),
        ("There's nothing to be ashamed of.", True),
        ("No rush. We have the whole hour.", True),
        ("please don't apologise", True),
        ("Take your time. You could write it down first.", False),
        ("There's no need to hurry, but you should call her.", False),
        ("Take your time off in June.", False),
        ("You need to be sorry.", False),
        ("You don't have to like her.", False),
    ],
)
def test_words_that_lift_a_burden_are_no_sure_advice(text, lifts):
    assert lifts_a_burden(text) is lifts
    assert ("advice" in doubted(cut(f"{text}."))) is lifts
