"""What subtitles of both formats have in common."""

import pytest

from empathy.ingest import read


@pytest.mark.parametrize(("name", "head"), [("a.srt", ""), ("a.vtt", "WEBVTT\n\n")])
@pytest.mark.parametrize(
    ("time", "start", "end", "told"),
    [
        ("-00:00:02.000 --> 00:00:04.000", 0.0, 4.0, True),
        ("00:00:03,000 -> 00:00:04,000", 3.0, 4.0, False),
        ("00:00:03.000 —> 00:00:04.000", 3.0, 4.0, False),
    ],
)
def test_odd_times_are_read_and_never_words_of_the_turn_before(name, head, time, start, end, told, file, turns):
    transcript = read(file(name, f"{head}00:00:01.000 --> 00:00:02.000\nT: one\n\n{time}\nC: two\n"))
    assert turns(transcript) == [("T", "one"), ("C", "two")]
    assert (transcript.utterances[1].start, transcript.utterances[1].end) == (start, end)
    assert ("1 cue with a time below zero: read as the beginning" in transcript.reading.notes) is told
