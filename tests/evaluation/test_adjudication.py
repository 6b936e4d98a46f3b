"""Where coders differ, people decide in a template: it comes back as they saved it, and is never blanked."""

import csv

import pytest
from two_coders import ROWS, coded, wide

from empathy.errors import InputError, UsageError
from empathy.evaluation.agreement import (
    compare_coders,
    consensus,
    read_decisions,
    write_consensus,
    write_template,
)
from empathy.evaluation.codefiles import read_codes


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
