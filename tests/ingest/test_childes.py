import pytest

from empathy.errors import InputError
from empathy.ingest import read

CHAT = (
    "@UTF8\n@Begin\n@Participants:\tTHE Dana Therapist, CLI Sam Client\n"
    "*THE:\tso you (be)came &-um <the the> [/] the one who waits . \x150_2000\x15\n%mor:\tx|y\n"
    "*CLI:\tyes &=laughs I\n\tdid . \x152000_3500\x15\n*THE:\tmhm .\n@End\n"
)


def test_main_lines(file, turns):
    transcript = read(file("a.cha", CHAT))
    assert turns(transcript) == [
        ("THE", "so you became um the the the one who waits."),
        ("CLI", "yes [laughs] I did."),
        ("THE", "mhm."),
    ]
    assert [u.role for u in transcript.utterances] == ["helper", "client", "helper"]
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.0, 2.0), (2.0, 3.5), (None, None)]
    assert "1 dependent line not read" in transcript.reading.notes


def test_no_main_line(file):
    with pytest.raises(InputError, match="no main line"):
        read(file("a.cha", "@UTF8\n@Begin\n@End\n"))
