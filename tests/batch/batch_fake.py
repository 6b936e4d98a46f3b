"""A scorer that is a plain function of the text, and loads in no time."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.batch.loading import Loaded
from empathy.errors import EmpathyError
from empathy.markers.catalogue import Marker, codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Role, Transcript, Utterance


@dataclass(frozen=True)
class FakeScorer:
    """Fails for a session that holds the word "broken", as a scorer of ours and as a foreign library would."""

    name: str = "fake"

    def score(self, transcript: Transcript) -> ScoredTranscript:
        for utterance in transcript.utterances:
            if "broken" in utterance.text:
                raise EmpathyError("cannot be scored")
            if "foreign" in utterance.text:
                raise ValueError(utterance.text)
        utterances = tuple(map(_anonymized, transcript.utterances))
        return ScoredTranscript(
            transcript=AnonymizedTranscript(
                session=transcript.session, utterances=utterances, reading=transcript.reading
            ),
            utterances=tuple(ScoredUtterance(utterance=u, markers=_markers(u)) for u in utterances),
            model=self.name,
        )


@dataclass(frozen=True)
class FakeLoader:
    digest: str = "0" * 8

    def __call__(self) -> Loaded:
        return Loaded(scorer=FakeScorer(), identity={"name": "fake", "digest": self.digest})


@dataclass(frozen=True)
class TellingLoader:
    """Leaves a file named by its process in ``folder``: who loaded the scorer."""

    folder: str

    def __call__(self) -> Loaded:
        Path(self.folder, str(os.getpid())).touch()
        return FakeLoader()()


def _anonymized(u: Utterance) -> AnonymizedUtterance:
    return AnonymizedUtterance(
        index=u.index,
        speaker=u.speaker,
        role=u.role or Role.OTHER,
        text=u.text,
        start=u.start,
        end=u.end,
        is_noise=u.is_noise,
    )


def _markers(u: AnonymizedUtterance) -> dict[str, MarkerScore]:
    return {marker.id: _score(marker, u.text) for marker in codebook().for_role(u.role)}


def _score(marker: Marker, text: str) -> MarkerScore:
    digest = hashlib.sha256(f"{marker.id}\0{text}".encode()).digest()
    weights = [1 + byte for byte in digest[: len(marker.values)]]
    probabilities = {v: w / sum(weights) for v, w in zip(marker.values, weights, strict=True)}
    label = max(probabilities, key=probabilities.__getitem__)
    span = ((0, min(4, len(text))),) if label != marker.negative and text else ()
    return MarkerScore(
        label=label,
        probability=probabilities[label],
        probabilities=probabilities,
        uncertain=probabilities[label] < 0.5,
        evidence=span,
    )
