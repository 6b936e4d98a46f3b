"""Labelled sessions: what every corpus reader returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.transcript import Reading, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledUtterance:
    """One utterance with the codes that a corpus gives it.

    `codes` maps a marker or a corpus's own task to its labels, one an annotator. `spans` maps a task to the
    passages of `text` that its annotators marked as the reason. `coders` maps a task to who gave each of its
    labels, in their order, where a table names its coders. `start` is in seconds.
    """

    id: str
    speaker: str
    role: Role
    text: str
    start: float | None
    codes: Mapping[str, tuple[str, ...]]
    spans: Mapping[str, tuple[str, ...]]
    # no part of what a session says: exports leave out who coded
    coders: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSession:
    """One conversation of a corpus, its utterances in order."""

    corpus: str
    session: str
    utterances: tuple[LabelledUtterance, ...]
    metadata: Mapping[str, str]


def as_anonymized(session: LabelledSession) -> AnonymizedTranscript:
    """Return a published session, free of identities already, as the stages after anonymizing take it."""
    return AnonymizedTranscript(
        session=session.session,
        utterances=tuple(
            AnonymizedUtterance(index=i, speaker=u.speaker, role=u.role, text=u.text, start=u.start)
            for i, u in enumerate(session.utterances)
        ),
        reading=Reading(format=session.corpus, units=len(session.utterances)),
    )
