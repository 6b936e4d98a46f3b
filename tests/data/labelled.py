"""Labelled sessions from what a test says of them."""

from empathy.corpora.session import LabelledSession, LabelledUtterance


def utterance(place, role, text="…", codes=None, spans=None):
    return LabelledUtterance(
        id=str(place),
        speaker=role.value,
        role=role,
        text=text,
        start=None,
        codes=codes or {},
        spans=spans or {},
    )


def session(name, *utterances, corpus="made", **metadata):
    return LabelledSession(corpus=corpus, session=name, utterances=utterances, metadata=metadata)
