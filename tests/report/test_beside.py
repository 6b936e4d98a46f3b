"""Several sessions side by side: the same numbers as each session's own, and only where there are several."""

import io
from dataclasses import replace

from rich.console import Console

from empathy.report import render_terminal
from empathy.report.beside import LEAD
from empathy.report.markdown import to_markdown
from empathy.report.page import to_html


def test_several_sessions_stand_side_by_side_with_their_own_numbers(small):
    later = replace(small, summary=replace(small.summary, session="exam_3", opportunities=()))
    text = to_markdown([small, later])
    assert "| exam\\_2 | 1 of 2 | (1.0), 0.5 to 2.0 | – | – | 40% |" in text
    assert "| exam\\_3 | – | (1.0), 0.5 to 2.0 | – | – | 40% |" in text
    page = to_html([small, later])
    assert "<td>(1.0) <small>0.5 to 2.0</small></td>" in page
    assert LEAD.replace("'", "&#39;") in page


def test_one_session_has_nothing_beside_it(small):
    for text in (to_markdown([small]), to_html([small])):
        assert "Side by side" not in text


def test_the_terminal_ends_with_all_sessions_and_names_the_one_at_risk(small):
    at_risk = replace(small, summary=replace(small.summary, session="exam_3", risk=(0,)))
    console = Console(file=io.StringIO(), width=100, color_system=None)
    render_terminal([small, at_risk], console)
    end = console.file.getvalue().split("All 2 sessions")[1]
    assert "exam_2: " in end and "1 of 2 openings taken up" in end
    assert "exam_3: may speak of suicide or self-harm" in end


def test_parts_of_several_sessions_are_told_apart_by_their_names(small):
    page = to_html([small, replace(small, summary=replace(small.summary, session="exam_3"))])
    assert 'aria-labelledby="s2-strengths s2-title"' in page
    assert 'aria-labelledby="s1-strengths"' in to_html([small])
