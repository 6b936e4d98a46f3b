import pytest

from empathy.features.words import cut, spoken, stem


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("You’re right, I don’t know.", ["you're", "right", "i", "don't", "know", "."]),
        ("youre sure you dont mind", ["you're", "sure", "you", "don't", "mind"]),
        ("[PERSON_1] met [PERSON_12] in [LOCATION_3].", ["_person_", "met", "_person_", "in", "_location_", "."]),
        ("[laughter] Um, 20 cigarettes (a day)?!", ["_number_", "cigarettes", "a", "day", "?"]),
        ("", []),
        ("[inaudible 00:01:04]", []),
    ],
)
def test_cut_gives_one_form_for_every_spelling(text, forms):
    assert [word.form for word in cut(text)] == forms


def test_spans_point_at_the_text_as_given():
    text = "So, [PERSON_1] — you’re tired?"
    for word in cut(text):
        written = text[word.start : word.end]
        assert written
        if word.form == "_person_":
            assert written == "[PERSON_1]"
        elif not word.is_mark:
            assert written.lower().replace("’", "'") == word.form


def test_marks_are_not_spoken():
    assert spoken(cut("Why? Because.")) == ("why", "because")


@pytest.mark.parametrize("pair", [("drinks", "drinking"), ("worries", "worried"), ("exam", "exams")])
def test_stems_of_one_word_meet(pair):
    assert stem(pair[0]) == stem(pair[1])
