from dataclasses import replace

import pytest
import roleplay

from empathy.markers.scores import MarkerScore
from empathy.report.markdown import to_markdown
from empathy.report.page import to_html
from empathy.report.turns import turns_of
from empathy.report.view import view_of

SCENE = [
    ("helper", "You just have to want it.", ["behaviour=input .6", "advice=yes .7 'have to'"]),
    ("client", "I suppose.", []),
] * 12  # long enough for a course


def report_with(probability, *, uncertain=True):
    """A session whose first turn is labelled as confronting, with this probability."""
    scored = roleplay.scored_scene(SCENE)
    first, *rest = scored.utterances
    confront = MarkerScore(
        label="yes",
        probability=probability,
        probabilities={"no": 1 - probability, "yes": probability},
        uncertain=uncertain,
        evidence=((0, 8),),
    )
    first = replace(first, markers={**first.markers, "confront": confront})
    return roleplay.report_of(replace(scored, utterances=(first, *rest)))


def test_a_label_that_is_hardly_likely_is_a_hint_without_chip_picture_and_words():
    report = report_with(0.06)
    turn, *_ = turns_of(report, "s")
    assert [c.marker for c in turn.chips] == ["advice"]
    assert [(c.marker, c.percent) for c in turn.hints] == [("confront", "6%")]
    assert {m for piece in turn.pieces for m in piece.markers} == {"advice"}
    assert turn.in_doubt and turn.markers == "advice confront"  # the filters still find it
    assert [row.marker for row in view_of(report, "s").course] == ["advice"]
    html = to_html([report])
    assert "A faint hint only: confront 6%" in html and 'class="g confront"' not in html.split('class="foot"')[0]
    assert "a faint hint only: Confront ? 6%" in to_markdown([report])


@pytest.mark.parametrize(("probability", "uncertain"), [(0.2, True), (0.6, True), (0.19, False)])
def test_a_label_as_likely_as_one_in_five_or_not_in_doubt_has_its_chip(probability, uncertain):
    report = report_with(probability, uncertain=uncertain)
    turn, *_ = turns_of(report, "s")
    assert [c.marker for c in turn.chips] == ["advice", "confront"] and turn.hints == ()
    assert "faint hint only:" not in to_html([report])
