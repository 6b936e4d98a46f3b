from empathy.features.conversation import converse, turn
from empathy.features.ngrams import fit_ngrams, name_like
from empathy.transcript import Role


def talk(text):
    return converse([turn(Role.CLIENT, text), turn(Role.HELPER, "Go on.")])


def test_only_terms_of_three_conversations_enter_and_no_names():
    talks = [talk(f"I asked Marta about the {word} exam.") for word in ("first", "second", "third")]
    names = name_like(t for c in talks for t in c.turns)
    vocabulary = fit_ngrams(talks, names).vectorizers["target"].vocabulary_
    assert "about the" in vocabulary
    assert "first" not in vocabulary
    assert not any("marta" in term for term in vocabulary)


def test_similarity_is_highest_for_the_same_words():
    texts = ("I fear the exam.", "The dog was ill.", "We moved house again.")
    talks = [talk(text) for text in texts * 3]
    ngrams = fit_ngrams(talks)
    same = converse([turn(Role.CLIENT, texts[0]), turn(Role.HELPER, texts[0])])
    other = converse([turn(Role.CLIENT, texts[0]), turn(Role.HELPER, texts[1])])
    assert ngrams.similarity(same, ngrams.transform(same))[1, 0] > 0.99
    assert ngrams.similarity(other, ngrams.transform(other))[1, 0] < 0.5
