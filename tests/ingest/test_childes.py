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


HEAD = "@Begin\n@Participants:\tTHE Dana Therapist, CLI Sam Client\n*THE:\tso hard .\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("*CLI it is .", ("CLI", "it is.")),
        ("* CLI : it is .", ("CLI", "it is.")),
        ("CLI:\tit is .", ("CLI", "it is.")),
        ("*CLIENT-ONE_2:\tit is .", ("CLIENT-ONE_2", "it is.")),
        ("*CLI:\tit [x2] is [- no idea] .", ("CLI", "it is.")),
        ("*CLI:\tit [x 3] <is> [//] [^ c] .", ("CLI", "it is.")),
    ],
)
def test_main_lines_typed_by_hand_are_read(line, said, file, turns):
    transcript = read(file("a.cha", f"{HEAD}{line}\n*CLI:\tyes .\n@End\n"))
    assert turns(transcript) == [("THE", "so hard."), said, ("CLI", "yes.")]
    assert transcript.reading.notes == ()


def test_lines_that_are_none_of_chat_are_told(file, turns):
    transcript = read(file("a.cha", f"{HEAD}and then some words\n*Sam said this\n\n*CLI:\tyes .\n@End\n"))
    assert turns(transcript) == [("THE", "so hard."), ("CLI", "yes.")]
    assert transcript.reading.notes == ("2 lines not read (no sign of CHAT and no speaker's code in front)",)


def test_no_main_line(file):
    with pytest.raises(InputError, match="no main line"):
        read(file("a.cha", "@UTF8\n@Begin\n@End\n"))
