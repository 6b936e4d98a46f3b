import numpy as np
import pytest
from tiny_session import session
from tiny_tokenizer import tokenizer
from tokenizers import Tokenizer

from empathy.evaluation.other_layouts import OneWidth, Trimmed, common_wordpieces
from empathy.features.encoder import Encoder
from empathy.features.layout import WIDTHS, Layout
from empathy.resources import shipped


def _turns():
    return [u.role for u in session().utterances], [u.text for u in session().utterances]


def test_one_width_holds_all_utterances_in_the_widest_rectangle():
    given = OneWidth(tokenizer()).session(*_turns())
    assert [len(each.own) for each in given.rectangles] == [1] * (len(WIDTHS) - 1) + [len(session().utterances)]
    assert all(not each.kinds.any() for each in given.rectangles[:-1])


def test_one_width_says_the_same_as_the_shipped_layout():
    folder = shipped("models") / "stack"
    encoder = Encoder.load(folder)
    layout = OneWidth(Tokenizer.from_file(str(folder / "tokenizer.json")))
    roles, texts = _turns()
    expected = encoder.encode(roles, texts).logits
    assert np.abs(encoder.under(layout).encode(roles, texts).logits - expected).max() < 0.05


def test_a_trimmed_vocabulary_reads_other_words_as_unknown():
    layout = Layout(tokenizer())
    known = layout.tokenize(["how are you"])[0].ids
    unknown = tokenizer().token_to_id("[UNK]")
    assert Trimmed(tokenizer(), known).tokenize(["how sad you"])[0].ids == (known[0], unknown, known[2])


@pytest.mark.parametrize(("times", "kept"), [(2, False), (3, True)])
def test_common_wordpieces_stand_in_three_conversations(times, kept):
    layout = Layout(tokenizer())
    assert bool(common_wordpieces(layout, [session()] * times)) is kept
