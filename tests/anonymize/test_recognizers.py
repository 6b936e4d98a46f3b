"""One table a recognizer: texts with <what must be hidden>, and texts that must stay as they are."""

import re

import pytest

from empathy.anonymize.detect import Detector
from empathy.anonymize.lexicon import load_lexicon
from empathy.anonymize.settings import AnonymizeSettings

HIDDEN = {
    "PERSON": [
        "I'm seeing Dr. <Oyelaran> on the third floor.",
        "my sister <xiomara> said i should go",
        "<Nguyen Thi Lan> called this morning.",
        "Me and <Callum> broke up.",
        "there are three of us, me, <sanjay> and <priya>",
        "I said to <D'Angelo>, I'm done.",
        "What's that, <Kwame>?",
        "Is <Ifeoma> coming too?",
        "Poor <Esperanza>.",
        "Uncle <Vernon> never spoke of it.",
        "my probation officer mr <kowalczyk> called",
        "THEN <MARTHA> TOLD ME TO LEAVE",
        "hey its <marcus> from the group",
        "I'm <Will>.",
        "<May> told me she was leaving.",
        "<Mark>'s house burned down.",
        "<Hope>'s school called.",
        "<Faith> is my sponsor.",
        "<Chase> and <Autumn> are twins.",
        "<Gaz>'ll be at the pub.",
        "So <Grace>, how did that feel?",
        "It's <S-I-O-B-H-A-N>.",
        "my last name is <k-o-w-a-l-s-k-i>",
        "my name is <d a w n>",
        "<Jean-Luc> doesn't speak to me.",
        "It was <Siobhan> who told <natalie>s mum.",
        "I can't stand <van den Berg>'s attitude.",
    ],
    "PLACE": ["I'm from <Scunthorpe> originally.", "i live in <milton keynes>", "She's in <Baton Rouge> now."],
    "ORGANISATION": [
        "I was at <Betty Ford Center>.",
        "my son goes to <lincoln elementary school>",
        "I study at the <University of Leeds>.",
        "I work at <Tesco>.",
        "I got fired from <Hardy, Walker and Huff>.",
    ],
    "ADDRESS": [
        "I live at <221B Baker Street, London NW1 6XE>.",
        "It's <742 Evergreen Terrace, Springfield>.",
        "i live at <14 acacia avenue>",
        "he lives at <forty two wallaby way>",
        "<PO Box 1234>",
        "Before that it was <Hauptstraße 5, 10115 Berlin>.",
        "My postcode is <SW1A 1AA>.",
    ],
    "PHONE": [
        "Ring <07911 123456>.",
        "Call <(555) 867-5309> after six.",
        "It's <+1 (415) 555-2671 ext. 42>.",
        "it's <five five five eight six seven five three oh nine>",
    ],
    "EMAIL": [
        "Write to <jo.bloggs+test@mail.example.org>.",
        "its <jobloggs99 at gmail dot com>",
        "you can write to me at <mary dot jones at example dot co dot uk>",
    ],
    "URL": ["See <https://www.example.com/profile/jo?id=3>.", "My site is <joblogs.co.uk>."],
    "HANDLE": ["I'm <@jo_bloggs> on there.", "insta is <jo.bloggs_92>"],
    "NUMBER": [
        "SSN <078-05-1120>",
        "My card is <4111 1111 1111 1111>.",
        "It goes to <GB29 NWBK 6016 1331 9268 19>.",
        "My NI number is <QQ 12 34 56 C>.",
        "my social is <078051120>",
        "My policy number is <ZX 99 12 34>.",
        "passport number <C01X00T47>",
        "My driving licence is <MORGA657054SM9IJ>.",
        "A blue van, <AB12 CDE>, followed me.",
        "It says MRN <00384756> on my wristband.",
    ],
    "DATE": [
        "I was born on <12/05/1983>.",
        "born <May 12, 1983>",
        "my hearing is on <the third of march>".replace("<the ", "the <"),
        "We met in <June 2021>.",
    ],
    "AGE": ["She is <ninety-four>.", "My grandad turned <101>."],
}

