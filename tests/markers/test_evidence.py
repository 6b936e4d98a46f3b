import numpy as np
import pytest

from empathy.features.conversation import turn
from empathy.features.cues import Hit
from empathy.features.words import cut
from empathy.markers.evidence import cue_weights, find_grams, gram_weights, phrases
from empathy.transcript import Role

TEXT = "Well, of course you are angry. The bus was late, and that hurt."


def marked(weights, text=TEXT):
    words = cut(text)
    given = np.zeros(len(words), dtype=np.float32)
    for place, word in enumerate(words):
        given[place] = weights.get(word.form, 0)
    return [text[start:end] for start, end in phrases(words, given)]


def test_neighbours_become_one_phrase():
    assert marked({"course": 1, "angry": 1}) == ["course you are angry"]


def test_a_phrase_does_not_cross_a_sentence():
    assert marked({"angry": 1, "the": 1}) == ["angry", "The"]


def test_the_three_strongest_phrases_stand_in_order():
    assert marked({"well": 0.9, "angry": 1, "bus": 0.5, "hurt": 0.8}) == ["Well", "angry", "hurt"]


def test_where_nothing_speaks_for_the_label_the_least_against_stands():
    assert marked(dict.fromkeys((w.form for w in cut(TEXT)), -1) | {"hurt": -0.5}) == ["hurt"]


@pytest.mark.parametrize("text", ["", "...", "[laughter]"])
def test_no_words_give_no_phrase(text):
    assert phrases(cut(text), np.zeros(len(cut(text)), dtype=np.float32)) == ()


def test_an_ngram_is_spread_over_its_words():
    said = turn(Role.HELPER, "So sorry to hear")
    grams = find_grams(said, {"so sorry": 0, "hear </s>": 1}, (1, 3))
    assert gram_weights(said, grams, np.array([1.0, 4.0], dtype=np.float32)).tolist() == [0.5, 0.5, 0, 2]


def test_cues_are_spread_over_their_hits():
    said = turn(Role.HELPER, "sorry so sorry")
    hits = [Hit(family="warmth", first=0, last=0), Hit(family="warmth", first=2, last=2)]
    assert cue_weights(said, hits, {"warmth": 1.0}).tolist() == [0.5, 0, 0.5]
