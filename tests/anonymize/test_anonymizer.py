"""The whole of anonymizing on sessions, without the statistical model unless a test says so."""

import re
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.anonymize.residual import scan_session
from empathy.transcript import Reading, Role, Transcript

SESSION = Transcript.from_turns(
    [
        ("Natalie Baker", "Hi, I'm Natalie. Thanks for coming in, Tom."),
        ("Tom", "My sister Xiomara said Dr. Oyelaran at St Mary's Hospital would ring me on 07700 900123."),
        ("Natalie Baker", "Will you call her? Will said he would. May I ask about Grace?"),
        ("Tom", "I was in Paris last year. Paris, my girlfriend, hates it. I told Xiomara so."),
        ("Natalie Baker", "And nat told you about it on Monday."),
    ],
    session="natalie_baker_3",
)


def test_one_person_is_one_pseudonym_and_no_pseudonym_is_two(plain):
    done = plain.anonymize(SESSION)
    texts = [u.text for u in done.utterances]
    assert [u.speaker for u in done.utterances] == ["[PERSON_1]", "[PERSON_2]"] * 2 + ["[PERSON_1]"]
    assert texts[0] == "Hi, I'm [PERSON_1]. Thanks for coming in, [PERSON_2]."
    assert texts[1] == "My sister [PERSON_3] said Dr. [PERSON_4] at [ORGANISATION_1] would ring me on [PHONE_1]."
    assert texts[2] == "Will you call her? [PERSON_5] said he would. May I ask about [PERSON_6]?"
    assert texts[4] == "And [PERSON_1] told you about it on Monday."
    assert done.session == "[PERSON_1]_3"


def test_person_paris_is_not_city_paris(plain):
    text = plain.anonymize(SESSION).utterances[3].text
    place, person = re.search(r"in (\[PLACE_\d\]) last year\. (\[PERSON_\d\]), my", text).groups()
    assert place and person
    assert text.endswith("I told [PERSON_3] so.")


def test_offsets_are_those_of_the_anonymized_text(plain):
    for utterance in plain.anonymize(SESSION).utterances:
        for redaction in utterance.redactions:
            assert utterance.text[redaction.start : redaction.end] == redaction.placeholder
            assert redaction.placeholder.startswith(f"[{redaction.kind}_")


@pytest.mark.parametrize(
    "label",
    [
        "Therapist",
        "T",
        "Client",
        "Speaker 1",
        "SPEAKER_00",
        "spk_0",
        "A",
        "0",
        "Counsellor:",
        "Participant 12",
        "Dr",
    ],
)
def test_labels_that_say_a_role_stay(plain, label):
    done = plain.anonymize(Transcript.from_turns([(label, "Hello."), ("Somebody Else", "Hi.")]))
    assert done.utterances[0].speaker == label


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Yuki Wang", "[PERSON_1]"),
        ("Dr. Okafor (therapist)", "Dr. [PERSON_1] (therapist)"),
        ("JOHN SMITH", "[PERSON_1]"),
        ("Oyelaran, Client", "[PERSON_1], Client"),
    ],
)
def test_names_in_labels_become_pseudonyms(plain, label, shown):
    done = plain.anonymize(Transcript.from_turns([(label, "Hello."), ("T", "Hi.")]))
    assert done.utterances[0].speaker == shown


def test_marks_already_in_the_text_are_left_and_numbering_goes_on_past_them(plain):
    turns = [("T", "I spoke to [PERSON_4] and [NAME] and XXXX."), ("C", "And my friend Aoife came.")]
    texts = [u.text for u in plain.anonymize(Transcript.from_turns(turns)).utterances]
    assert texts == ["I spoke to [PERSON_4] and [NAME] and XXXX.", "And my friend [PERSON_5] came."]


def test_roles_times_noise_and_reading_are_kept(plain):
    session = Transcript.from_turns([("T", "[laughter]"), ("C", "Hi.")]).with_roles({"T": Role.HELPER})
    done = plain.anonymize(session)
    assert [u.role for u in done.utterances] == [Role.HELPER, Role.OTHER]
    assert [u.is_noise for u in done.utterances] == [True, False]
    assert done.reading == session.reading


