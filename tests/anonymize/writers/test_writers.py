"""What is written reads back to the same turns, and holds nothing of the source but its format."""

import json
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from anonymized_turns import ONE, anonymized, pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from empathy.anonymize.writers import WRITERS, write_back
from empathy.errors import OutputError, UsageError
from empathy.ingest import read, read_all
from empathy.transcript import Role

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
