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


def captions(*cues, head="WEBVTT\n\n"):
    """Subtitles of two seconds each."""
    return head + "".join(
        f"00:00:{2 * n:02d}.000 --> 00:00:{2 * n + 2:02d}.000\n{words}\n\n" for n, words in enumerate(cues)
    )


ROLLING = (
    " \nT:<00:00:00.300><c> what</c><00:00:00.700><c> brings</c><00:00:01.000><c> you</c>",
    "T: what brings you\n ",
    "T: what brings you\nhere<00:00:04.300><c> today</c>",
    "here today\n ",
    "here today\nC:<00:00:08.500><c> I'm</c><00:00:09.000><c> so</c><00:00:09.300><c> tired</c>",
    "C: I'm so tired\n ",
)


@pytest.mark.parametrize(("name", "head"), [("a.srt", ""), ("a.vtt", "WEBVTT\n\n")])
def test_a_line_that_rolls_up_is_read_once(name, head, file, turns):
    transcript = read(file(name, captions(*ROLLING, head=head)))
    assert turns(transcript) == [("T", "what brings you here today"), ("C", "I'm so tired")]
    assert "5 captions that show the line before again: each line read once" in transcript.reading.notes


@pytest.mark.parametrize(
    ("cues", "said"),
    [
        (("C: No.", "No.", "No.", "No.", "T: You mean it."), [("C", "No. No. No. No."), ("T", "You mean it.")]),
        (
            ("<v T>No.", "<v C>No.", "<v T>No.\n<v C>Oh.", "<v C>Oh."),
            [("T", "No."), ("C", "No."), ("T", "No."), ("C", "Oh. Oh.")],
        ),
        (
            ("C: No.", "No.\nNever.", "T: You mean it.", "C: I do."),
            [("C", "No. No. Never."), ("T", "You mean it.")],
        ),
    ],
)
def test_what_is_said_twice_is_read_twice(cues, said, file, turns):
    assert turns(read(file("a.vtt", captions(*cues))))[: len(said)] == said
