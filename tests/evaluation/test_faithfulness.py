import numpy as np
import pytest
from tiny import sessions

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.evaluation.faithfulness import as_markdown, measure, random_spans
from empathy.features.words import cut
from empathy.markers.model import Model
from empathy.markers.score import Scorer
from empathy.transcript import Reading

TEXT = "Well, of course you are angry after a day like that, anyone would be."


def test_random_spans_hold_as_many_words():
    rng = np.random.default_rng(0)
    for _ in range(20):
        ((start, end),) = random_spans(TEXT, [(6, 15)], rng)
        assert len(cut(TEXT[start:end])) == 2


def test_the_evidence_of_the_tiny_model_beats_chance(tiny_model):
    session = sessions()[0]
    transcript = AnonymizedTranscript(
        session="a",
        utterances=tuple(
            AnonymizedUtterance(index=i, speaker=u.speaker, role=u.role, text=u.text)
            for i, u in enumerate(session.utterances)
        ),
        reading=Reading(format="turns", units=len(session.utterances)),
    )
    found = measure(Scorer(Model.load(tiny_model)), [transcript], per_marker=3)
    assert found
    taken_out = np.mean([f.comprehensiveness for f in found.values()])
    assert taken_out > np.mean([f.random_comprehensiveness for f in found.values()])
    assert as_markdown(found).count("\n") == len(found) + 1


@pytest.mark.parametrize("spans", [[], [(0, len(TEXT))]])
def test_spans_of_nothing_and_of_all_pass(spans):
    assert len(random_spans(TEXT, spans, np.random.default_rng(0))) == len(spans)
