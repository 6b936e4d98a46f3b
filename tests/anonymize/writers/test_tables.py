"""Tables as they are written: which columns stay, which are told, and cells that look like formulas."""

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from anonymized_turns import ONE, anonymized, pairs

from empathy.anonymize.writers import write_back
from empathy.anonymize.writers.tables import Unread, unread
from empathy.ingest import ColumnMap, read


def without_ends(transcript):
    return replace(transcript, utterances=tuple(replace(u, end=None) for u in transcript.utterances))


def test_known_columns_keep_their_names_and_others_go(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text(
        "transcript_id;e-mail;Interlocutor;Utterance_Text;start_ms\n7;dana@mail.example;Dana Lee;Hello Sam;1000\n"
    )
    write_back(source, [without_ends(anonymized(ONE[:1]))], tmp_path / "b.csv")
    lines = (tmp_path / "b.csv").read_text().splitlines()
    assert lines[0] == "transcript_id;Interlocutor;Utterance_Text;start_ms;role"
    assert lines[1] == "[PERSON_1];[PERSON_1];Hello [PERSON_2], at 10:30 & so on?;0;helper"


def test_utterances_keep_a_column_for_their_number_and_times_that_were_read_have_one(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("Speaker,Zeit,Utterance,Text,site\nDana,00:01,7,Hello,north\n")
    write_back(source, [anonymized(ONE[:1])], tmp_path / "b.csv")
    lines = (tmp_path / "b.csv").read_text().splitlines()
    assert lines[0] == "Speaker,Utterance,Text,start,end,role"
    assert lines[1].startswith("[PERSON_1],0,")


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ([], "Zeit, site, (column 6)"),
        (["start=Zeit"], "site, (column 6)"),
        (["text=site"], "Zeit, Text, (column 6)"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "tsv", "txt", "xlsx"])
def test_columns_of_which_nothing_is_written_are_told_by_name(tmp_path, given, left, kind):
    rows = [
        ["Speaker", "Zeit", "Utterance", "Text", "site", "What Dana's mother said?"],
        ["T", "0:01", 7, "Hi", "x", "y"],
    ]
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text("".join(("\t" if kind == "tsv" else ",").join(map(str, row)) + "\n" for row in rows))
    assert unread(path, ColumnMap.parse(given)) == Unread(left_out=left, numbered="Utterance")


def test_there_is_nothing_to_tell_of_what_is_no_table_or_wholly_read(tmp_path):
    for name, text in (("a.txt", "T: Hi\nC: Hello\n"), ("b.csv", "speaker,utterance\nT,Hi\n"), ("c.json", "[]")):
        (tmp_path / name).write_text(text)
        assert unread(tmp_path / name, ColumnMap()) == Unread(left_out="", numbered="")


def test_a_chat_table_whose_role_is_the_speaker(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("role,content\nDana,Hello\n")
    write_back(source, [anonymized(timed=False)], tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_text().splitlines()[0] == "role,content"
    assert pairs(read(tmp_path / "b.csv")) == ONE


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_a_formula_is_words_in_a_table_of_text_and_reads_back(tmp_path, kind):
    turns = (("T", '=HYPERLINK("a")'), ("C", "- no"), ("T", "'tis so"), ("C", "'=1"))
    path = tmp_path / f"b.{kind}"
    write_back(Path(f"a.{kind}"), [anonymized(turns)], path)
    with path.open(newline="") as file:
        cells = [row["text"] for row in csv.DictReader(file, delimiter="," if kind == "csv" else "\t")]
    assert cells == ['\'=HYPERLINK("a")', "'- no", "'tis so", "''=1"]
    assert pairs(read(path)) == turns


def test_a_formula_is_words(tmp_path):
    write_back(Path("a.xlsx"), [anonymized((("T", "=1+1"), ("C", "+2")))], tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [u.text for u in read(tmp_path / "b.xlsx").utterances] == ["=1+1", "+2"]
