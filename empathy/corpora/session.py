"""Labelled sessions: what every corpus reader returns."""

from collections.abc import Iterable, Mapping, Sequence
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


def coder_names(sessions: Iterable[LabelledSession]) -> tuple[str, ...]:
    """Return the names of all coders, sorted; nothing where a corpus names none."""
    return tuple(sorted({n for s in sessions for u in s.utterances for names in u.coders.values() for n in names}))


def by_coder(utterance: LabelledUtterance, names: Sequence[str]) -> dict[int, dict[str, str]]:
    """Return an utterance's codes by coder and task, a coder being a place in ``names``, else among the codes."""
    found: dict[int, dict[str, str]] = {}
    for task, codes in utterance.codes.items():
        given = utterance.coders.get(task)
        places = map(names.index, given) if given else range(len(codes))
        for place, code in zip(places, codes, strict=True):
            found.setdefault(place, {})[task] = code
    return dict(sorted(found.items()))


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
