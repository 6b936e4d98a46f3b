from datetime import time

import openpyxl
import pytest

from empathy.errors import InputError
from empathy.ingest import read, read_all


@pytest.fixture
def book(tmp_path):
    def save(**sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
        workbook.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return save


def test_one_sheet(book, turns, counts):
    path = book(s=[["My session"], [], ["Speaker", "Text", "Start"], ["T", "Hello", time(0, 0, 5)], ["C", None, 9]])
    transcript = read(path)
    assert transcript.session == "a"
    assert turns(transcript) == [("T", "Hello"), ("C", "")]
    assert [u.start for u in transcript.utterances] == [5.0, 9.0]
    assert counts(transcript) == (2, 0, 1)


def test_a_formula_that_was_never_computed_is_counted_as_empty(book, turns, counts):
    transcript = read(book(s=[["speaker", "text"], ["T", "Hello"], ["C", '=CONCATENATE("H", "i")'], ["T", "Bye"]]))
    assert turns(transcript) == [("T", "Hello"), ("C", ""), ("T", "Bye")]
    assert counts(transcript) == (3, 0, 1)


def test_sheets_of_speech_are_sessions(book):
    rows = [["speaker", "text"], ["T", "Hello"], ["C", "Hi"]]
    found = read_all(book(one=rows, codes=[["a", "b"], [1, 2]], two=rows))
    assert [t.session for t in found] == ["one", "two"]
    assert "1 other sheet not read" in found[0].reading.notes


def test_session_numbers_are_whole(book):
    found = read_all(book(s=[["session", "speaker", "text"], [3.0, "T", "a"], [3.0, "C", "b"], [4.0, "T", "c"]]))
    assert [t.session for t in found] == ["3", "4"]


@pytest.mark.parametrize("rows", [[["was"], ["marmalade jam"]], [["T", "I like marmalade."], ["C", "No"]], []])
def test_no_columns(book, rows, secret):
    with pytest.raises(InputError) as caught:
        read(book(s=rows))
    assert secret not in str(caught.value)


def test_merged_session_cells_hold_for_the_rows_they_cover(book, turns):
    rows = [["one", "T", "a"], [None, "C", "b"], [None, None, None], ["two", "T", "c"], [None, "C", "d"]]
    path = book(s=[["session", "speaker", "text"], *rows])
    workbook = openpyxl.load_workbook(path)
    workbook["s"].merge_cells("A2:A3")
    workbook["s"].merge_cells("A5:A6")
    workbook.save(path)
    found = read_all(path)
    assert {t.session: turns(t) for t in found} == {
        "one": [("T", "a"), ("C", "b")],
        "two": [("T", "c"), ("C", "d")],
    }
    assert [t.reading.notes for t in found] == [("1 row without a session's name: the session above goes on",)] * 2
