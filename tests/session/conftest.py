import pytest

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.catalogue import codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Reading, Role


def scored_utterance(index, role, text, *, certainty=0.95, seconds=None, **labels):
    """An utterance whose every marker is negative, but for the labels given."""
    scores = {}
    for marker in codebook().for_role(role):
        label = labels.get(marker.id, marker.negative)
        rest = (1 - certainty) / (len(marker.values) - 1)
        probabilities = {v: certainty if v == label else rest for v in marker.values}
        scores[marker.id] = MarkerScore(
            label=label, probability=certainty, probabilities=probabilities, uncertain=certainty < 0.6
        )
    start, end = seconds or (None, None)
    utterance = AnonymizedUtterance(index=index, speaker=role.value, role=role, text=text, start=start, end=end)
    return ScoredUtterance(utterance=utterance, markers=scores)


def scored_session(*utterances, session="a"):
    transcript = AnonymizedTranscript(
        session=session,
        utterances=tuple(u.utterance for u in utterances),
        reading=Reading(format="turns", units=len(utterances)),
    )
    return ScoredTranscript(transcript=transcript, utterances=utterances, model="test")


@pytest.fixture
def helper():
    return lambda i, text, **kw: scored_utterance(i, Role.HELPER, text, **kw)


@pytest.fixture
def client():
    return lambda i, text, **kw: scored_utterance(i, Role.CLIENT, text, **kw)


@pytest.fixture
def session():
    return scored_session
