import pytest

from empathy.anonymize.residual import require_clean, residual_scan, scan_session
from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.errors import LeakError
from empathy.transcript import Role, Transcript


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to jo@example.org.", "EMAIL"),
        ("I told Natalie about it.", "PERSON"),
        ("I saw Dr. Oyelaran.", "PERSON"),
        ("My card is 4111 1111 1111 1111.", "NUMBER"),
        ("It's 14 Acacia Avenue.", "ADDRESS"),
        ("Ring 07911 123456.", "PHONE"),
    ],
)
def test_a_likely_identifier_is_found(text, kind):
    assert [f.kind for f in residual_scan(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["I told [PERSON_1] about it.", "Ring [PHONE_1] on Monday.", "Will you? May I?", ""]
)
def test_anonymized_text_is_clean(text):
    assert residual_scan(text) == ()


def test_words_to_keep_are_no_finding():
    assert residual_scan("I told Natalie.", keep=["natalie"]) == ()


def test_names_to_hide_are_found_wherever_they_stand():
    found = residual_scan("It was Bluebird_2 who sang, and [Bluebird].", hide=["bluebird"])
    assert [(f.kind, f.start, f.end) for f in found] == [("PERSON", 7, 15), ("PERSON", 33, 41)]
    assert residual_scan("It was Bluebird.", hide=["bluebird"], keep=["Bluebird"]) == ()
    turns = Transcript.from_turns([("T", "Hi."), ("C", "Hello.")], session="bluebird_intake")
    session = AnonymizedTranscript(
        session=turns.session,
        utterances=tuple(
            AnonymizedUtterance(index=u.index, speaker=u.speaker, role=Role.OTHER, text=u.text)
            for u in turns.utterances
        ),
        reading=turns.reading,
    )
    assert [f.where for f in scan_session(session, hide=["bluebird"])] == ["session name"]
    assert scan_session(session) == ()


def test_an_export_is_stopped_and_told_without_the_text():
    findings = residual_scan("I told Natalie about it.", where="utterance 3")
    with pytest.raises(LeakError) as caught:
        require_clean(findings, target="out.html")
    assert "utterance 3" in str(caught.value) and "Natalie" not in str(caught.value)
    assert require_clean(findings, target="out.html", allow=True) == {"PERSON": 1}


def test_a_session_that_was_anonymized_is_clean(plain):
    turns = [("Natalie Baker", "Hi Tom, I'm Natalie."), ("Tom", "Ring me on 07911 123456, 14 Acacia Avenue.")]
    done = plain.anonymize(Transcript.from_turns(turns, session="natalie_baker"))
    assert scan_session(done) == ()