KEPT = [
    "Will you help me?",
    "May I come in?",
    "Mark my words.",
    "Hope is all I have.",
    "Rose from bed at noon.",
    "I am rich in friends, to be frank.",
    "Summer is hard for me.",
    "i hope so and i may go",
    "my dad will be home",
    "thanks hope you are well",
    "She takes 20 mg of Zoloft and some Wellbutrin.",
    "I have ADHD, OCD and PTSD.",
    "On Monday I felt better, in March I started again.",
    "I've been on Lexapro since 2019, twice a week I see a nurse.",
    "He scored 9 out of 10, that's 90 percent.",
    "I have to pay $1,200 a month.",
    "My blood pressure was 120/80 and my A1C was 7.2.",
    "We walked down the street and across the road.",
    "I'm 36 and I smoked for 30 years.",
    "i counted one two three four five six seven",
    "We went to Spain and I speak English.",
    "Mm-hmm. Uh-huh. Wh-what? I-I-I don't know.",
    "Thanks, Mum.",
    "I go to AA and I watch Netflix on New Year's Eve.",
    "The doctor said it's nothing.",
    "I met [NAME] and XXXX at [PLACE].",
]


@pytest.fixture(scope="module")
def detector():
    return Detector(lexicon=load_lexicon(), settings=AnonymizeSettings(), model=None)


@pytest.mark.parametrize(("kind", "marked"), [(k, t) for k, texts in HIDDEN.items() for t in texts])
def test_what_identifies_is_found_whole_and_of_its_kind(detector, kind, marked):
    wanted = re.findall(r"<(.+?)>", marked)
    text = re.sub(r"<(.+?)>", r"\1", marked)
    found = detector.detect([text])[0]
    assert {s.kind.value for s in found} == {kind}
    assert [text[s.start : s.end].strip(" .") for s in found] == [w.strip(" .") for w in wanted]


@pytest.mark.parametrize("text", KEPT)
def test_ordinary_talk_stays(detector, text):
    assert detector.detect([text])[0] == ()


def test_a_name_given_once_is_found_in_the_whole_session(detector):
    found = detector.detect(["My name is Ocean.", "Then what did Ocean do?", "The ocean was calm."])
    assert [len(spans) for spans in found] == [1, 1, 0]


def test_every_hit_explains_itself_without_the_text(detector):
    for spans in detector.detect(["My friend Aoife lives at 14 Acacia Avenue, ring 07911 123456."]):
        assert len(spans) == 3
        assert all(s.reason and "Aoife" not in s.reason and "Acacia" not in s.reason for s in spans)


def test_what_stands_in_one_session_does_not_touch_another(detector):
    before = detector.detect(["The ocean was calm, said Ocean."])
    detector.detect(["My name is Ocean."])
    assert detector.detect(["The ocean was calm, said Ocean."]) == before


@pytest.mark.parametrize(
    "marked",
    [
        "On <12 June>. My mum left.",
        "It was <May 3rd>, or <3 July>. Nobody came.",
        "In May. First I cried, for 2 decades I did.",
        "on <12 Jan.> we left",
        "On <12 Jan>. We left.",
        "<12 Jan. 2020> was hard",
        "<12 June. 2020> was hard",
        "<june. 12> was hard",
        "It was <3 Oct>.",
        "On <12 June> at <3 p.m.> we left, on <14 June> at <4:30 p.m>. We came back.",
    ],
)
def test_the_full_stop_of_a_sentence_stays(plain, marked):
    text = re.sub(r"[<>]", "", marked)
    (spans,) = plain.detector.detect([text])
    assert [text[s.start : s.end] for s in spans] == re.findall(r"<(.+?)>", marked)
