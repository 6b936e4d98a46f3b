import pytest

from empathy.session.reasons import REASONS, reason_of


def spans(text, *phrases):
    return [(text.index(p), text.index(p) + len(p)) for p in phrases]


def test_the_longest_phrase_is_quoted():
    text = "Whether you ring them is up to you. We can look at it."
    assert reason_of("autonomy", "yes", text, spans(text, "up to you", "We"), "").endswith(": “up to you”.")


@pytest.mark.parametrize("phrase", ["We", "can look at the whole of it together then"])
def test_what_says_nothing_or_is_too_long_is_not_quoted(phrase):
    text = "We can look at the whole of it together then."
    assert reason_of("autonomy", "yes", text, spans(text, phrase), "") == REASONS["autonomy", "yes"]


def test_fragments_of_reflections_and_questions_are_not_quoted():
    text = "What could you do about the harbour?"
    for marker, label in (("question", "open"), ("reflection", "complex")):
        assert (
            reason_of(marker, label, text, spans(text, "What could you"), "The harbour.") == REASONS[marker, label]
        )


@pytest.mark.parametrize(
    "before", ["", "I could not say what I would do.", "[PERSON_1] rang.", "My mum has a cat."], ids=repr
)
def test_only_telling_words_of_the_client_come_back(before):
    """Short words, placeholders and words that say nothing of themselves are not pointed to."""
    said = "So [PERSON_1] rang, and your mum and the cat could not do it."
    assert reason_of("reflection", "simple", said, [], before) == REASONS["reflection", "simple"]
