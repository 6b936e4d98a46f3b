"""Scoring: an anonymized session in, every marker of every utterance out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.anonymize.result import AnonymizedTranscript
from empathy.features.conversation import Conversation, conversation
from empathy.features.encoder import EncoderOutput
from empathy.markers.catalogue import Marker, codebook
from empathy.markers.course import Opinions
from empathy.markers.model import ENCODER, LEXICAL, Head, Model
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.markers.stack import own_names, stack
from empathy.markers.watch import doubted
from empathy.markers.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """One marker over the utterances ``rows``: probabilities [rows, values], labels and doubts [rows]."""

    rows: NDArray[np.intp]
    probabilities: NDArray[np.float64]
    labels: NDArray[np.intp]
    uncertain: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores sessions with one model; what it says of a session depends on that session alone."""

    model: Model

    def score(self, transcript: AnonymizedTranscript) -> ScoredTranscript:
        """Score every marker of every utterance; see :meth:`read`."""
        return self.read(transcript)[0]

    def read(self, transcript: AnonymizedTranscript) -> tuple[ScoredTranscript, EncoderOutput | None]:
        """Score every marker of every utterance, and return what the encoder said of them (None without one).

        Helper markers stand on helper utterances only, client markers on client utterances only; an utterance
        without a word gets the negative values, certain and without evidence. EPITOME's mechanisms are scored
        where the session carries no times, that is, where it is written. Doubt is the decision's, and that of
        :mod:`empathy.markers.watch`.
        """
        talk = conversation(transcript)
        matrix = self.model.lexical.matrix(talk)
        readings = {LEXICAL: self.model.reader.read(matrix)}
        encoded = None
        if self.model.encoder is not None:
            encoded = self.model.encoder.encode([t.role for t in talk.turns], [t.text for t in talk.turns])
            readings[ENCODER] = encoded.logits
        stacked = stack(readings, self.model.card.readers).matrix
        written = all(u.start is None for u in transcript.utterances)
        markers = [m for m in codebook().markers if written or not m.written_only]
        course = self._course(talk, stacked)
        judged = {m.id: _judge(self.model.heads[m.id], talk, stacked, course.get(m.id)) for m in markers}
        witness = Witness(self.model, talk, matrix, encoded)
        scores: list[dict[str, MarkerScore]] = [{} for _ in talk.turns]
        watched = [doubted(turn.words) for turn in talk.turns]
        for marker in markers:
            for row, score in _scores(marker, judged[marker.id], watched, witness):
                scores[row][marker.id] = score
        for row, turn in enumerate(talk.turns):
            if turn.empty:
                scores[row] = {m.id: absent(m) for m in markers if m.role is turn.role}
        scored = ScoredTranscript(
            transcript=transcript,
            utterances=tuple(
                ScoredUtterance(utterance=u, markers=found)
                for u, found in zip(transcript.utterances, scores, strict=True)
            ),
            model=self.model.name,
        )
        return scored, encoded

    def _course(self, talk: Conversation, stacked: NDArray[np.float32]) -> Opinions:
        """Return what the session's course says, by marker; nothing where the model has no networks for it."""
        if self.model.course is None:
            return {}
        own = stacked[:, : len(own_names(self.model.card.readers))]
        return self.model.course.read(own, [t.role for t in talk.turns])

    def pipe(self, transcripts: Iterable[AnonymizedTranscript]) -> Iterator[ScoredTranscript]:
        """Score many sessions, lazily, in order."""
        return map(self.score, transcripts)


def _judge(
    head: Head, talk: Conversation, stacked: NDArray[np.float32], course: NDArray[np.float32] | None
) -> _Judged:
    rows = np.array(
        [i for i, t in enumerate(talk.turns) if t.role is head.marker.role and not t.empty], dtype=np.intp
    )
    values = len(head.marker.values)
    said = course[rows] if course is not None else None
    probabilities = head.probabilities(stacked[rows], said) if len(rows) else np.zeros((0, values))
    labels = head.decision.labels(probabilities)
    return _Judged(
        rows=rows,
        probabilities=probabilities,
        labels=labels,
        uncertain=head.decision.uncertain(probabilities, labels),
    )


def _scores(
    marker: Marker, judged: _Judged, watched: Sequence[frozenset[str]], witness: Witness
) -> Iterator[tuple[int, MarkerScore]]:
    for place, row in enumerate(judged.rows.tolist()):
        label = int(judged.labels[place])
        value = marker.values[label]
        yield (
            row,
            MarkerScore(
                label=value,
                probability=float(judged.probabilities[place, label]),
                probabilities=_named(marker.values, judged.probabilities[place]),
                uncertain=bool(judged.uncertain[place]) or (label > 0 and marker.id in watched[row]),
                evidence=witness.spans(marker, label, row) if label else (),
            ),
        )


def _named(values: Sequence[str], probabilities: NDArray[np.float64]) -> Mapping[str, float]:
    return dict(zip(values, probabilities.tolist(), strict=True))


def absent(marker: Marker) -> MarkerScore:
    """Return the score of an utterance without a word: the negative value, certain."""
    return MarkerScore(
        label=marker.negative,
        probability=1.0,
        probabilities={value: float(value == marker.negative) for value in marker.values},
        uncertain=False,
    )
