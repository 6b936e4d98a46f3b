"""Labelled sessions -> transcripts, for whatever takes raw text: the roles are the corpus's own."""

from empathy.corpora.session import LabelledSession
from empathy.transcript import Reading, Transcript, Utterance


def to_transcript(session: LabelledSession) -> Transcript:
    """Return the session as a raw transcript; utterance i is the session's i-th, nothing is dropped."""
    utterances = tuple(
        Utterance(index=index, speaker=u.speaker, text=u.text, start=u.start, role=u.role)
        for index, u in enumerate(session.utterances)
    )
    reading = Reading(format=session.corpus, units=len(utterances))
    return Transcript(session=session.session, utterances=utterances, reading=reading)
