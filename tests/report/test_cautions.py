"""What is to be read with care is said alike wherever a report is read."""

import io
from dataclasses import replace

import roleplay
from rich.console import Console

from empathy.report import render_terminal
from empathy.report.cautions import cautions_of
from empathy.report.markdown import to_markdown
from empathy.report.page import to_html
from empathy.report.words import CARE

SCENE = [
    ("client", "I only sat there.", []),
    ("helper", "Did you do the breathing?", ["explorations=strong .91 'Did you'"]),
    ("helper", "I am glad you came.", ["emotional_reactions=weak .8 'I am glad'"]),
]
SAID = "Meant for written replies"


def terminal(report):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    render_terminal([report], console)
    return " ".join(console.file.getvalue().split())


def test_markers_for_written_replies_are_told_once_where_they_were_seen():
    report = roleplay.report_of(roleplay.scored_scene(SCENE, timed=False, written=True))
    for text in (to_html([report]), to_markdown([report]), terminal(report)):
        assert text.count(SAID) == 1
        assert "Emotional reactions, Explorations" in text
        assert "carries no times" in text


def test_nothing_is_said_of_them_where_none_was_seen(report):
    unseen = roleplay.report_of(roleplay.scored_scene(SCENE[:1], timed=False, written=True))
    for each in (report, unseen):
        assert SAID not in to_html([each]) + to_markdown([each]) + terminal(each)


def test_a_caution_names_what_was_seen_and_what_numbers_rest_on(report):
    seen = cautions_of(report, {"warmth"})
    assert [name for name, _ in seen] == [report.book["minimising"].name]


def test_the_terminal_says_before_them_what_they_are(report):
    assert CARE in terminal(report) and CARE in to_markdown([report])


def test_client_talk_means_something_only_where_a_change_is_talked_about(report):
    weak = replace(report, cautions={"talk": "Weak: held-out F1 .5."})
    assert dict(cautions_of(weak, {"talk"}))["Client talk"].startswith(
        "Weak: held-out F1 .5. It means something only"
    )
