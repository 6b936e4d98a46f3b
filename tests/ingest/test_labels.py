import pytest

from empathy.ingest.labels import real_labels, unify


@pytest.mark.parametrize(
    "label", ["Therapist", "T", "c", "Dana Lee", "Dr. O'Neil", "Speaker 1", "Jane Doe (Counselor)", "Mei-Ling"]
)
def test_a_name_is_a_label(label):
    assert real_labels([label]) == {label.casefold()}


@pytest.mark.parametrize(
    "label",
    [
        "Remember",
        "My point is this",
        "Note",
        "Meeting",
        "http",
        "what I mean",
        "Two things",
        "Date",
        "I told him",
        "And then",
    ],
)
def test_the_beginning_of_a_sentence_or_header_is_none(label):
    assert real_labels([label, "Therapist", "Client"]) == {"therapist", "client"}


def test_a_lower_case_name_must_come_again():
    assert real_labels(["dana", "sam", "dana", "Therapist"]) == {"dana", "therapist"}


@pytest.mark.parametrize(
    ("labels", "unified", "joined"),
    [
        (["JOHN SMITH", "John Smith", "john smith "], ["John Smith"] * 3, 2),
        (["John Smith", "John", "Ann"], ["John Smith", "John Smith", "Ann"], 1),
        (["John Smith", "John Brown", "John"], ["John Smith", "John Brown", "John"], 0),
        (["Speaker 1", "Speaker 2", "Speaker"], ["Speaker 1", "Speaker 2", "Speaker"], 0),
        (["Client", "Client Mother"], ["Client", "Client Mother"], 0),
        (["T", "C"], ["T", "C"], 0),
        (["T:", "t"], ["T", "T"], 1),
    ],
)
def test_spellings_of_one_name_are_unified_and_counted(labels, unified, joined):
    assert unify(labels) == (unified, joined)


@pytest.mark.parametrize(
    ("label", "real"),
    [
        ("[PERSON_1]", True),
        ("Therapist [PERSON_2]", True),
        ("[PERSON_1] (counsellor)", True),
        ("Sorry [PERSON_2]", False),
        ("I told [PERSON_2]", False),
    ],
)
def test_pseudonyms_are_labels_and_forms_of_address_are_not(label, real):
    assert real_labels([label]) == ({label.casefold()} if real else set())
