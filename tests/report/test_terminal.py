import io
from dataclasses import replace

from rich.console import Console

from empathy.report import render_terminal


def shown(*reports, width=100):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    render_terminal(reports, console)
    return console.file.getvalue()


def test_it_tells_strengths_moments_and_numbers_in_this_order(report):
    text = shown(report)
    order = [
        text.index(part) for part in ("What worked", "Moments to come back to", "The session in numbers", "judge")
    ]
    assert order == sorted(order)
    assert "“I'm really glad that you told me." in text
    assert "7 of 10" in text


def test_text_in_brackets_is_not_taken_for_markup(report):
    scored = report.scored.utterances[0].utterance.text
    assert "[PERSON_1]" in scored
    assert "<b>so</b>" not in shown(report)


def test_it_keeps_within_the_width(report):
    assert max(map(len, shown(report, width=72).splitlines())) <= 72


def test_a_number_that_tells_too_little_says_so(small):
    assert "Too little to tell: it rests on 1, fewer than 5" in " ".join(shown(small).split())


def test_a_number_that_is_estimated_names_the_count_beside_it(small):
    summary = small.summary
    measures = tuple(replace(m, counted=m.value + 1) if m.id == "rq_ratio" else m for m in summary.measures)
    assert "counting labels" not in shown(small)
    changed = replace(small, summary=replace(summary, measures=measures))
    assert "counting labels: 2.0" in " ".join(shown(changed).split())


def test_every_session_is_shown(report, small):
    text = shown(report, small)
    assert "night-watch" in text
    assert "exam_2" in text


def test_words_of_suicide_are_told_first(report):
    at_risk = replace(report, summary=replace(report.summary, risk=(0, 4)))
    told = " ".join(shown(at_risk).split())
    assert told.index("may be about suicide") < told.index("What worked")
    assert "See turns 1, 5." in told
    assert "suicide" not in shown(report)
