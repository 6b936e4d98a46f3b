"""One word in brackets: a name is replaced, a sound or an ordinary word stays."""

import pytest

from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.transcript import Transcript


@pytest.fixture
def shown(plain):
    """Return what becomes of a client's words in a session with a helper called Wren."""

    def of(text, helper="Wren", anonymizer=plain):
        turns = [(helper, "How are you?"), ("Client", text)]
        return anonymizer.anonymize(Transcript.from_turns(turns, session="a")).utterances[1].text

    return of


@pytest.mark.parametrize("mark", ["[Maya]", "[maya]", "[MAYA]", "<Maya>", "[Maya:]", "[ maya ]", "[Nguyen]"])
def test_a_name_of_the_lists_is_replaced(shown, mark):
    assert shown(f"Well. {mark} Hm.") == f"Well. {mark.replace(mark.strip('[]<>: '), '[PERSON_2]')} Hm."


def test_it_is_the_person_of_that_name(shown):
    assert shown("Maya left. [maya] Hm.") == "[PERSON_2] left. [[PERSON_2]] Hm."


@pytest.mark.parametrize("mark", ["[wren]", "[WREN]", "[crosstalk Wren]"])
def test_a_speaker_s_name_is_replaced_though_it_is_a_word(shown, mark):
    assert "wren" not in shown(f"Well. {mark} Hm.").lower()
    assert "wren" in shown(f"Well. {mark} Hm.", helper="Helper").lower()


@pytest.mark.parametrize(
    "mark",
    [
        "[laughs]",
        "[crosstalk]",
        "[grace]",
        "[Grace]",
        "[will]",
        "[music]",
        "[NAME]",
        "[PERSON_9]",
        "<b>",
        "[hm]",
        "{maya}",
    ],
)
def test_sounds_ordinary_words_and_placeholders_stay(shown, mark):
    assert shown(f"Well. {mark} Hm.") == f"Well. {mark} Hm."


def test_a_name_to_keep_stays(shown):
    keeps = Anonymizer.load(AnonymizeSettings(model=False, keep=("maya",)))
    assert shown("Well. [Maya] Hm.", anonymizer=keeps) == "Well. [Maya] Hm."