def test_notes_of_the_reading_hold_no_name(plain):
    session = Transcript(
        session="a",
        utterances=Transcript.from_turns([("Maya Lind", "Hello."), ("T", "Hi.")]).utterances,
        reading=Reading(format="turns", units=2, notes=("Maya Lind was taken for the helper",)),
    )
    assert plain.anonymize(session).reading.notes == ("[PERSON_1] was taken for the helper",)


def test_names_of_the_users_list_are_hidden_and_kept_words_stay():
    anonymizer = Anonymizer.load(AnonymizeSettings(model=False, hide=("the Colonel",), keep=("Auckland",)))
    done = anonymizer.anonymize(Transcript.from_turns([("T", "I met The Colonel in Auckland."), ("C", "Yes.")]))
    assert done.utterances[0].text == "I met [PERSON_1] in Auckland."


@pytest.fixture(scope="module")
def hiding():
    return Anonymizer.load(
        AnonymizeSettings(model=False, hide=("bluebird", "the Colonel", "O'Hara", "case 42", "coach", " "))
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("bluebird_intake", "[PERSON_1]_intake"),
        ("intake-Bluebird2", "intake-[PERSON_1]2"),
        ("IntakeBluebird", "Intake[PERSON_1]"),
        ("week 3 the_colonel", "week 3 [PERSON_1]"),
        ("natalie_bluebird", "[PERSON_1]_[PERSON_2]"),
        ("bluebirds", "bluebirds"),
        ("case-42", "[PERSON_1]"),
        ("case-420", "case-420"),
    ],
)
def test_names_of_the_users_list_are_hidden_in_the_session_s_name(hiding, name, shown):
    done = hiding.anonymize(Transcript.from_turns([("T", "Hello."), ("C", "Hi.")], session=name))
    assert done.session == shown


def test_names_of_the_users_list_are_hidden_beside_another_in_a_label(hiding):
    done = hiding.anonymize(Transcript.from_turns([("Natalie (coach_1)", "Hello."), ("C", "Hi.")]))
    assert done.utterances[0].speaker == "[PERSON_1] ([PERSON_2]_1)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Bluebird laughs] Well.", "[[PERSON_1] laughs] Well."),
        ("It is bluebird_x, the  colonel.", "It is [PERSON_1]_x, [PERSON_2]."),
        ("Ask O’Hara.", "Ask [PERSON_1]."),
    ],
)
def test_names_of_the_users_list_are_hidden_in_marks_and_however_written(hiding, text, shown):
    done = hiding.anonymize(Transcript.from_turns([("T", text), ("C", "Hi.")]))
    assert done.utterances[0].text == shown


def test_placeholders_stay_even_if_the_users_list_holds_their_word():
    anonymizer = Anonymizer.load(AnonymizeSettings(model=False, hide=("person",)))
    done = anonymizer.anonymize(Transcript.from_turns([("[PERSON_1]", "Is [PERSON_1] a person?")], session="a"))
    assert (done.utterances[0].speaker, done.utterances[0].text) == ("[PERSON_1]", "Is [PERSON_1] a [PERSON_2]?")
    assert scan_session(done, hide=("person",)) == ()


def test_the_strict_level_hides_what_the_standard_one_keeps(plain, strict):
    session = Transcript.from_turns(
        [("T", "On Monday in 2019 I was 36 years old, in Spain, at 3 pm."), ("C", "Yes.")]
    )
    assert plain.anonymize(session).utterances[0].redactions == ()
    kinds = {r.kind for r in strict.anonymize(session).utterances[0].redactions}
    assert kinds == {"DATE", "AGE", "PLACE", "TIME"}


def test_the_key_leads_back_to_the_originals(plain):
    _, key = plain.with_key(SESSION)
    assert key["[PERSON_1]"] == ("Natalie Baker", "Natalie", "nat", "natalie_baker")
    assert key["[PHONE_1]"] == ("07700 900123",)


