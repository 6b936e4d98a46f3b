"""The shipped model on sentences of our own, marker by marker: data in tests/cases, failures known and strict."""

import json
from pathlib import Path

import pytest

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.catalogue import codebook
from empathy.markers.model import Model
from empathy.markers.score import Scorer
from empathy.transcript import Reading, Role

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.json"))


def cases():
    for path in CASES:
        given = json.loads(path.read_text(encoding="utf-8"))
        for case in given["cases"]:
            reason = case.get("known_failure")
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(
                given["marker"], given["role"], case, marks=marks, id=f"{given['marker']}: {case['text']}"
            )


@pytest.fixture(scope="module")
def scorer():
    return Scorer(Model.load())


def test_every_marker_has_positive_and_negative_cases():
    for path in CASES:
        given = json.loads(path.read_text(encoding="utf-8"))
        labels = {case["label"] for case in given["cases"]}
        negative = codebook()[given["marker"]].negative
        assert negative in labels
        assert labels - {negative}
    assert {path.stem for path in CASES} == set(codebook().ids)


@pytest.mark.parametrize(("marker", "role", "case"), list(cases()))
def test_case(scorer, marker, role, case):
    turns = [*case["before"], [role, case["text"]]]
    transcript = AnonymizedTranscript(
        session="case",
        utterances=tuple(
            AnonymizedUtterance(index=i, speaker=who, role=Role(who), text=text)
            for i, (who, text) in enumerate(turns)
        ),
        reading=Reading(format="turns", units=len(turns)),
    )
    assert scorer.score(transcript).utterances[-1].markers[marker].label == case["label"]
