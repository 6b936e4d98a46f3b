import pytest

from empathy.errors import InputError, UsageError
from empathy.ingest import READERS, read
from empathy.ingest.readers import ALIASES, choose

TURNS = [("T", "Hello"), ("C", "Hi")]
DISGUISED = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nT: Hello\n\n00:02.000 --> 00:03.000\nC: Hi\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nT: Hello\n\n2\n00:00:02,000 --> 00:00:03,000\nC: Hi\n",
    "json": '[{"speaker": "T", "text": "Hello"}, {"speaker": "C", "text": "Hi"}]',
    "txt": "[00:00:01] T: Hello\n[00:00:02] C: Hi\n",
    "csv": "speaker,text\nT,Hello\nC,Hi\n",
    "cha": "@UTF8\n@Begin\n*T:\tHello\n*C:\tHi\n",
}


@pytest.mark.parametrize("name", ["a.txt", "a", "a.transcript"])
@pytest.mark.parametrize("kind", DISGUISED)
def test_content_tells_the_format_where_the_suffix_does_not(kind, name, file, turns):
    path = file(name, DISGUISED[kind])
    assert choose(path) == kind
    assert turns(read(path)) == TURNS


def test_a_format_given_wins(file, turns):
    assert turns(read(file("a.log", "speaker,text\nT,Hello\nC,Hi\n"), format="csv")) == TURNS
    with pytest.raises(UsageError, match="no such format"):
        read(file("a.txt", "T: Hello"), format="docs")


@pytest.mark.parametrize("suffix", ["pdf", "doc", "rtf", "mp3", "xls", "odt"])
def test_other_kinds_of_files_get_advice(suffix, file):
    with pytest.raises(InputError, match=rf"\.{suffix} files are not read\n  \w"):
        read(file(f"a.{suffix}", b"\x00\x01"))


def test_aliases_lead_to_readers():
    assert set(ALIASES.values()) <= set(READERS)


def test_suffixes_in_capitals(file, turns):
    assert turns(read(file("A.VTT", DISGUISED["vtt"]))) == TURNS


def test_the_session_is_the_stem_or_what_is_given(file):
    path = file("week 3.txt", "T: Hello\nC: Hi")
    assert read(path).session == "week 3"
    assert read(path, session="x").session == "x"
