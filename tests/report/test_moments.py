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


def opening(place, *, strength="implicit", uncertain=False, risk=False):
    return Opportunity(
        utterance=2 * place,
        strength=strength,
        answer=2 * place + 1,
        met_by=(),
        uncertain=uncertain,
        risk=risk,
        then="other",
    )


def test_the_plainest_and_surest_come_first_in_order_of_time():
    openings = [
        opening(0, uncertain=True),
        *(opening(place) for place in range(1, FOREMOST + 1)),
        opening(FOREMOST + 1, strength="explicit"),
        opening(FOREMOST + 2, uncertain=True, risk=True),
    ]
    first, rest = to_come_back_to(openings)
    assert [o.utterance // 2 for o in first] == [1, 2, 3, FOREMOST + 1, FOREMOST + 2]
    assert [o.utterance // 2 for o in rest] == [0, 4, 5]


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
        (["question=open .9"], "Say it back first; the question can follow."),
        (["advice=yes .9"], "Say it back first; the advice can wait."),
        (["information=yes .9"], "Say it back first; the information can wait."),
        ([], "The next turn seems to go elsewhere."),
    ],
)
def test_each_says_what_the_next_turn_did_and_what_helps_is_said_once(marks, said):
    for text in read(scene(2, "And when did it start?", marks)):
        assert text.count(said) == 2
        assert text.count("Say back what you heard") == 1
        assert "a feeling was hinted at, say why" in text
        assert "a feeling was voiced, name" not in text
        assert (
            "0 of 2 such openings were taken up; after 2 of the others the helper asked a question" in text
        ) == ("question" in said)


def test_many_are_folded_away_and_none_is_lost():
    page, markdown, terminal = read(scene(FOREMOST + 3, "Who was it?", []))
    assert '<details class="rest"><summary>3 more' in page
    assert page.count('class="moment back"') == FOREMOST + 3
    assert f"{FOREMOST + 3} to come back to" in page
    assert "Less plain or less sure:" in markdown
    assert "3 more, less plain or less sure, in the file." in terminal


def test_words_of_suicide_keep_their_own_advice():
    talk = [("client", "I want to die.", []), ("helper", "How was work?", ["question=open .9"])]
    for text in read(roleplay.report_of(roleplay.scored_scene(talk))):
        assert SAFETY.split(";")[0] in text.replace("\\", "")
        assert "the question can follow" not in text
