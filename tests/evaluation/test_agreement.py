"""Agreement of coders from their files to the figures, own markers with them."""

import csv
import json

import pytest
from two_coders import coded

from empathy.errors import InputError
from empathy.evaluation.agreement import compare_coders
from empathy.evaluation.agreement_report import agreement_document
from empathy.evaluation.codefiles import read_codes
from empathy.evaluation.render import RENDERERS


def test_two_files_are_two_coders(files):
    report = compare_coders(read_codes(files))
    assert report.coders == ("anna", "ben")
    assert report.markers["reflection"].percent.value == pytest.approx(0.75)
    assert report.markers["validation"].kappa.value == pytest.approx(1)
    (only,) = report.disagreements
    assert (only.marker, only.unit, only.codes) == (
        "reflection",
        ("s1", "4"),
        (("anna", "complex"), ("ben", "simple")),
    )
    assert only.context == "Words of s1 0 / Words of s1 2"


def test_long_tables_and_a_coder_column_read_the_same(files, tmp_path):
    lines = ["conversation,utterance_id,rater,marker,value"]
    for file in files:
        for row in csv.DictReader(file.open()):
            for marker in ("reflection", "validation"):
                lines.append(f"{row['session']},{row['utterance']},{file.stem},{marker},{row[marker]}")
    (tmp_path / "long.csv").write_text("\n".join(lines))
    assert read_codes([tmp_path / "long.csv"]).codes == read_codes(files).codes


def test_label_studio_exports_are_read(tmp_path):
    def annotation(coder, value):
        result = {"from_name": "reflection", "to_name": "text", "type": "choices", "value": {"choices": [value]}}
        return {"completed_by": {"email": coder}, "was_cancelled": False, "result": [result]}

    tasks = [
        {
            "data": {"session": "s1", "utterance": n, "text": "…"},
            "annotations": [annotation("a@x", first), annotation("b@x", second)],
        }
        for n, (first, second) in enumerate([("none", "none"), ("simple", "complex"), ("simple", "simple")])
    ]
    (tmp_path / "export.json").write_text(json.dumps(tasks))
    report = compare_coders(read_codes([tmp_path / "export.json"]))
    assert report.coders == ("a@x", "b@x")
    assert report.markers["reflection"].percent.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        ("session,reflection", "s1,none", "utterance"),
        ("session,utterance,reflection", "s1,0,sometimes", "reflection"),
        ("session,utterance,marker,value", "s1,0,reflection,often", "value"),
        ("session,utterance,mood", "s1,0,good", "marker"),
    ],
)
def test_errors_name_the_column(tmp_path, header, row, column):
    (tmp_path / "codes.csv").write_text(f"{header}\n{row}\n")
    with pytest.raises(InputError, match=column):
        read_codes([tmp_path / "codes.csv"])


def test_one_coder_alone_is_told(files):
    with pytest.raises(InputError, match="two coders"):
        read_codes(files[:1])


def test_every_format_holds_the_figures(files):
    document = agreement_document(compare_coders(read_codes(files)))
    texts = {suffix: render(document) for suffix, render in RENDERERS.items()}
    assert all("reflection" in text and "0.75" in text for text in texts.values())
    found = json.loads(texts[".json"])["tables"][0]["rows"][0]
    assert found["percent"]["value"] == pytest.approx(0.75)
    assert "<script" not in texts[".html"]
    assert "http" not in texts[".html"]


def test_an_own_marker_s_negative_stands_first_whatever_its_name():
    codes = coded("imagery", ("s", "proverb", "none"), ("s", "metaphor", "metaphor"))
    assert codes.values("imagery") == ("none", "metaphor", "proverb")
    assert coded("imagery", ("s", "Aphorism", "No")).values("imagery") == ("No", "Aphorism")


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_the_icc_of_an_own_marker_is_of_what_is_not_negative():
    rows = [
        (f"s{n}", *values) for n in range(6) for values in [("metaphor", "proverb")] * n + [("none", "none")] * 6
    ]
    report = compare_coders(coded("imagery", *rows))
    (session,) = report.sessions
    assert session.icc == pytest.approx(1)  # the coders differ on the figure only, never on whether there is one
    assert report.notices == ()


def test_no_icc_of_an_own_marker_without_a_negative():
    rows = [(f"s{n}", *values) for n in range(6) for values in [("calm", "calm")] * n + [("tense", "calm")] * 6]
    report = compare_coders(coded("tone", *rows))
    assert report.sessions[0].icc is None
    (notice,) = report.notices
    assert notice.startswith("No ICC of tone: ")
    assert notice in agreement_document(report).intro


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_an_own_marker_of_one_value_has_no_coefficient_beside_percent():
    found = compare_coders(coded("imagery", *[(f"s{n}", "metaphor", "metaphor") for n in range(6)])).markers[
        "imagery"
    ]
    assert found.percent.value == 1
    assert [found.kappa.value, found.alpha.value, found.ac1.value] == [None, None, None]


def test_why_there_is_no_icc_is_told_and_that_intervals_of_few_conversations_are_too_narrow():
    report = compare_coders(coded("imagery", *[(f"s{n}", "metaphor", "none") for n in range(3)]))
    assert report.notices == ("No ICC of imagery: it takes 5 sessions that all coded, and there are 3.",)
    assert "fewer than 10 conversations are too narrow" in " ".join(agreement_document(report).intro)
    alike = compare_coders(coded("imagery", *[(f"s{n}", "none", "none") for n in range(12)]))
    assert alike.notices == ("No ICC of imagery: all shares are the same.",)
    assert "narrow" not in " ".join(agreement_document(alike).intro)
    two = compare_coders(coded("imagery", *[(f"s{n}", "metaphor", "none") for n in range(2)]))
    assert "No intervals" in " ".join(agreement_document(two).intro)
