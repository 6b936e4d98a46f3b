"""Which openings a reader is led back to, and what is said of them."""

import io
import re

import pytest
import roleplay
from rich.console import Console

from empathy.report import render_terminal
from empathy.report.markdown import to_markdown
from empathy.report.moments import FOREMOST, to_come_back_to
from empathy.report.page import to_html
from empathy.session.opportunities import SAFETY
from empathy.session.summary import Opportunity


def opening(place, *, strength="implicit", uncertain=False, risk=False, then="other"):
    return Opportunity(
        utterance=2 * place,
        strength=strength,
        answer=2 * place + 1,
        met_by=(),
        uncertain=uncertain,
        risk=risk,
        then=then,
    )


def test_words_of_suicide_come_first_then_the_plainest_and_surest_in_order_of_time():
    openings = [
        opening(0, uncertain=True),
        *(opening(place) for place in range(1, FOREMOST + 1)),
        opening(FOREMOST + 1, strength="explicit"),
        opening(FOREMOST + 2, uncertain=True, risk=True),
    ]
    first, rest = to_come_back_to(openings)
    assert [o.utterance // 2 for o in first] == [FOREMOST + 2, 1, 2, 3, FOREMOST + 1]
    assert [o.utterance // 2 for o in rest] == [0, 4, 5]


@pytest.mark.parametrize(("missed", "folded"), [(FOREMOST + 2, 0), (FOREMOST + 3, 3)])
def test_folding_away_a_few_would_hide_them_for_nothing(missed, folded):
    assert len(to_come_back_to([opening(place) for place in range(missed)])[1]) == folded


def test_sure_comes_before_plain_and_an_open_question_last():
    openings = [
        *(opening(place, then="asks_openly") for place in range(3)),
        *(opening(place, strength="explicit", uncertain=True) for place in range(3, 6)),
        *(opening(place) for place in range(6, 9)),
    ]
    assert [o.utterance // 2 for o in to_come_back_to(openings)[0]] == [0, 1, 6, 7, 8]


def test_words_of_suicide_are_never_folded_away():
    first, rest = to_come_back_to([opening(place, risk=place % 2 == 0) for place in range(2 * FOREMOST + 4)])
    assert all(o.risk for o in first) and len(first) == FOREMOST + 2
    assert not any(o.risk for o in rest)


def scene(openings, answer, marks):
    talk = []
    for place in range(openings):
        talk += [("client", f"I lay awake, night {place}.", ["opportunity=implicit .8"]), ("helper", answer, marks)]
    return roleplay.report_of(roleplay.scored_scene(talk))


def read(report):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    render_terminal([report], console)
    page = re.sub(r"<(style|script)>.*?</\1>", "", to_html([report]), flags=re.DOTALL)
    return page, to_markdown([report]), " ".join(console.file.getvalue().split())


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (["question=open .9"], "Next came an open question, it seems, which can give room."),
        (["question=closed .9"], "Next came a question, it seems."),
        (["advice=yes .9"], "Next came advice, it seems."),
        (["information=yes .9"], "Next came information, it seems."),
        ([], "Nothing was found in the next turn that takes it up."),
    ],
)
def test_each_says_what_the_next_turn_did_and_what_helps_is_said_once(marks, said):
    for text in read(scene(2, "And when did it start?", marks)):
        assert text.count(said) == 2
        assert text.count("One thing to try: first say in a few words what you heard") == 1
        assert "voiced a feeling, or hinted at one, twice. The next turn took up none of them." in text


def test_many_are_folded_away_and_none_is_lost():
    page, markdown, terminal = read(scene(FOREMOST + 3, "Who was it?", []))
    assert '<details class="rest"><summary>3 more' in page
    assert page.count('class="moment back"') == FOREMOST + 3
    assert f"{FOREMOST + 3} to come back to" in page
    assert "3 more moments:" in markdown
    assert "3 more moments in the file." in terminal


def test_words_of_suicide_keep_their_own_advice():
    risk = [("client", "I want to die.", []), ("helper", "How was work?", ["question=open .9"])]
    met = [
        ("client", "I lie awake.", ["opportunity=implicit .8"]),
        ("helper", "All night.", ["reflection=simple .9"]),
    ]
    for talk in (risk, [*met, *risk]):
        for text in read(roleplay.report_of(roleplay.scored_scene(talk))):
            assert SAFETY.split(";")[0] in text.replace("\\", "")
            assert "Next came" not in text
            assert "thing to try" not in text and "stands below" not in text
    missed = [
        ("client", "I lie awake.", ["opportunity=implicit .8"]),
        ("helper", "And work?", ["question=closed .9"]),
    ]
    for text in read(roleplay.report_of(roleplay.scored_scene([*missed, *met, *risk]))):
        assert "voiced a feeling, or hinted at one, twice. The next turn took up 1 of them." in text
        assert "In those that are not about suicide, one thing to try" in text


CLIENT = ("client", "I lie awake.", ["opportunity=implicit .8"])
MET = ("helper", "All night.", ["reflection=simple .9"])


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        ([CLIENT, MET], "The one opening that was found seems taken up in the next turn."),
        ([CLIENT, MET] * 2, "Every opening that was found, 2 in all, seems taken up in the next turn."),
        (
            [("helper", "Hello there.", []), CLIENT, ("helper", "Mm-hmm.", []), CLIENT],
            "or hint at one, twice; that",
        ),
        ([CLIENT, MET, CLIENT], "hint at one, once; that counts as neither met nor missed."),
        (
            [("client", "We had soup.", [])],
            "No opening, a feeling voiced or hinted at, was found in the client's words.",
        ),
    ],
)
def test_every_report_says_the_same_of_why_there_is_nothing_to_come_back_to(talk, said):
    for text in read(roleplay.report_of(roleplay.scored_scene(talk))):
        assert said in text.replace("&#39;", "'")


def test_a_single_opening_is_not_counted_in_the_plural():
    asked = ("helper", "And work?", ["question=closed .9"])
    for text in read(roleplay.report_of(roleplay.scored_scene([CLIENT, asked]))):
        assert "hinted at one, once. The next turn seems not to take it up." in text
