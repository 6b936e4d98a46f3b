import csv
import io
import json
import re
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest
import roleplay
from rich.console import Console

from empathy.markers.catalogue import Marker
from empathy.markers.scores import MarkerScore
from empathy.report import FORMATS, render_terminal
from empathy.report.own import LEAD, WORDS
from empathy.session.summarise import summarise
from empathy.session.summary import SessionReport
from empathy.transcript import Role


def marker(name, values, title):
    return Marker(
        id=name,
        name=title,
        role=Role.HELPER,
        values=values,
        definition="What our programme means by it.",
        not_this="",
        instrument="our own programme",
        example="",
        agreement=(),
    )


OWN = (
    marker("holding", ("absent", "there"), "Naming and <holding>"),
    marker("image", ("none", "faint", "strong"), "Image"),
)
FIGURE, CAUTION = "κ .31 [.10, .52], F1 .40, cross-validated on your own codes", "Weak: read these labels as hints."


def score(values, probabilities, *evidence):
    label = max(zip(probabilities, values, strict=True))[1]
    return MarkerScore(
        label=label,
        probability=max(probabilities),
        probabilities=dict(zip(values, probabilities, strict=True)),
        uncertain=max(probabilities) < 0.6,
        evidence=evidence,
    )


@pytest.fixture(scope="module")
def plain():
    return roleplay.report_of(roleplay.scored_scene())


@pytest.fixture(scope="module")
def marked(plain):
    """The scene with own markers: the first helper turn holds, the second is left out in doubt."""
    helpers = [i for i, u in enumerate(plain.scored.utterances) if u.utterance.role is Role.HELPER]
    utterances = list(plain.scored.utterances)
    for place, at in enumerate(helpers):
        holding = [(0.1, 0.9), (0.55, 0.45)][place] if place < 2 else (0.99, 0.01)
        image = (0.2, 0.25, 0.55) if place == 2 else (0.98, 0.01, 0.01)
        words = ((0, 4),) if place == 0 else ()
        given = {"holding": score(OWN[0].values, holding, *words), "image": score(OWN[1].values, image)}
        utterances[at] = replace(utterances[at], markers={**utterances[at].markers, **given})
    scored = replace(plain.scored, utterances=tuple(utterances))
    return SessionReport(
        scored=scored,
        summary=summarise(scored, own=OWN),
        cautions={**plain.cautions, "holding": CAUTION},
        figures={**plain.figures, "holding": FIGURE, "image": FIGURE},
        own=OWN,
    )


def test_the_page_shows_them_beside_the_turn_as_the_programme_s_own(marked):
    page = FORMATS["html"]([marked])
    chips = re.findall(r'<a class="chip own([^"]*)" href="#marker-(\w+)".*?<b>(\d+%)</b></a>', page)
    assert chips == [("", "holding", "90%"), (" unsure", "image", "55%")]
    shown = re.search(r'<a class="chip own".*?</a>', page)[0]
    assert "<span>Naming and &lt;holding&gt;</span>" in shown
    assert "your own" in shown
    assert "naming and &lt;holding&gt; (your own) 45%" in page  # left out, with its doubt
    assert page.count('<symbol id="g-own-') == len(OWN)
    assert 'href="#g-own-holding"' in page


def test_the_page_says_how_well_they_were_learnt_and_underlines_their_words(marked):
    page = FORMATS["html"]([marked])
    table = re.search(r'<div class="own-markers">.*?</div>', page, re.DOTALL)[0]
    assert LEAD in table
    assert table.count(FIGURE) == 3  # one row a value
    assert table.count(CAUTION) == 1
    for entry in re.findall(r'<div id="marker-(?:holding|image)".*?</div>', page, re.DOTALL):
        assert FIGURE in entry
    assert WORDS in table
    text = marked.scored.utterances[0].utterance.text
    assert re.findall(r'<mark class="e e-holding" data-m="holding">(.*?)</mark>', page) == [text[:4]]
    assert ".e-holding, .e-image { text-decoration: underline 2px var(--own); }" in page


def test_the_other_markers_stay_as_they_were(plain, marked):
    ours = {m.id for m in OWN}
    assert [c for c in marked.summary.counts if c.marker not in ours] == list(plain.summary.counts)
    assert marked.summary.measures == plain.summary.measures
    page = FORMATS["html"]([plain])
    assert "your own" not in page.lower()
    assert "--own" not in page


def test_counts_and_course_know_an_own_negative_value(marked):
    counts = {(c.marker, c.value): (c.count, c.uncertain) for c in marked.summary.counts}
    assert counts["holding", "there"] == (1, 0)
    assert counts["image", "strong"] == (1, 1)
    assert sum(stretch.counts.get("holding", 0) for stretch in marked.summary.course) == 1


def test_markdown_and_terminal_tell_the_same(marked):
    text = FORMATS["md"]([marked])
    assert "## Your own markers" in text
    assert "| Naming and \\<holding\\> | 1 | 0 |" in text
    assert "Naming and \\<holding\\> (your own) 90%" in text
    console = Console(record=True, width=300, quiet=False, file=io.StringIO())
    render_terminal([marked], console)
    told = console.export_text()
    assert f"{FIGURE}. {CAUTION}" in told
    assert WORDS in told


def test_programs_are_told_which_markers_are_own(marked):
    document = json.loads(FORMATS["json"]([marked]))
    schema = json.loads((resources.files("empathy.report") / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    (session,) = document["sessions"]
    assert session["own"]["image"]["values"] == ["none", "faint", "strong"]
    assert session["figures"]["holding"] == FIGURE
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"]([marked]))))
    assert [r["holding"] for r in rows if r["holding"]].count("there") == 1
    assert list(rows[0])[-1] == "image.evidence"
