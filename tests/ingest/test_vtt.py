import pytest

from empathy.errors import InputError
from empathy.ingest import read

ZOOM = """WEBVTT

1
00:00:02.130 --> 00:00:03.900
Yuki Aoki: So it was late

2
00:00:03.900 --> 00:00:05.000
Yuki Aoki: when you came home.

3
00:00:05.500 --> 00:00:06.000
Ben Okri: Yeah. I said: no.
and that was it &amp; all

4
00:00:06.000 --> 00:00:06.500

5
00:00:07.000 --> 00:00:08.000
Yuki Aoki: Hm.
"""
TEAMS = """WEBVTT

9a-1/0
00:00:01.000 --> 00:00:02.000
<v Ann Roe>Hello, I am
glad.</v>

9a-1/1
00:00:02.000 --> 00:00:03.000
<v Ann Roe>You came.

9a-2/0
00:00:03.000 --> 00:00:04.000
<v.loud Ben Okri>Me <i>too</i> <crosstalk></v>
"""


def test_zoom(file, turns, counts):
    transcript = read(file("a.vtt", ZOOM))
    assert turns(transcript) == [
        ("Yuki Aoki", "So it was late when you came home."),
        ("Ben Okri", "Yeah. I said: no. and that was it & all"),
        ("Yuki Aoki", "Hm."),
    ]
    assert counts(transcript) == (5, 1, 1)
    assert [(u.start, u.end) for u in transcript.utterances] == [(2.13, 5.0), (5.5, 6.0), (7.0, 8.0)]


def test_teams(file, turns, counts):
    transcript = read(file("a.vtt", TEAMS))
    assert turns(transcript) == [("Ann Roe", "Hello, I am glad. You came."), ("Ben Okri", "Me too <crosstalk>")]
    assert counts(transcript) == (3, 1, 0)


BODY = "{time}\nDana: One\n\n00:00:09.000 --> 00:00:10.000\nSam: Two\n"


@pytest.mark.parametrize(
    ("time", "start", "end"),
    [
        ("00:01.000 --> 00:02.000", 1.0, 2.0),
        ("0:0:1.25 --> 0:0:2.5", 1.25, 2.5),
        ("00:00:01,000 --> 00:00:02,000 align:start", 1.0, 2.0),
        ("00:00:05.000 --> 00:00:02.000", 5.0, None),
    ],
)
def test_times(time, start, end, file):
    first = read(file("a.vtt", "WEBVTT\n\n" + BODY.format(time=time))).utterances[0]
    assert (first.start, first.end) == (start, end)


ONE_TWO = "00:01.000 --> 00:02.000\nT: one\n\n00:02.000 --> 00:03.000\nC: two\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "WEBVTT\n\nNOTE Dana: three\n\nSTYLE\n::cue {}\n\n" + ONE_TWO,
            2,
        ),
        (
            "WEBVTT Kind: captions\nLanguage: en\n\n" + ONE_TWO,
            2,
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nT: one\nC: two", 2),
        ("\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\n<v T>one</v> <v C>two</v>\r\n", 2),
    ],
)
def test_blocks_that_are_no_speech(text, expected, file, turns):
    transcript = read(file("a.vtt", text))
    assert turns(transcript) == [("T", "one"), ("C", "two")]
    assert len(transcript.utterances) == expected


def test_without_webvtt_the_advice_leads_to_a_file_that_is_read(file, turns):
    body = "00:00:01.000 --> 00:00:02.000\nT: one\n\n00:00:02.000 --> 00:00:03.000\nC: two\n"
    with pytest.raises(InputError, match=r"Put WEBVTT in the first line, or rename the file to \.srt or \.txt"):
        read(file("a.vtt", body))
    for name, text in (
        ("b.vtt", f"WEBVTT\n\n{body}"),
        ("c.vtt", f"WEBVTT\n{body}"),
        ("d.srt", body),
        ("e.txt", body),
    ):
        assert turns(read(file(name, text))) == [("T", "one"), ("C", "two")]
    assert turns(read(file("f.txt", "T: one\nC: two\n"))) == [("T", "one"), ("C", "two")]


