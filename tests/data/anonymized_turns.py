"""Anonymized sessions as the writers take them, and what is read back."""

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.transcript import Reading, Role

ONE = (
    ("[PERSON_1]", "Hello [PERSON_2], at 10:30 & so on?"),
    ("Client", "Hm: “yes”, <3; [laughs]"),
    ("[PERSON_1]", "Good"),
)


def anonymized(turns=ONE, *, session="[PERSON_1]", reading="", timed=True):
    return AnonymizedTranscript(
        session=session,
        utterances=tuple(
            AnonymizedUtterance(
                index=i,
                speaker=speaker,
                role=Role.CLIENT if speaker == "Client" else Role.HELPER,
                text=text,
                start=float(i) if timed else None,
                end=i + 0.5 if timed else None,
            )
            for i, (speaker, text) in enumerate(turns)
        ),
        reading=Reading(format=reading, units=len(turns)),
    )


def pairs(transcript):
    return tuple((u.speaker, u.text) for u in transcript.utterances)
