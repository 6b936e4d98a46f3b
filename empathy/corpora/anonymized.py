"""A labelled session without its identities, for exports: ids and codes stay, texts and speakers change."""

from dataclasses import replace

from empathy.anonymize import Anonymizer
from empathy.corpora.session import LabelledSession
from empathy.corpora.transcripts import to_transcript


def anonymized(session: LabelledSession, anonymizer: Anonymizer) -> LabelledSession:
    """Return the session with texts and speakers anonymized; ids, codes and metadata are the corpus's own.

    Marked passages that a placeholder has cut are left out, since they stand in the text no more.
    """
    result = anonymizer.anonymize(to_transcript(session))
    utterances = tuple(
        replace(
            coded,
            speaker=plain.speaker,
            text=plain.text,
            spans={task: tuple(s for s in marked if s in plain.text) for task, marked in coded.spans.items()},
        )
        for coded, plain in zip(session.utterances, result.utterances, strict=True)
    )
    return replace(session, utterances=utterances)
