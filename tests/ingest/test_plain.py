import time

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
    "Otter text": "Dana Lee  0:03\nHello there.\n"
    "All well?\n\nSam  1:02:09\nYes. Note: late.\n\nTranscribed by https://otter.ai\n",
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


_HI, _LATE = "Hello there. All well?", "Yes. Note: late."
# What a file begins with, and what each of two turns is written as
EXPORTS = {
    "Zoom's saved chat": "10:03:22 From Dana Lee to Everyone:\n"
    "\tHello there.\n\tAll well?\n10:03:28 From Sam to Dana Lee(Direct Message):\n\tYes. Note: late.\n",
    "Zoom's older chat": f"10:03:22\t From  Dana Lee : {_HI}\n"
    f"10:03:28\t From  Sam  to  Dana Lee(Privately) : {_LATE}\n",
    "Zoom's chat with dates": "2031-05-01 10:03:22 From Dana Lee to Everyone:\n"
    f"\t{_HI}\n2031-05-01 10:03:28 From Sam to Everyone:\n\t{_LATE}\n",
    "WhatsApp on iOS": "[01/05/2031, 10:03:22] Dana Lee: Hello there.\n"
    f"All well?\n[01/05/2031, 10:03:28] Sam: {_LATE}\n",
    "WhatsApp in America": f"[5/31/31, 11:59:58\u202fPM] Dana Lee: {_HI}\n"
    f"[6/1/31, 12:00:04\u202fAM] Sam: {_LATE}\n",
    "WhatsApp on Android": f"01.05.31, 10:03:22 - Dana Lee: {_HI}\n01.05.31, 10:03:28 - Sam: {_LATE}\n",
    "Telegram, copied": f"Dana Lee, [01.05.2031 10:03:22]\n{_HI}\n\nSam, [01.05.2031 10:03:28]\n{_LATE}\n",
    "Discord": f"[05/01/2031 10:03:22 AM] Dana Lee\n{_HI}\n\n[05/01/2031 10:03:28 AM] Sam\n{_LATE}\n",
    "Word's transcript": f"Audio file\na.m4a\n\nTranscript\n00:00:00 Dana Lee\n{_HI}\n00:00:06 Sam\n{_LATE}\n",
    "Happy Scribe": f"[00:00:00.000] - Dana Lee\n{_HI}\n\n[00:00:06.000] - Sam\n{_LATE}\n",
    "Fireflies": f"Dana Lee - 00:00\n{_HI}\n\nSam - 00:06\n{_LATE}\n",
    "Rev's plain text": f"Dana Lee    00:00:00    {_HI}\nSam    00:00:06    {_LATE}\n",
    "Slack, copied": f"Dana Lee  10:03:22 AM\n{_HI}\n\nSam  10:03:28 AM\n{_LATE}\n",
    "Sonix": f"Dana Lee: [00:00:00] {_HI}\n\nSam: [00:00:06] {_LATE}\n",
    "Temi": f"Dana Lee:\t00:00\t{_HI}\nSam:\t00:06\t{_LATE}\n",
    "InqScribe": f"[00:00:00;12] Dana Lee: {_HI}\n\n[00:00:06;05] Sam: {_LATE}\n",
    "f4transkript": f"#00:00:00-0# Dana Lee: {_HI}\n#00:00:06-0# Sam: {_LATE}\n",
    "Google Meet": f"00:00:00\n\nDana Lee: {_HI}\n\n00:00:06\n\nSam: {_LATE}\nTranscription ended after 00:24:10\n",
    "Teams": "Dana Lee started transcription\n"
    f"\nDana Lee   0:00\n{_HI}\n\nSam   0:06\n{_LATE}\n\nDana Lee stopped transcription\n",
    "a recogniser's ranges": "Dana Lee [00:00:00.000 - 00:00:05.000]\n"
    f"{_HI}\nSam [00:00:06.000 - 00:00:09.000]\n{_LATE}\n",
    "ranges before the names": f"[00:00.000 --> 00:05.000] Dana Lee: {_HI}\n"
    f"[00:06.000 --> 00:09.000] Sam: {_LATE}\n",
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_services_and_chats(name, file, turns):
    transcript = read(file("a.txt", EXPORTS[name]))
    assert turns(transcript) == [("Dana Lee", _HI), ("Sam", _LATE)]
    assert [u.start for u in transcript.utterances] == [0.0, 6.0]


TYPED = {
    "numbers": "1 T: Hi.\n2 C: No.\n",
    "numbers of turns": "1.1 T: Hi.\n1.2 C: No.\n",
    "numbers of lines": "001 T: Hi.\n002 C:\n003 No.\n",
    "tabs": "T\tHi.\nC\tNo.\n",
    "dashes": "T - Hi.\nC - No.\n",
    "brackets": "(T) Hi.\n(C) No.\n",
    "half brackets": "T) Hi.\nC) No.\n",
    "full stops": "T. Hi.\nC. No.\n",
    "semicolons": "T; Hi.\nC; No.\n",
    "names above": "T\nHi.\n\nC\nNo.\n",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED.keys())
def test_as_people_type_names(text, file, turns):
    assert turns(read(file("a.txt", text))) == [("T", "Hi."), ("C", "No.")]


@pytest.mark.parametrize(
    "text",
    [
        "[00:01.000 --> 00:02.000]  Okay\n[00:02.000 --> 00:03.000]  Well so\n[00:03.000 --> 00:04.000]  Okay\n",
        "a) one\nb) two\nc) three\n",
        "Dana - one\nSam - two\n",
        "10:30 Lunch\nwith Sam\n11:00 Lunch\nagain\n11:30 and then\n12:00 no more\n",
    ],
)
def test_lines_that_name_nobody_are_refused(text, file):
    with pytest.raises(InputError, match="no line begins with a speaker's name"):
        read(file("a.txt", text))


def test_what_a_messenger_says_itself_is_nobodys(file, turns):
    transcript = read(
        file(
            "a.txt",
            "01/05/2031, 10:03 - Messages are encrypted.\n01/05/2031, 10:03 - Dana: Hi\n"
            "01/05/2031, 10:05 - Sam: <Media omitted>\n"
            "01/05/2031, 10:05 - Dana changed the group name\n01/05/2031, 10:06 - Dana: \u200eimage omitted\n",
        )
    )
    assert turns(transcript) == [("Dana", "Hi"), ("Sam", "[Media omitted]"), ("Dana", "[image omitted]")]
    assert [u.start for u in transcript.utterances] == [0.0, 120.0, 180.0]
    assert "2 lines of the messenger itself not read" in transcript.reading.notes


def test_times_within_turns_are_no_words(file, turns):
    transcript = read(
        file("a.txt", "T: One [00:10] two. [00:00:12]\n\n[00:01:00]\n\nC: Hm [inaudible 00:14].\nT: At 10:30.\n")
    )
    assert turns(transcript) == [("T", "One two."), ("C", "Hm [inaudible 00:14]."), ("T", "At 10:30.")]
    assert [(u.start, u.end) for u in transcript.utterances] == [(None, 12.0), (60.0, None), (None, None)]
    assert "2 times between or within turns not read" in transcript.reading.notes


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
        "Hey, Maya: no.",
        "Hey Maya: no.",
    ],
)
def test_speech_with_a_colon_goes_on(line, file, turns):
    transcript = read(file("a.txt", f"T: How was it?\nC: Bad.\n{line}\nT: Why?\nC: Work.\n{line}\n"))
    assert [who for who, _ in turns(transcript)] == ["T", "C", "T", "C"]
    assert not any("may begin with a name" in note for note in transcript.reading.notes)


@pytest.mark.parametrize("blanks", [" " * 100_000, "\t" * 100_000, " \t" * 50_000])
@pytest.mark.parametrize("line", ["C:{}No.", "C: No{}. Well: no.", "C: No.{}", "{}C: No.", "so{}on"])
def test_blanks_without_end_take_no_time(line, blanks, file, turns):
    began = time.process_time()
    assert turns(read(file("a.txt", f"T: Hi.\nC: Hm.\n{line.format(blanks)}\n")))[0] == ("T", "Hi.")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("sign", ["\x7f", "\x10", "\x02 \x03"])
def test_a_sign_without_a_look_is_no_name(sign, file, turns):
    text = "T: Hi.\nC: No.\n" * 40
    assert turns(read(file("a.txt", f"{text}{sign}: so\n")))[-1] == ("C", "No. : so")
