import pytest

from empathy.errors import InputError
from empathy.ingest import read

SRT = """1
00:00:01,000 --> 00:00:04,000
John Smith:
Hello there

2
00:00:04,000 --> 00:00:05,000
and <i>more</i>

3
00:05,000 --> 00:06,500
Ann Poe: Hi

4
00:00:07,000 --> 00:00:08,000

"""


@pytest.mark.parametrize("text", [SRT, SRT.replace(",", "."), SRT.replace("\n", "\r\n"), "\ufeff" + SRT])
def test_speakers_named_where_they_change(text, file, turns, counts):
    transcript = read(file("a.srt", text))
    assert turns(transcript) == [("John Smith", "Hello there and more"), ("Ann Poe", "Hi")]
    assert counts(transcript) == (4, 1, 1)
    assert [(u.start, u.end) for u in transcript.utterances] == [(1.0, 5.0), (5.0, 6.5)]


def test_words_that_are_a_number_alone_are_no_index(file, turns):
    text = "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i},500\n{'TC'[i % 2]}:\n{i + 3}\n\n" for i in range(1, 5))
    assert turns(read(file("a.srt", text))) == [("C", "4"), ("T", "5"), ("C", "6"), ("T", "7")]


def test_without_numbers_and_without_empty_lines(file, turns):
    bare = "00:01,000 --> 00:02,000\nT: one\n\n00:02,000 --> 00:03,000\nC: 2\n"
    tight = "1\n00:01,000 --> 00:02,000\nT: one\nmore\n2\n00:02,000 --> 00:03,000\nC: 2\n"
    assert turns(read(file("a.srt", bare))) == [("T", "one"), ("C", "2")]
    assert turns(read(file("b.srt", tight))) == [("T", "one more"), ("C", "2")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\n{secret}\n", "no speaker is named"),
        ("1\n00:00:0x,000 --> 00:00:02,000\nT: {secret}\n", "line 2: the times"),
        ("T: {secret}\n", "no subtitle"),
    ],
)
def test_broken_files(text, problem, file, secret):
    path = file("a.srt", text.replace("{secret}", secret))
    with pytest.raises(InputError, match=problem) as caught:
        read(path)
    assert secret not in str(caught.value)


@pytest.mark.parametrize("said", ["9:00 => 10:00 I slept", "0:30 -> 0:45 was all", "3 -> 4", "9:00 → hm"])
def test_times_with_an_arrow_in_the_words_are_words(said, file, turns):
    body = f"00:00:01,000 --> 00:00:02,000\nT: one\n{said}\n\n00:00:03,000 -> 00:00:04,000 align:left\nC: two\n"
    assert turns(read(file("a.srt", body))) == [("T", f"one {said}"), ("C", "two")]


@pytest.mark.parametrize("time", ["soon --> 00:00:04,000", "[00:00:03,000] --> x", "(3 --> 4)", "-3,5 --> soon"])
def test_broken_times_are_told(time, file):
    body = "00:00:01,000 --> 00:00:02,000\nT: one\n\n" + f"{time}\nC: two\n"
    with pytest.raises(InputError, match="line 4: the times of this subtitle"):
        read(file("a.srt", body))