def test_words_after_an_empty_line_are_not_lost(file, turns):
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nT: one\n\nand half\n\n00:02.000 --> 00:03.000\nC: two --> three\n"
    assert turns(read(file("a.vtt", text))) == [("T", "one and half"), ("C", "two → three")]


def test_a_cue_without_a_name_goes_on_with_the_speaker_before(file, turns):
    text = "WEBVTT\n\n" + ONE_TWO.replace("\n\n", "\n\n00:01.500 --> 00:02.000\nand more\n\n")
    transcript = read(file("a.vtt", text))
    assert turns(transcript) == [("T", "one and more"), ("C", "two")]
    assert any("1 unit without a name" in note for note in transcript.reading.notes)


def test_music_before_the_first_name_is_nobodys(file, turns):
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n[music]\n\n" + ONE_TWO
    assert turns(read(file("a.vtt", text)))[0] == ("Unnamed", "[music]")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("00:01.000 --> 00:02.000\nT: {secret}\n", "line 1: the first line should be WEBVTT"),
        ("WEBVTT\n\n00:01.000 --> soon\nT: {secret}\n", "line 3: the times of this cue"),
        ("WEBVTT\n\nT: {secret}\n", "no cue was found"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\njust {secret}\n", "no speaker is named"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "no words were found"),
    ],
)
def test_broken_files(text, problem, file, secret):
    path = file("a.vtt", text.replace("{secret}", secret))
    with pytest.raises(InputError, match=problem) as caught:
        read(path)
    assert secret not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", ["Jo Park's iPhone", "+44 7700 900123", "Jo Park, BSc", "Jo | Leeds", "Jo @ home"])
def test_a_name_that_looks_like_none_is_one_where_every_cue_names_somebody(file, turns, name):
    said = [("Maya Lind", "How was it?"), (name, "Not great."), ("Maya Lind", "All week?"), (name, "It is.")]
    cues = [f"00:0{i}.000 --> 00:0{i}.900\n{who}: {text}\n" for i, (who, text) in enumerate(said)]
    transcript = read(file("a.vtt", "WEBVTT\n\n" + "\n".join(cues)))
    assert turns(transcript) == said


def test_words_before_a_colon_are_no_name_where_some_cues_have_none(file, turns):
    said = [
        "Dana: One thing.",
        "I keep saying: no.",
        "so it goes",
        "on and on",
        "I keep saying: no.",
        "Dana: Right.",
    ]
    cues = [f"00:0{i}.000 --> 00:0{i}.900\n{text}\n" for i, text in enumerate(said)]
    assert {who for who, _ in turns(read(file("a.vtt", "WEBVTT\n\n" + "\n".join(cues))))} == {"Dana"}


@pytest.mark.parametrize("time", ["soon --> 00:00:04.000", "[00:00:03.000] --> x", "(3 --> 4)", "-3.5 --> soon"])
def test_broken_times_are_told(time, file):
    body = "00:00:01.000 --> 00:00:02.000\nT: one\n\n" + f"{time}\nC: two\n"
    with pytest.raises(InputError, match="line 6: the times of this cue"):
        read(file("a.vtt", "WEBVTT\n\n" + body))


def test_cues_without_an_empty_line_between_are_told_apart_by_their_times(file, turns):
    cues = ("00:01.000 --> 00:03.000\nT: One.", "00:03.000 --> 00:05.000\nC: Two\nand a half.",
            "3\n00:05.000 --> 00:06.000\nT: 4", "00:06.000 --> 00:07.000\nC: Five.")  # fmt: skip
    transcript = read(file("a.vtt", "WEBVTT\n\n" + "\n".join(cues)))
    assert turns(transcript) == [("T", "One."), ("C", "Two and a half."), ("T", "4"), ("C", "Five.")]
    assert [u.start for u in transcript.utterances] == [1.0, 3.0, 5.0, 6.0]


def test_an_arrow_between_times_that_were_said_is_no_cue(file, turns):
    cues = (
        "00:01.000 --> 00:03.000\nT: You slept from\n9:00 --> 10:00\nand then?\n\n00:03.000 --> 00:05.000\nC: No."
    )
    assert turns(read(file("a.vtt", f"WEBVTT\n\n{cues}\n"))) == [
        ("T", "You slept from 9:00 → 10:00 and then?"),
        ("C", "No."),
    ]
