"""The table of own codes: as spreadsheets save it, and what is wrong with it told without its words."""

import pytest
from own_book import own_book

from empathy.errors import InputError
from empathy.markers.catalogue import read_catalogue
from empathy.training.own_codes import of_their_role, read_own_codes
from empathy.transcript import Role

WIDE = "session,utterance,metaphor,text\nMüller,0,yes,Well – so\nMüller,1,no\nMüller,2\n"
LONG = "session,utterance,marker,value\nMüller,0,metaphor,yes\nMüller,1,metaphor,no\nMüller,2\n"


@pytest.fixture
def book(tmp_path):
    (tmp_path / "ours.toml").write_text(own_book("metaphor"))
    return read_catalogue(tmp_path / "ours.toml")


@pytest.mark.parametrize("text", [WIDE, LONG])
@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), (";", "latin-1"), (",", "utf-8-sig")],
)
def test_tables_as_excel_saves_them_are_read(tmp_path, book, text, delimiter, encoding):
    text = text.replace(",", delimiter).replace("–", "and")
    (tmp_path / "codes.csv").write_bytes(text.encode(encoding))
    assert read_own_codes(tmp_path / "codes.csv", book) == {"metaphor": {("Müller", 0): "yes", ("Müller", 1): "no"}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Therapist: What brings you here?\nClient: Tobias.\n", "line 1: the first line should name the columns"),
        ("Tobias,0,yes,brings you here\n", "line 1: the first line should name the columns"),
        ("session,turns,metaphor\nTobias,0,yes\n", "column 'utterance': no such column\n.*Found: session, turns"),
        ("session,utterance,metaphor\nTobias\n", "line 2, column 'utterance': expected a number"),
        ("session,utterance,text,metaphor\ns,0,Tobias, he brings it,yes\n", "line 2: this row has 5 cells"),
        ("session,utterance,metaphor,metaphor\ns,0,yes,no\n", "column 'metaphor': the header names this column tw"),
        ("", "the file is empty"),
    ],
)
def test_faults_are_told_without_a_word_of_the_file(tmp_path, book, text, told):
    (tmp_path / "codes.csv").write_text(text)
    with pytest.raises(InputError, match=told) as caught:
        read_own_codes(tmp_path / "codes.csv", book)
    assert not any(word in str(caught.value) for word in ("Tobias", "brings"))


def test_a_table_that_is_not_there_is_told(tmp_path, book):
    with pytest.raises(InputError, match=r"nope\.csv: cannot be read"):
        read_own_codes(tmp_path / "nope.csv", book)


TWO = "session,utterance,coder,metaphor\na,0,anna,yes\na,1,anna,no\na,0,ben,{}\na,1,ben,\n"
TWO_LONG = (
    "session,utterance,coder,marker,value\na,0,anna,metaphor,yes\na,1,anna,metaphor,no\na,0,ben,metaphor,{}\n"
)


@pytest.mark.parametrize("text", [TWO, TWO_LONG])
def test_coders_who_differ_are_told_and_those_who_agree_are_read(tmp_path, book, text):
    path = tmp_path / "codes.csv"
    path.write_text(text.format("yes"))
    assert read_own_codes(path, book) == {"metaphor": {("a", 0): "yes", ("a", 1): "no"}}
    path.write_text(text.format("no"))
    with pytest.raises(InputError, match=r"line 4, .*another value of 'metaphor' than line 2") as caught:
        read_own_codes(path, book)
    assert "empathy agreement" in caught.value.hint
    assert "--final" in caught.value.hint


@pytest.mark.parametrize("text", [WIDE, LONG])
def test_capitals_of_column_names_do_not_count(tmp_path, book, text):
    header, rest = text.split("\n", 1)
    (tmp_path / "codes.csv").write_text(f"{header.title()}\n{rest}")
    assert read_own_codes(tmp_path / "codes.csv", book) == {"metaphor": {("Müller", 0): "yes", ("Müller", 1): "no"}}


def test_markers_that_capitals_alone_part_keep_their_columns(tmp_path, book):
    (tmp_path / "ours.toml").write_text(own_book("metaphor", "Metaphor"))
    (tmp_path / "codes.csv").write_text("session,utterance,Metaphor,metaphor\na,0,yes,no\n")
    found = read_own_codes(tmp_path / "codes.csv", read_catalogue(tmp_path / "ours.toml"))
    assert found == {"metaphor": {("a", 0): "no"}, "Metaphor": {("a", 0): "yes"}}


ROLES = {("s", 0): Role.HELPER, ("s", 1): Role.CLIENT, ("s", 2): Role.CLIENT}


def test_codes_on_turns_of_another_role_are_left_out_and_told(book):
    told = []
    codes = {"metaphor": {("s", 0): "yes", ("s", 1): "yes", ("s", 2): "no", ("elsewhere", 9): "no"}}
    kept = of_their_role(codes, {m.id: m for m in book.markers}, ROLES, told.append)
    assert kept == {"metaphor": {("s", 0): "yes", ("elsewhere", 9): "no"}}
    assert told == ["metaphor: left out 2 codes of utterances that are not the helper's, 1 of them other than 'no'"]


def test_codes_that_all_stand_on_turns_of_another_role_are_refused(book):
    codes = {"metaphor": {("s", 1): "yes", ("s", 2): "no"}}
    with pytest.raises(InputError, match="all 2 codes of 'metaphor' stand on utterances that are not"):
        of_their_role(codes, {m.id: m for m in book.markers}, ROLES, print)
