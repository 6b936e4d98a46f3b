"""What is written reads back to the same turns, and holds nothing of the source but its format."""

import csv
import json
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.anonymize.writers import WRITERS, write_back
from empathy.anonymize.writers.tables import Unread, unread
from empathy.errors import OutputError, UsageError
from empathy.ingest import ColumnMap, read, read_all
from empathy.transcript import Reading, Role

ONE = (
    ("[PERSON_1]", "Hello [PERSON_2], at 10:30 & so on?"),
    ("Client", "Hm: “yes”, <3; [laughs]"),
    ("[PERSON_1]", "Good"),
)


def anonymized(turns=ONE, *, session="[PERSON_1]", reading="", timed=True):
    return AnonymizedTranscript(
        session=session,
        utterances=tuple(
            AnonymizedUtterance(
                index=i,
                speaker=speaker,
                role=Role.CLIENT if speaker == "Client" else Role.HELPER,
                text=text,
                start=float(i) if timed else None,
                end=i + 0.5 if timed else None,
            )
            for i, (speaker, text) in enumerate(turns)
        ),
        reading=Reading(format=reading, units=len(turns)),
    )


def without_ends(transcript):
    return replace(transcript, utterances=tuple(replace(u, end=None) for u in transcript.utterances))


def pairs(transcript):
    return tuple((u.speaker, u.text) for u in transcript.utterances)


FORMATS = [
    *((f"a.{kind}", "") for kind in WRITERS),
    ("a.txt", "Otter text"),
    ("a.txt", "Rev text"),
    ("a.txt", "Zoom text"),
    ("a.json", "Whisper JSON"),
    ("a.json", "AssemblyAI JSON"),
    ("a.json", "Deepgram JSON"),
    ("a.json", "AWS Transcribe JSON"),
    ("a.docx", "Teams Word"),
    ("a.docx", "course verbatim"),
    ("a.docx", "Word table"),
    ("a.docx", "Word, Rev text"),
]


@pytest.mark.parametrize(("name", "reading"), FORMATS)
@pytest.mark.parametrize("timed", [True, False], ids=["timed", "untimed"])
def test_written_and_read_back(name, reading, timed, tmp_path):
    if not timed and (name.endswith(("vtt", "srt")) or "JSON" in reading or reading == "Teams Word"):
        pytest.skip("these formats have times")
    write_back(Path(name), [anonymized(reading=reading, timed=timed)], tmp_path / name)
    transcript = read(tmp_path / name)
    assert pairs(transcript) == ONE
    untimed = not timed or reading in ("course verbatim", "Word table")
    assert transcript.utterances[2].start == (None if untimed else 2.0)
    if reading and not untimed:
        assert transcript.reading.format == reading
    assert [path.name for path in tmp_path.iterdir()] == [name]


WORD = st.text(st.characters(categories=("Ll", "Lu", "Nd"), include_characters="'é"), min_size=1, max_size=8)
PART = st.one_of(
    WORD, WORD, st.sampled_from(["[PERSON_2]", '"', ";", ",", "&", "<b>", "10:30", "-->", "=1+1", "|"])
)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.lists(PART, min_size=1, max_size=6).map(" ".join), min_size=2, max_size=6))
def test_any_words_come_back(kind, texts):
    if kind == "srt":  # it has no way to write its own tags and arrow as words
        texts = [text.replace("<b>", "b").replace("-->", "→") for text in texts]
    turns = tuple((("[PERSON_1]", "Client")[i % 2], text) for i, text in enumerate(texts))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"b.{kind}")
        write_back(Path(f"a.{kind}"), [anonymized(turns)], target)
        assert pairs(read(target)) == turns


def test_an_arrow_begins_no_subtitle(tmp_path):
    write_back(Path("a.srt"), [anonymized((("T", "one --> two"), ("C", "Hi")))], tmp_path / "b.srt")
    assert pairs(read(tmp_path / "b.srt")) == (("T", "one → two"), ("C", "Hi"))


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "json", "jsonl"])
def test_several_sessions(kind, tmp_path):
    two = [anonymized(session="s1"), anonymized(ONE[:2], session="s2")]
    write_back(Path(f"a.{kind}"), two, tmp_path / f"b.{kind}")
    found = read_all(tmp_path / f"b.{kind}")
    assert [(t.session, pairs(t)) for t in found] == [("s1", ONE), ("s2", ONE[:2])]
    assert {u.role for u in found[1].utterances} == {Role.HELPER, Role.CLIENT}


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


def _insides(path):
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "vtt", "json", "csv"])
def test_nothing_of_the_source_comes_over(kind, tmp_path):
    source, secret = tmp_path / f"marmalade.{kind}", "marmalade"
    if kind == "docx":
        document = docx.Document()
        document.core_properties.author = document.core_properties.title = secret
        document.sections[0].header.paragraphs[0].text = secret
        document.add_paragraph(f"T: {secret}")
        document.save(source)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        book.properties.creator = book.active.title = secret
        book.active.append(["speaker", "text", secret])
        book.save(source)
    else:
        texts = {
            "vtt": f"WEBVTT {secret}\n\nNOTE {secret}\n\n{secret}\n00:01.000 --> 00:02.000\nT: {secret}\n",
            "json": json.dumps({"id": secret, "messages": [{"speaker": secret, "text": secret}]}),
            "csv": f"speaker,text,{secret}\n{secret},{secret},{secret}\n",
        }
        source.write_text(texts[kind])
    target = tmp_path / f"b.{kind}"
    write_back(source, [anonymized()], target)
    assert secret.encode() not in _insides(target)
    assert b"python-docx" not in _insides(target)


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


@pytest.mark.parametrize(
    ("source", "target", "count", "problem"),
    [
        ("a.eaf", "b.eaf", 1, "read but not written"),
        ("a.csv", "b.txt", 2, "holds one session, 2 were given"),
        ("a.csv", "b.vtt", 0, "holds one session, 0 were given"),
    ],
)
def test_what_cannot_be_written(source, target, count, problem, tmp_path):
    with pytest.raises(UsageError, match=problem):
        write_back(Path(source), [anonymized()] * count, tmp_path / target)
    assert list(tmp_path.iterdir()) == []


def test_subtitles_need_times(tmp_path):
    with pytest.raises(UsageError, match="need a time"):
        write_back(Path("a.csv"), [anonymized(timed=False)], tmp_path / "b.vtt")


def test_no_folder_to_write_to(tmp_path):
    with pytest.raises(OutputError):
        write_back(Path("a.txt"), [anonymized()], tmp_path / "none" / "b.txt")
