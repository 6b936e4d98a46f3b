import csv
import json

import pytest

from empathy.errors import InputError
from empathy.evaluation.agreement import (
    compare_coders,
    consensus,
    read_decisions,
    write_consensus,
    write_template,
)
from empathy.evaluation.agreement_report import agreement_document
from empathy.evaluation.codefiles import read_codes
from empathy.evaluation.render import RENDERERS

ROWS = [
    ("s1", "0", "none", "no"),
    ("s1", "2", "simple", "no"),
    ("s1", "4", "complex", "yes"),
    ("s2", "0", "none", "no"),
]


def wide(path, rows, **changes):
    lines = ["session,utterance,reflection,validation,text"]
    for session, utterance, *values in rows:
        given = changes.get(f"{session}_{utterance}", values)
        lines.append(f"{session},{utterance},{','.join(given)},Words of {session} {utterance}")
    path.write_text("\n".join(lines))
    return path


@pytest.fixture
def files(tmp_path):
    return [wide(tmp_path / "anna.csv", ROWS), wide(tmp_path / "ben.csv", ROWS, s1_4=("simple", "yes"))]


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


def test_the_round_trip_through_adjudication(files, tmp_path):
    codes = read_codes(files)
    template = tmp_path / "decide.csv"
    write_template(template, compare_coders(codes))
    rows = list(csv.DictReader(template.open()))
    assert [row["final"] for row in rows] == [""]
    assert len(list(consensus(codes, read_decisions(template, codes)))) == 7
    template.write_text(template.read_text().rstrip("\n") + "complex\n")
    settled = list(consensus(codes, read_decisions(template, codes)))
    assert ("reflection", ("s1", "4"), "complex", "adjudicated") in settled
    assert len(settled) == 8
    write_consensus(tmp_path / "final.csv", settled)
    again = read_codes([tmp_path / "final.csv", files[0]])
    assert again.codes["reflection"]["s1", "4"] == {"final": "complex", "anna": "complex"}


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
