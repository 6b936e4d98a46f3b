import csv
import json

import pytest

from empathy.errors import InputError, UsageError
from empathy.evaluation.agreement import (
    compare_coders,
    consensus,
    read_decisions,
    write_consensus,
    write_template,
)
from empathy.evaluation.agreement_report import agreement_document
from empathy.evaluation.codefiles import read_codes
from empathy.evaluation.codes import Codes
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


def coded(marker, *given):
    """Return codes of one marker: for each unit a session's name and the coders' values, in the coders' order."""
    codes = Codes()
    for place, (session, *values) in enumerate(given):
        for coder, value in zip("abcde", values, strict=False):
            codes.add(marker, (session, str(place)), coder, value)
    return codes


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


def test_names_that_a_spreadsheet_would_run_come_back_from_the_template(tmp_path):
    codes = coded("imagery", ("-s", "none", "+"), ("=t", "none", "metaphor"))
    template = tmp_path / "decide.csv"
    write_template(template, compare_coders(codes))
    assert "'-s" in template.read_text()
    assert read_decisions(template, codes) == {}
    rows = template.read_text().splitlines()
    template.write_text("\n".join([rows[0], rows[1] + "'+", rows[2].replace("'=t", "=t") + "none"]))
    assert read_decisions(template, codes) == {
        ("imagery", ("-s", "0")): "+",
        ("imagery", ("=t", "1")): "none",
    }


def test_sessions_that_an_apostrophe_alone_parts_are_not_mixed_up(tmp_path):
    codes = coded("imagery", ("-s", "none", "metaphor"))
    codes.add("imagery", ("'-s", "0"), "a", "metaphor")
    codes.add("imagery", ("'-s", "0"), "b", "none")
    template = tmp_path / "decide.csv"
    write_template(template, compare_coders(codes))
    header, first, second = template.read_text().splitlines()
    template.write_text("\n".join([header, f"{first}none", f"{second}metaphor"]))
    decided = {("imagery", ("-s", "0")): "none", ("imagery", ("'-s", "0")): "metaphor"}
    assert read_decisions(template, codes) == decided
    write_consensus(tmp_path / "final.csv", list(consensus(codes, decided)))
    # one apostrophe is our own table's, a session's name has those beyond it
    assert [line.split(",")[0] for line in (tmp_path / "final.csv").read_text().splitlines()[1:]] == ["'-s", "''-s"]
    again = read_codes([tmp_path / "final.csv", wide(tmp_path / "anna.csv", ROWS)])
    assert {unit: given["final"] for unit, given in again.codes["imagery"].items()} == {
        ("-s", "0"): "none",
        ("'-s", "0"): "metaphor",
    }


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), (",", "utf-8-sig")]
)
def test_a_template_is_read_as_a_spreadsheet_saves_it(files, tmp_path, delimiter, encoding):
    codes = read_codes(files)
    codes.add("reflection", ("Müller", "0"), "anna", "none")
    codes.add("reflection", ("Müller", "0"), "ben", "simple")
    template = tmp_path / "decide.csv"
    write_template(template, compare_coders(codes))
    header, *rows = csv.reader(template.open(encoding="utf-8"))
    with template.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *([*row[:-1], "complex"] for row in rows)])
    assert read_decisions(template, codes) == {
        ("reflection", ("s1", "4")): "complex",
        ("reflection", ("Müller", "0")): "complex",
    }


def test_decisions_that_are_not_there_are_told(files, tmp_path):
    with pytest.raises(InputError, match=r"missing\.csv: cannot be read"):
        read_decisions(tmp_path / "missing.csv", read_codes(files))
    (tmp_path / "decide.csv").write_text("session,utterance,marker\ns1,4,reflection\n")
    with pytest.raises(InputError, match="column 'final': no such column"):
        read_decisions(tmp_path / "decide.csv", read_codes(files))


def test_a_unit_that_is_decided_in_two_ways_is_told(files, tmp_path):
    template = tmp_path / "decide.csv"
    row = "s1,4,reflection,complex,simple,,,"
    template.write_text(f"session,utterance,marker,anna,ben,context,text,final\n{row}simple\n{row}simple\n")
    assert read_decisions(template, read_codes(files)) == {("reflection", ("s1", "4")): "simple"}
    template.write_text(template.read_text() + f"{row}complex\n")
    with pytest.raises(InputError, match="line 4, column 'final': is decided otherwise further up"):
        read_decisions(template, read_codes(files))


def test_a_new_template_blanks_no_decisions(files, tmp_path):
    report, template = compare_coders(read_codes(files)), tmp_path / "decide.csv"
    write_template(template, report)
    write_template(template, report)  # nobody has decided anything yet
    filled = template.read_text().rstrip("\n").replace(",", ";") + "complex\n"
    for content in (filled, filled + "s1;4\n", filled.replace(";complex", ';"complex')):
        template.write_text(content)
        with pytest.raises(UsageError, match="holds decisions") as caught:
            write_template(template, report)
        assert "--decided" in caught.value.hint
        assert template.read_text() == content


def test_what_is_settled_tells_how():
    codes = coded(
        "imagery",
        ("s", "none", "none", "none"),
        ("s", "none"),
        ("s", "none", "none", "metaphor"),
        ("s", "none", "none", "metaphor", "proverb"),
        ("s", "none", "none", "metaphor", "metaphor"),
        ("s", "none", "none", "none", "metaphor", "proverb"),
    )
    settled = {unit[1]: (value, how) for _, unit, value, how in consensus(codes, {})}
    assert settled == {
        "0": ("none", "agreed"),
        "1": ("none", "single"),
        "2": ("none", "majority"),
        "5": ("none", "majority"),
    }


def test_people_may_decide_for_a_value_that_neither_coder_gave_there(tmp_path):
    codes = coded("imagery", ("s", "none", "metaphor"), ("s", "proverb", "proverb"))
    write_template(tmp_path / "decide.csv", compare_coders(codes))
    with (tmp_path / "decide.csv").open("a") as file:
        file.write("s,0,imagery,none,metaphor,,,proverb\n")
    assert read_decisions(tmp_path / "decide.csv", codes) == {("imagery", ("s", "0")): "proverb"}


@pytest.mark.parametrize(
    ("row", "told"), [("s1,4", "too few cells"), ("s1,4,reflection,a,b,,so, no,simple", "too many")]
)
def test_a_row_whose_cells_do_not_match_the_header_is_told_with_its_line(files, tmp_path, row, told):
    template = tmp_path / "decide.csv"
    template.write_text(f"session,utterance,marker,anna,ben,context,text,final\n{row}\n")
    with pytest.raises(InputError, match=told) as raised:
        read_decisions(template, read_codes(files))
    assert raised.value.path == template
    assert raised.value.line == 2
    assert "cell for every column" in raised.value.hint


def test_why_there_is_no_icc_is_told_and_that_intervals_of_few_conversations_are_too_narrow():
    report = compare_coders(coded("imagery", *[(f"s{n}", "metaphor", "none") for n in range(3)]))
    assert report.notices == ("No ICC of imagery: it takes 5 sessions that all coded, and there are 3.",)
    assert "fewer than 10 conversations are too narrow" in " ".join(agreement_document(report).intro)
    alike = compare_coders(coded("imagery", *[(f"s{n}", "none", "none") for n in range(12)]))
    assert alike.notices == ("No ICC of imagery: all shares are the same.",)
    assert "narrow" not in " ".join(agreement_document(alike).intro)
    two = compare_coders(coded("imagery", *[(f"s{n}", "metaphor", "none") for n in range(2)]))
    assert "No intervals" in " ".join(agreement_document(two).intro)
