from dataclasses import replace

import pytest

from empathy.report.markdown import escape, to_markdown
from empathy.report.page import to_html
from empathy.report.words import RISK


def test_the_strengths_come_before_everything_else(report):
    text = to_markdown([report])
    order = [text.index(f"## {h}") for h in ("What worked", "Moments", "The session", "The course", "Every turn")]
    assert order == sorted(order)


def test_every_utterance_has_a_row_of_its_own(report):
    table = to_markdown([report]).split("## Every turn")[1]
    assert len([line for line in table.splitlines() if line.startswith("| ")]) == len(report.scored.utterances) + 2


def test_an_opening_that_nothing_followed_is_not_held_against_anyone(small):
    met, missed = small.summary.opportunities
    assert missed.missed
    last = replace(missed, answer=None)
    assert small.summary.taken_up == (1, 2)
    after = replace(small, summary=replace(small.summary, opportunities=(met, last)))
    for report, count in ((small, "1 of 2"), (after, "1 of 1")):
        text = to_markdown([report])
        assert f"| Openings taken up | {count} |" in text
        assert ("a moment to come back to" in text) is (report is small)
    html = to_html([after])
    assert "The one opening that was found seems taken up" in html
    assert "A moment to come back to" not in html


def test_openings_met_in_doubt_are_counted(small):
    met, missed = small.summary.opportunities
    doubted = replace(small.summary, opportunities=(replace(met, uncertain=True), missed))
    two = replace(small.summary, opportunities=(replace(met, uncertain=True), met, missed))
    all_of_two = replace(small.summary, opportunities=(*[replace(met, uncertain=True)] * 2, missed))
    for summary, said in (
        (small.summary, ""),
        (doubted, "in doubt"),
        (two, "1 of the 2 in doubt"),
        (all_of_two, "all in doubt"),
    ):
        report = replace(small, summary=summary)
        (row,) = [line for line in to_markdown([report]).splitlines() if "Openings taken up" in line]
        assert row.split("|")[5].strip() == said
        if said:
            assert f'<div class="says"><p>{said}</p>' in to_html([report])


def test_rows_keep_their_number_of_cells_whatever_the_text(small):
    table = to_markdown([small]).split("## Every turn")[1].replace("\\|", "")
    assert {line.count("|") for line in table.splitlines() if line} == {6}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a\\|b"),
        ("<script>", "\\<script\\>"),
        ("one\n\ntwo", "one two"),
        ("[x](y)", "\\[x\\](y)"),
        ("&lt;", "\\&lt;"),
    ],
)
def test_text_is_never_taken_for_markup(text, expected):
    assert escape(text) == expected


def test_words_of_suicide_are_told_before_any_number(small):
    at_risk = replace(small, summary=replace(small.summary, risk=(1, 3)))
    text, html = to_markdown([at_risk]), to_html([at_risk])
    assert text.index(RISK) < text.index("## What worked")
    assert "See turns 2, 4." in text
    assert html.index(RISK) < html.index("What worked")
    assert RISK not in to_markdown([small])
    assert 'class="risk"' not in to_html([small])


def test_a_weak_marker_that_a_number_counts_is_told_though_it_was_not_seen(small):
    weak = replace(small, cautions={"confront": "Weak: it finds few.", "warmth": "Weak as well."})
    text = to_markdown([weak])
    assert "Weak: it finds few." in text
    assert "Weak as well." not in text


def test_several_sessions_begin_with_those_that_may_speak_of_suicide(small, report):
    at_risk = replace(small, summary=replace(small.summary, risk=(1,)))
    text, html = to_markdown([report, at_risk]), to_html([report, at_risk])
    assert text.startswith(f"**{RISK}** Sessions: exam\\_2.")
    assert html.index(RISK) < html.index("What worked")
    assert "may speak of suicide or self-harm; 6 turns" in html


def test_advice_without_permission_is_named_by_its_turns(report):
    told = replace(report, summary=replace(report.summary, unasked=(2, 6)))
    assert "advice without permission: turns 3, 7" in to_markdown([told])
    assert "Advice without permission: <a" in to_html([told])
    one = replace(report, summary=replace(report.summary, unasked=(2,)))
    assert "advice without permission: turn 3 |" in to_markdown([one])
    assert "dvice without permission:" not in to_markdown(
        [replace(report, summary=replace(report.summary, unasked=()))]
    )


def test_a_number_that_counts_a_weak_marker_is_a_hint(report):
    def row(cautions):
        text = to_markdown([replace(report, cautions=cautions)])
        return next(line for line in text.splitlines() if line.startswith("| MI-non-adherent"))

    weak = {"confront": "Weak.", "autonomy": "Weak.", "warmth": "Weak."}
    assert "A hint only: the model is weak at autonomy and confront" in row(weak)
    assert "A hint only" not in row({"warmth": "Weak."})
