"""The document of an evaluation: its tables in every format, and what it says of its own figures."""

import json

import pytest
from made_corpus import SPEC, coded_by, records

from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.evaluate_report import evaluation_document
from empathy.evaluation.predictions import collect
from empathy.evaluation.render import RENDERERS


def test_the_document_in_every_format(corpus):
    predictions = collect(records(corpus))
    found = evaluate(
        corpus,
        SPEC,
        predictions,
        model="ours",
        by=("topic", "speaker"),
        against=("theirs", collect(records(corpus, seed=1, skill=0.1))),
    )
    document = evaluation_document(found)
    titles = [table.title for table in document.tables]
    assert titles == [
        "By marker",
        "Beside the coders",
        "By value",
        "Calibration",
        "By session",
        *(f"Confusion: {f.name}" for f in found.figures),
        "By group",
        "ours less theirs",
    ]
    texts = {suffix: render(document) for suffix, render in RENDERERS.items()}
    assert "topic = drink" in texts[".md"]
    assert texts[".html"].count("<svg") == 1 + len(found.figures)
    assert "http" not in texts[".html"]
    rows = json.loads(texts[".json"])["tables"][0]["rows"]
    assert rows[0]["κ"]["value"] == pytest.approx(found.figures[0].kappa.value)


def test_a_warning_stands_before_the_figures_in_every_format(corpus):
    found = evaluate(corpus, SPEC, collect(records(corpus)), model="m", warnings=("Learnt already.",))
    for suffix, render in RENDERERS.items():
        assert suffix == ".csv" or "Learnt already." in render(evaluation_document(found))


def test_how_many_utterances_had_no_most_frequent_code_is_told():
    made, predicted = coded_by(("none", "simple"), ("simple", "simple"), ("none", "none"))
    document = evaluation_document(evaluate(made, SPEC, predicted, model="m"))
    told = next(table for table in document.tables if table.title == "Beside the coders")
    assert dict(zip(told.columns, told.rows[0], strict=True))["even"] == 2
    assert "where several are even, the first of these" in " ".join(document.intro)


def test_too_few_sessions_for_intervals_and_an_icc_are_told(corpus):
    def told(count):
        found = evaluate(corpus[:count], SPEC, collect(records(corpus[:count])), model="m")
        document = evaluation_document(found)
        return " ".join(document.intro), next(t for t in document.tables if t.title == "By session").note

    intro, note = told(2)
    assert "No intervals" in intro and "Intervals: 95 %" not in intro
    assert "No ICC of reflection, reflection (present), input, strategy: Advising as advice: it takes 5" in note
    intro, note = told(5)
    assert "Intervals: 95 %" in intro and "fewer than 10 conversations are too narrow" in intro
    assert "No ICC" not in note
    assert "narrow" not in told(12)[0]
