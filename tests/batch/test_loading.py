import pytest

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.batch.loading import GuardedScorer
from empathy.errors import LeakError
from empathy.markers.scores import ScoredTranscript
from empathy.transcript import Reading, Role, Transcript


class Leaky:
    """A scorer whose anonymizing overlooked a telephone number."""

    def score(self, transcript):
        utterances = tuple(
            AnonymizedUtterance(index=u.index, speaker=u.speaker, role=Role.CLIENT, text=u.text)
            for u in transcript.utterances
        )
        anonymized = AnonymizedTranscript(
            session=transcript.session,
            utterances=utterances,
            reading=Reading(format="turns", units=len(utterances)),
        )
        return ScoredTranscript(transcript=anonymized, utterances=(), model="leaky")


LEAK = Transcript.from_turns([("client", "Mail me at dawn.okafor@example.org, please.")])


def test_a_session_with_an_identifier_left_is_not_handed_on():
    with pytest.raises(LeakError) as caught:
        GuardedScorer(scorer=Leaky()).score(LEAK)
    assert "utterance 0" in str(caught.value)
    assert "okafor" not in str(caught.value)


def test_it_is_where_that_is_allowed():
    assert GuardedScorer(scorer=Leaky(), allow_residual=True).score(LEAK).session == "session"
