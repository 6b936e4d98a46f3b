import numpy as np
import pytest
from tiny_tokenizer import WORDS, tokenizer

from empathy.features.layout import WIDTHS, Layout, Part
from empathy.features.wordpieces import is_backchannel
from empathy.transcript import Role

HELPER, CLIENT = Role.HELPER, Role.CLIENT


def words(layout_input, places):
    return [WORDS[layout_input.ids[place]] for place in places]


def keys_of(given, turn):
    """The wordpieces around a turn that it attends to, without its own."""
    start = given.starts[turn]
    for rectangle in given.rectangles:
        for own, keys, kinds in zip(rectangle.own, rectangle.keys, rectangle.kinds, strict=True):
            if own[0] == start and kinds[0] == 1:
                return [int(key) for key, kind in zip(keys, kinds, strict=True) if kind > 1]
    raise AssertionError(turn)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mm-hmm.", True), ("Yeah, okay.", True), ("Right?", False), ("Yeah, my dog.", False), ("", True)],
)
def test_backchannels(text, expected):
    assert is_backchannel(text) is expected


def test_a_row_of_wordpieces_with_marks_and_roles():
    given = Layout(tokenizer()).session([HELPER, CLIENT], ["How are you?", "Sad."])
    assert words(given, range(len(given.ids))) == (
        "[CLS] therapist how are you ? [SEP] [CLS] client sad . [SEP]".split()
    )
    assert given.starts.tolist() == [0, 7, 12]
    assert given.positions.tolist() == [*range(7), *range(5)]


def test_a_placeholder_reads_as_a_plain_word_and_keeps_its_place():
    given = Layout(tokenizer()).session([CLIENT], ["I am [PERSON_3], okay"])
    assert words(given, range(2, 6)) == ["i", "am", "alex", ","]
    assert given.spans[4] == (5, 15)


def test_the_window_looks_back_over_a_listening_sound():
    roles = [HELPER, CLIENT, HELPER, CLIENT, HELPER]
    texts = ["Do you walk?", "My dog ran away.", "Okay.", "Yeah.", "That is hard."]
    given = Layout(tokenizer()).session(roles, texts)
    seen = words(given, keys_of(given, 4))
    assert {"dog", "ran", "away", "okay", "yeah"} <= set(seen)
    assert seen.count("[CLS]") == 4


def test_an_utterance_alone_sees_nothing_else():
    layout = Layout(tokenizer())
    part = Part(roles=[HELPER, CLIENT], tokens=layout.tokenize(["How are you?", "Sad."]), alone=[True, False])
    given = layout.lay_out([part])
    assert keys_of(given, 0) == []
    assert keys_of(given, 1) != []


def test_sessions_laid_out_together_do_not_see_each_other():
    layout = Layout(tokenizer())
    part = Part(roles=[HELPER], tokens=layout.tokenize(["How are you?"]))
    given = layout.lay_out([part, part])
    assert keys_of(given, 0) == keys_of(given, 1) == []


def test_results_find_the_way_back_to_their_wordpieces():
    texts = ["Sad.", "That is hard, " * 6, "walk " * 200, "How are you?"]
    given = Layout(tokenizer()).session([HELPER] * 4, texts)
    flat = np.concatenate([rectangle.own.ravel() for rectangle in given.rectangles])
    assert flat[given.back].tolist() == list(range(len(given.ids)))
    assert np.diff(given.starts).max() == WIDTHS[-1]