_NAMES = st.sampled_from(["Aoife", "Kwame", "Zbigniew", "Natalie", "Priya", "Dawn Okafor", "Jean-Luc"])
_PHRASES = st.sampled_from(
    ["I told {} about it.", "my friend {} said so", "Hi, {}.", "{} and I argue.", "Call {} on 07911 123456.", "No."]
)
_ANYTHING = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_PHRASES, _NAMES), min_size=1, max_size=6))
def test_no_detected_original_is_left_and_the_same_input_gives_the_same_output(plain, filled):
    session = Transcript.from_turns([("T", phrase.format(name)) for phrase, name in filled])
    done, key = plain.with_key(session)
    assert (done, key) == plain.with_key(session)
    left = " ".join(u.text for u in done.utterances).lower()
    for forms in key.values():
        assert not any(re.search(rf"\b{re.escape(form.lower())}\b", left) for form in forms)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ANYTHING)
def test_any_text_is_taken_and_offsets_hold(plain, text):
    utterance = plain.anonymize(Transcript.from_turns([("T", text)])).utterances[0]
    for redaction in utterance.redactions:
        assert utterance.text[redaction.start : redaction.end] == redaction.placeholder


@pytest.mark.slow
def test_with_the_model_the_session_comes_out_the_same_twice():
    anonymizer = Anonymizer.load()
    first = anonymizer.anonymize(SESSION)
    anonymizer.anonymize(Transcript.from_turns([("T", "Somebody quite other, Zdzisław, came from Wolverhampton.")]))
    assert anonymizer.anonymize(SESSION) == first
    assert "Xiomara" not in first.utterances[1].text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("natalie_baker", "[PERSON_1]"),
        ("natalie-baker_week2", "[PERSON_1]_week2"),
        ("baker_street", "baker_street"),
        ("young_mothers", "young_mothers"),
    ],
)
def test_a_surname_that_is_a_word_is_a_name_in_a_file_s_name_after_another(plain, name, expected):
    turns = [("Therapist", "How are you?"), ("Client", "Fine.")]
    assert plain.anonymize(Transcript.from_turns(turns, session=name)).session == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Maya Lind passes a tissue] Thanks.", "[[PERSON_1] passes a tissue] Thanks."),
        ("[call 07700 900123] [maya.lind@gmail.com]", "[call [PHONE_1]] [[EMAIL_1]]"),
        ("[laughs] [inaudible 00:12:13] [CLIENT NAME] [PERSON_7] <crosstalk> Hm.", None),
        ("[door closes] [long pause] [both laugh] Hm.", None),
    ],
)
def test_in_brackets_too_only_sounds_and_placeholders_stay(text, shown):
    anonymizer = Anonymizer.load(AnonymizeSettings(model=False))
    done = anonymizer.anonymize(Transcript.from_turns([("Maya Lind", "Hello."), ("C", text)], session="a"))
    assert done.utterances[1].text == (shown or text)


def test_a_word_to_hide_is_hidden_in_our_own_notes_so_that_it_blocks_nothing():
    anonymizer = Anonymizer.load(AnonymizeSettings(model=False, hide=("column", "Therapist")))
    reading = Reading(format="CSV", units=1, notes=("1 other column not read",))
    turns = Transcript.from_turns([("Therapist", "Hello.")], session="a")
    done = anonymizer.anonymize(replace(turns, reading=reading))
    assert done.reading.notes == ("1 other [PERSON_2] not read",)
    assert not scan_session(done, hide=("column", "Therapist"))


def test_a_turn_of_many_names_and_marks_takes_time_in_proportion(plain):
    def calls(count):
        said, counted = "Maya [laughs] left. " * count, [0]
        sys.setprofile(lambda *_: counted.__setitem__(0, counted[0] + 1))
        try:
            plain.anonymize(Transcript.from_turns([("T", "Hi."), ("C", said)], session="a"))
        finally:
            sys.setprofile(None)
        return counted[0]

    assert calls(400) < 2.5 * calls(200)
