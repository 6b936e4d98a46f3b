"""What coders' files name a little otherwise than is read is told or refused, never passed over."""

import pytest
from two_coders import ROWS, coded, wide

from empathy.errors import InputError
from empathy.evaluation.agreement import compare_coders
from empathy.evaluation.codefiles import read_codes
from empathy.evaluation.codes import Codes
from empathy.evaluation.misspelt import check_units, meant


def beside(folder, text):
    (folder / "ben.csv").write_text(text)
    return [wide(folder / "anna.csv", ROWS), folder / "ben.csv"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("relfection", "reflection"),
        ("Reflections", "reflection"),
        ("self-disclosure", "self_disclosure"),
        ("reflection_note", ""),
        ("our_reflection", ""),
        ("profession", ""),
        ("", ""),
    ],
)
def test_which_name_is_meant(name, wanted):
    assert meant(name, ["question", "reflection", "self_disclosure"]) == wanted


def test_a_misspelt_column_of_a_marker_is_told_and_that_it_is_not_compared(tmp_path):
    report = compare_coders(read_codes(beside(tmp_path, "session,utterance,relfection,validation\ns1,0,none,no\n")))
    assert list(report.markers) == ["validation"]
    assert report.notices[:2] == (
        "ben.csv: Column 'relfection' is not read. Did you mean 'reflection'?",
        "reflection is not compared: no utterance was coded by two coders. Coded by: anna.",
    )


def test_a_column_beside_the_marker_it_is_like_is_left_alone(tmp_path):
    files = beside(tmp_path, "session,utterance,reflection,reflexion,validation\ns1,0,none,?,no\n")
    assert not [notice for notice in read_codes(files).notices if "Did you mean" in notice]


def test_a_misspelt_marker_of_a_long_table_is_told(tmp_path):
    rows = "s1,0,relfection,none\ns1,0,validation,no\ns1,0,our_reflection,no\n"
    codes = read_codes(beside(tmp_path, f"session,utterance,marker,value\n{rows}"))
    assert codes.notices == ["The codebook has no marker 'relfection'. Did you mean 'reflection'?"]


def test_a_table_without_any_marker_says_which_may_be_meant(tmp_path):
    with pytest.raises(InputError, match=r"no column is called like a marker\n.*Did you mean 'reflection'"):
        read_codes(beside(tmp_path, "session,utterance,reflektion\ns1,0,none\n"))


def test_a_misspelt_column_of_sessions_is_told_where_nothing_can_be_compared(tmp_path):
    codes = read_codes(beside(tmp_path, "sesion,utterance,reflection\ns1,0,none\n"))
    with pytest.raises(InputError, match=r"ben.csv: Column 'sesion' is not read. Did you mean 'session'?"):
        compare_coders(codes)


@pytest.mark.parametrize("unit", ["s1,00", "s1,0.0", 's1,"0,0"', "S1,0", " s1,0", "s01,0"])
def test_one_utterance_written_in_two_ways_is_refused(tmp_path, unit):
    with pytest.raises(InputError, match=r"^'anna' has session 's1', utterance '0', but 'ben' session") as caught:
        read_codes(beside(tmp_path, f"session,utterance,reflection\n{unit},none\ns1,2,none\n"))
    assert "more" not in str(caught.value)


def test_how_many_more_utterances_are_written_otherwise(tmp_path):
    with pytest.raises(InputError, match="and 2 more utterances so"):
        read_codes(beside(tmp_path, "session,utterance,reflection\nS1,0,none\nS1,2,none\nS1,4,none\n"))


@pytest.mark.parametrize("other", ["1.5", "10", "1a"])
def test_other_utterances_are_others(other):
    codes = coded("reflection", ("s1", "none"), ("s1", "none"))
    codes.add("reflection", ("s1", other), "z", "none")
    check_units(codes)


def test_who_has_both_ways_holds_them_for_two():
    codes = Codes()
    for coder, unit in [("anna", "1"), ("anna", "01"), ("ben", "1")]:
        codes.add("reflection", ("s1", unit), coder, "none")
    check_units(codes)


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    text = "session,utterance,reflection,notes,Reflection,notes\ns1,0,none,,simple,\n"
    with pytest.raises(InputError, match=r"line 1, column 'Reflection': .* twice, as columns 3 and 5"):
        read_codes(beside(tmp_path, text))


def test_columns_that_are_not_read_may_be_there_twice(tmp_path):
    files = beside(tmp_path, "session,utterance,reflection,notes,notes,,\ns1,0,none,a,b,,\n")
    assert read_codes(files).codes["reflection"]["s1", "0"] == {"anna": "none", "ben": "none"}
