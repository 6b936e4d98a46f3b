import numpy as np
import pytest
from tiny_session import session

from empathy.training.speech import as_speech, hide_names, speech_version


def test_speech_has_neither_case_nor_punctuation():
    text, _ = as_speech("Well, DON'T you think so?", np.random.default_rng(1), fillers=0, noise=0)
    assert text in {"well don't you think so", "well dont you think so"}


@pytest.mark.parametrize("seed", range(20))
def test_every_character_knows_where_it_came_from(seed):
    given = "It's Tuesday. You said: no more!"
    text, origins = as_speech(given, np.random.default_rng(seed), fillers=0.3, noise=0.2)
    assert len(origins) == len(text)
    for character, origin in zip(text, origins, strict=True):
        assert origin < 0 or given[origin].lower() == character


def test_a_text_without_words_is_left_alone():
    assert as_speech("...", np.random.default_rng(1)) == ("...", [0, 1, 2])


def test_names_inside_a_sentence_are_hidden_and_its_first_word_is_not():
    text, origins = hide_names("Then Martha called.", np.random.default_rng(1))
    assert text.startswith("Then [")
    assert "Martha" not in text
    assert text.endswith("] called.")
    assert len(origins) == len(text)


def test_a_session_is_changed_the_same_way_every_time():
    assert speech_version(session("x")) == speech_version(session("x"))
    assert speech_version(session("x")).utterances[0].codes == session("x").utterances[0].codes
