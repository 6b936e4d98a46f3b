"""A whole evaluation: what it refuses, and what it warns of."""

import pytest
from made_corpus import SPEC, records, sessions

from empathy.corpora.registry import find_spec
from empathy.errors import InputError, UsageError
from empathy.evaluation.decisions import decide
from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.predictions import collect
from empathy.evaluation.scored_by import Run, learnt
from empathy.markers.card import read_card
from empathy.markers.model import model_folder


def test_predictions_of_another_corpus_are_refused(corpus):
    other = sessions(count=2)
    short = collect(r for r in records(corpus) if r["utterance"] < 5)
    with pytest.raises(InputError, match="5 in the predictions"):
        decide(corpus, SPEC, short)
    with pytest.raises(InputError, match="none of the 2 sessions"):
        decide(other, SPEC, {})
    with pytest.raises(UsageError, match="weather"):
        evaluate(corpus, SPEC, collect(records(corpus)), model="ours", by=("weather",))


def test_sessions_that_were_not_predicted_are_told(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus[:2])), model="ours", warnings=("Learnt.",))
    assert found.warnings == ("Learnt.", "ours: 2 of 12 sessions predicted; the others are in no figure.")
    assert evaluate(corpus, SPEC, collect(records(corpus)), model="ours").warnings == ()


def test_predictions_that_are_none_of_the_corpus_s_sessions_are_told(corpus):
    predictions = collect(records(corpus))
    renamed = {
        ("[PERSON_1]" if name == "m1" else name): found for name, found in predictions.items() if name != "m0"
    }
    first, second = evaluate(corpus, SPEC, renamed, model="m").warnings
    assert first == "m: 10 of 12 sessions predicted; the others are in no figure."
    assert second.startswith("m: 1 session of its predictions has a name that the corpus lacks.")
    assert "--predictions" in second


def test_a_group_s_conversations_are_its_own(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus)), model="m", by=("topic",))
    assert {figures.conversations for _, _, figures in found.groups} == {6}


def run_of(card):
    return Run(name="scored", predictions={}, card=card)


def test_a_corpus_that_the_model_learnt_is_told_and_another_is_not():
    card = read_card(model_folder(None))
    (told,) = learnt([run_of(card)], find_spec("annomi"))
    assert "scored has learnt from" in told
    (guessed,) = learnt([run_of(None)], find_spec("esconv"))
    assert guessed.startswith("If a shipped model made scored")
    assert list(learnt([run_of(card)], SPEC)) == []
