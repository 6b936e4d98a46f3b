"""The scores of a session: one entry per utterance read, each marker with probability, doubt and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance

if TYPE_CHECKING:
    import pandas as pd

# The version of the records below; it travels with every file and changes when a field does.
SCHEMA_VERSION = "1.0"
NEGATIVE_VALUES = frozenset({"none", "no", "other", "neutral"})
# A label in doubt whose marker is there with less than this probability is a faint hint: by the model's own word
# four in five of its like are wrong. Rare markers are labelled from such probabilities on.
FAINT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerScore:
    """One marker of one utterance; ``evidence`` holds [start, end) character spans of the anonymized text."""

    label: str
    probability: float
    probabilities: Mapping[str, float]
    uncertain: bool
    evidence: tuple[tuple[int, int], ...] = ()

    @property
    def present(self) -> bool:
        """Whether the label says that the marker is there.

        >>> MarkerScore(label="none", probability=.9, probabilities={}, uncertain=False).present
        False
        """
        return self.label not in NEGATIVE_VALUES

    @property
    def faint(self) -> bool:
        """Whether the label is a hint only, too faint for a mark in a report.

        >>> MarkerScore(label="yes", probability=.06, probabilities={"no": .94, "yes": .06}, uncertain=True).faint
        True
        """
        there = sum(p for value, p in self.probabilities.items() if value not in NEGATIVE_VALUES)
        return self.present and self.uncertain and there < FAINT

    def to_record(self) -> dict[str, Any]:
        """Return the marker's part of the output contract; probabilities rounded to four places."""
        return {
            "label": self.label,
            "probability": round(self.probability, 4),
            "probabilities": {value: round(p, 4) for value, p in self.probabilities.items()},
            "uncertain": self.uncertain,
            "evidence": [list(span) for span in self.evidence],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredUtterance:
    """An anonymized utterance and its markers by id, in the codebook's order."""

    utterance: AnonymizedUtterance
    markers: Mapping[str, MarkerScore]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTranscript:
    """A whole session scored: the anonymized transcript, one ScoredUtterance each, and the model's name."""

    transcript: AnonymizedTranscript
    utterances: tuple[ScoredUtterance, ...]
    model: str

    @property
    def session(self) -> str:
        """The session's (anonymized) name."""
        return self.transcript.session

    def named(self, session: str) -> "ScoredTranscript":
        """Return the same session under another name."""
        return replace(self, transcript=replace(self.transcript, session=session))

    def to_records(self) -> list[dict[str, Any]]:
        """Return the objects of the output contract, one per utterance, in order."""
        return [
            {
                "schema": SCHEMA_VERSION,
                "session": self.session,
                "utterance": u.utterance.index,
                "start": u.utterance.start,
                "end": u.utterance.end,
                "speaker": u.utterance.speaker,
                "role": u.utterance.role.value,
                "text": u.utterance.text,
                "markers": {marker: score.to_record() for marker, score in u.markers.items()},
            }
            for u in self.utterances
        ]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a frame with a row an utterance and three columns a marker: label, probability, uncertain."""
        import pandas as pd  # a heavy import that most callers do not need

        rows = []
        for record in self.to_records():
            row = {key: value for key, value in record.items() if key != "markers"}
            for marker, score in record["markers"].items():
                row[marker] = score["label"]
                row[f"{marker}.probability"] = score["probability"]
                row[f"{marker}.uncertain"] = score["uncertain"]
            rows.append(row)
        return pd.DataFrame(rows)
