"""Two models beside each other: on what both predicted, and on nothing else."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from made_corpus import SPEC, records

from empathy.errors import InputError
from empathy.evaluation.comparison import compare
from empathy.evaluation.decisions import decide
from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.evaluate_report import evaluation_document
from empathy.evaluation.predictions import collect
from empathy.evaluation.render import RENDERERS


def test_a_model_equals_itself_and_a_worse_one_differs(corpus, decisions):
    same = compare(decisions["reflection"], decisions["reflection"])
    assert all(d.difference.value == 0 and d.p == 1 for d in same)
    worse = {d.name: d for d in decide(corpus, SPEC, collect(records(corpus, seed=1, skill=0.0)))}
    better = compare(decisions["reflection"], worse["reflection"])
    assert all(d.difference.value > 0 for d in better)
    assert all(d.p < 0.05 for d in better)
    assert better[0].difference.value == pytest.approx(better[0].first - better[0].second)


def test_a_figure_that_is_not_defined_for_one_of_them_is_left_out(decisions):
    decision = decisions["input"]
    right = replace(decision, gold=np.zeros_like(decision.gold), predicted=np.zeros_like(decision.gold))
    f1, kappa = compare(right, replace(right, predicted=right.predicted + 1))
    assert (f1.first, f1.second) == (1, 0)
    assert (kappa.first, kappa.second, kappa.difference.value, kappa.p) == (None, 0, None, None)


def test_models_are_compared_on_the_sessions_that_both_predicted(corpus):
    ours, theirs = collect(records(corpus)), collect(records(corpus[1:], seed=1, skill=0.1))
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", theirs))
    assert found.shared == 11
    assert found.warnings == ("theirs: 11 of 12 sessions predicted; the others are in no figure.",)
    assert {d.name for d in found.differences} == {f.name for f in found.figures}
    assert {d.utterances for d in found.differences} == {55}
    alone = evaluate(corpus[1:], SPEC, collect(records(corpus[1:])), model="ours", against=("theirs", theirs))
    assert alone.differences[0].second == found.differences[0].second
    table = evaluation_document(found).tables[-1]
    assert "11 sessions" in table.note
    assert table.columns[2] == "utterances"
    rows = list(csv.DictReader(RENDERERS[".csv"](evaluation_document(found)).splitlines()))
    places = [(row["table"], row["row"], row["column"]) for row in rows]
    assert len(set(places)) == len(places)
    assert ("ours less theirs", "reflection, κ", "p") in places


def test_models_are_compared_on_the_utterances_and_markers_that_both_predicted(corpus):
    ours, rows = collect(records(corpus)), list(records(corpus, seed=1))
    for place, record in enumerate(rows):
        record["markers"].pop("information", None)
        if place < 20:
            record["markers"] = {}
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", collect(rows)))
    assert {d.utterances for d in found.differences} == {50}
    assert found.warnings == ("Not compared with theirs, which has no predictions of: input.",)


def test_models_of_other_sessions_are_not_compared_and_that_is_told(corpus):
    ours, theirs = collect(records(corpus[:6])), collect(records(corpus[6:]))
    found = evaluate(corpus, SPEC, ours, model="ours", against=("theirs", theirs))
    assert found.differences == ()
    assert "Not compared with theirs: no session was predicted by both." in found.warnings
    with pytest.raises(InputError, match="none of the 12 sessions"):
        evaluate(corpus, SPEC, ours, model="ours", against=("theirs", {"x": {}}))
