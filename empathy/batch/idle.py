"""A scorer that costs next to nothing: what batch itself takes, apart from the model."""

from dataclasses import dataclass

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.batch.loading import Loaded
from empathy.markers.catalogue import codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Role, Transcript


@dataclass(frozen=True, slots=True)
class IdleScorer:
    """Says the negative value of every marker, without looking."""

    def score(self, transcript: Transcript) -> ScoredTranscript:
        """Return the session with every marker absent."""
        utterances = tuple(
            AnonymizedUtterance(index=u.index, speaker=u.speaker, role=u.role or Role.OTHER, text=u.text)
            for u in transcript.utterances
        )
        return ScoredTranscript(
            transcript=AnonymizedTranscript(
                session=transcript.session, utterances=utterances, reading=transcript.reading
            ),
            utterances=tuple(ScoredUtterance(utterance=u, markers=_absent(u.role)) for u in utterances),
            model="none",
        )


def _absent(role: Role) -> dict[str, MarkerScore]:
    return {
        marker.id: MarkerScore(
            label=marker.negative,
            probability=1.0,
            probabilities={value: float(value == marker.negative) for value in marker.values},
            uncertain=False,
        )
        for marker in codebook().for_role(role)
    }


@dataclass(frozen=True, slots=True)
class IdleLoader:
    """Loads nothing."""

    def __call__(self) -> Loaded:
        """Return the idle scorer."""
        return Loaded(scorer=IdleScorer(), identity={"name": "none", "digest": ""})
