import pytest

from empathy.errors import InputError
from empathy.ingest import read

CASES = {
    "named turns": ("Therapist: How was it?\nClient: Hard.\n", [("Therapist", "How was it?"), ("Client", "Hard.")]),
    "initials": ("T: Hello.\nC:Hi.\n", [("T", "Hello."), ("C", "Hi.")]),
    "continuation": (
        "Therapist: How was it?\nI mean the evening.\n\nAfter supper.\nClient: Hard.",
        [("Therapist", "How was it? I mean the evening. After supper."), ("Client", "Hard.")],
    ),
    "text below the name": (
        "Therapist:\nHow was it?\nClient:\nHard.",
        [("Therapist", "How was it?"), ("Client", "Hard.")],
    ),
    "an appointment is no speaker": (
        "Client: My day was\n10:30 Meeting: the boss\nTherapist: Oh.",
        [("Client", "My day was 10:30 Meeting: the boss"), ("Therapist", "Oh.")],
    ),
    "a sentence with a colon": (
        "Client: Well.\nMy point is this: no.\nRemember: no.\nTherapist: Oh.",
        [("Client", "Well. My point is this: no. Remember: no."), ("Therapist", "Oh.")],
    ),
    "a time in the words": ("T: One\nat B 10:30\nC: Two", [("T", "One at B 10:30"), ("C", "Two")]),
    "a web address": (
        "Client: See\nhttps://a.example/x\nTherapist: Oh.",
        [("Client", "See https://a.example/x"), ("Therapist", "Oh.")],
    ),
    "drift of a label": (
        "MARIA GOMEZ: One\nT: Two\nMaria Gomez : Three\nMaria: Four",
        [("Maria Gomez", "One"), ("T", "Two"), ("Maria Gomez", "Three"), ("Maria Gomez", "Four")],
    ),
    "noise and empty turns stay": (
        "T: Hello\nC: [laughter]\nT:\nC: (inaudible)",
        [("T", "Hello"), ("C", "[laughter]"), ("T", ""), ("C", "(inaudible)")],
    ),
    "redaction marks": ("T: Hi [NAME], XXXX.\nC: Hi", [("T", "Hi [NAME], XXXX."), ("C", "Hi")]),
    "entities": ("T: you &amp; me, it&#39;s\nC: R&copy", [("T", "you & me, it's"), ("C", "R&copy")]),
    "times without seconds": ("00:03 Dana: One\n00:05 Sam: Two", [("Dana", "One"), ("Sam", "Two")]),
    "numbered turns": ("1. Dana: One\n2. Sam: Two", [("Dana", "One"), ("Sam", "Two")]),
    "a name and a time above": ("Dana 00:03\nOne\nSam 00:05\nTwo", [("Dana", "One"), ("Sam", "Two")]),
    "lower case": ("dana: One\nsam: Two\ndana: Three", [("dana", "One"), ("sam", "Two"), ("dana", "Three")]),
    "lower case, once each": ("dana: One\nsam: Two", [("dana", "One"), ("sam", "Two")]),
    "a lower-case word is no third": (
        "dana: One\nhonestly: no\nsam: Two\ndana: 3\nsam: 4",
        [
            ("dana", "One honestly: no"),
            ("sam", "Two"),
            ("dana", "3"),
            ("sam", "4"),
        ],
    ),
    "bold labels": ("**Therapist:** Hello\n**Client:** Hi", [("Therapist", "Hello"), ("Client", "Hi")]),
    "numbers after the name": ("Speaker 1: One\nSpeaker 2: Two", [("Speaker 1", "One"), ("Speaker 2", "Two")]),
    "one name to each": ("Dana: One\nSam: Two", [("Dana", "One"), ("Sam", "Two")]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_turns(case, ends, file, turns, counts):
    text, expected = case
    transcript = read(file("a.txt", text.replace("\n", ends)))
    assert turns(transcript) == expected
    assert counts(transcript) == (len(expected), 0, sum(not text for _, text in expected))


SERVICES = {
    "Otter text": "Dana Lee  0:03\nHello there.\nAll well?\n\nSam  1:02:09\nYes. Note: late.\n\nTranscribed by https://otter.ai\n",
    "Rev text": "Dana Lee (00:00:03):\nHello there.\nAll well?\n\nSam (01:02:09):\nYes. Note: late.\n",
    "Zoom text": "00:00:03\tDana Lee\tHello there. All well?\n01:02:09\tSam\tYes. Note: late.\n",
    "plain text": "[00:00:03] Dana Lee: Hello there.\nAll well?\n[01:02:09] Sam: Yes. Note: late.\n",
}


@pytest.mark.parametrize("name", SERVICES)
def test_exports_of_transcription_services(name, file, turns):
    transcript = read(file("a.txt", SERVICES[name]))
    assert transcript.reading.format == name
    assert turns(transcript) == [("Dana Lee", "Hello there. All well?"), ("Sam", "Yes. Note: late.")]
    assert [u.start for u in transcript.utterances] == [3.0, 3729.0]


def test_zoom_captions_by_the_clock_count_from_the_first(file, turns):
    transcript = read(file("a.txt", "[Dana Lee] 09:31:05\nHello.\n\n[Sam] 09:31:09\nHi.\n"))
    assert turns(transcript) == [("Dana Lee", "Hello."), ("Sam", "Hi.")]
    assert [u.start for u in transcript.utterances] == [0.0, 4.0]


def test_zoom_chat(file, turns):
    text = "10:03:22\t From Dana Lee to Everyone:\tHello\n10:03:30\t From Sam to Everyone:\tHi to all\n"
    assert turns(read(file("a.txt", text))) == [("Dana Lee", "Hello"), ("Sam", "Hi to all")]


def test_what_was_not_a_turn_is_told(file):
    notes = read(file("a.txt", "Session 3\nDate: May\nT: Hi\nand on\nC: Hm\n")).reading.notes
    assert any("2 lines before" in note for note in notes)
    assert any("1 continuation line joined" in note for note in notes)


def test_prose_without_names_is_refused(file, secret):
    path = file("a.txt", f"Once there was {secret}.\nThe end.\n")
    with pytest.raises(InputError, match="line 1: no line begins with a speaker's name") as caught:
        read(path)
    assert secret not in str(caught.value)


@pytest.mark.parametrize("sign", ["\t", "\x0c", "\u200b", "\u200e", "\u202a", "\u3000", "  \t "])
def test_what_is_not_seen_before_a_name_hides_it_not(file, turns, sign):
    text = f"Therapist: Hello.\n{sign}Client: Hm.\nTherapist: Well?\n{sign}Client: No.\n"
    assert turns(read(file("a.txt", text)))[1::2] == [("Client", "Hm."), ("Client", "No.")]


ODD_NAMES = [
    "Smith, Jo",
    "Jo 🌸",
    "🌸 Jo",
    "Jo [remote]",
    "Jo | Leeds",
    "Jo <jo@x.org>",
    "Jo (she/her)",
    "Smith, J. (RN)",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_with_signs_in_it_is_one_where_it_comes_again_or_nobody_else_answers(name, file, turns):
    pair = [("T", "How was it?"), (name, "Not great.")]
    for said in (pair, pair * 2, [("Dana Lee", "Hello."), *pair * 2]):
        text = "".join(f"{who}: {words}\n" for who, words in said)
        assert turns(read(file("a.txt", text))) == said


def test_a_name_with_signs_in_it_that_comes_once_beside_others_is_told(file, turns):
    transcript = read(file("a.txt", "T: How was it?\nSmith, Jo: Not great.\nC: It was.\nT: I see.\n"))
    assert turns(transcript)[0] == ("T", "How was it? Smith, Jo: Not great.")
    assert "1 line of these may begin with a name, too odd or rare to be sure" in transcript.reading.notes


@pytest.mark.parametrize("name", ["İrem", "İrem Kaya", "Dana İnan"])
def test_a_letter_that_two_stand_for_in_lower_case_is_one_of_a_plain_name(name, file, turns):
    said = [(name, "How was it?"), ("C", "Bad."), ("T", "Oh."), ("C", "Yes.")]
    assert turns(read(file("a.txt", "".join(f"{who}: {words}\n" for who, words in said)))) == said


@pytest.mark.parametrize(
    "line",
    [
        "Well, Mum said: no.",
        "So, Jo: no.",
        "I said, Jo: no.",
        "Sorry, [PERSON_2]: no.",
        "No! Jo: no.",
        "Oh, but: no.",
    ],
)
def test_speech_with_a_colon_goes_on(line, file, turns):
    transcript = read(file("a.txt", f"T: How was it?\nC: Bad.\n{line}\nT: Why?\nC: Work.\n{line}\n"))
    assert [who for who, _ in turns(transcript)] == ["T", "C", "T", "C"]
    assert not any("may begin with a name" in note for note in transcript.reading.notes)
