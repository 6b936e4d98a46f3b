"""AnnoMI's shared sessions in the privacy benchmark: labelled names, and labels that flip by anonymizing."""

import csv
from dataclasses import dataclass
from pathlib import Path

from empathy.anonymize.spans import Kind
from empathy.evaluation.privacy.judging import Stretch
from empathy.resources import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipCount:
    """Labels of all utterances scored raw and anonymized, those that differ, and the model that scored."""

    labels: int
    flips: int
    model: str

    @property
    def told(self) -> str:
        """The count as a sentence."""
        share = self.flips / self.labels if self.labels else 0.0
        return (
            f"Scored before and after anonymizing (AnnoMI, shared part, model `{self.model}`): "
            f"{self.flips} of {self.labels} labels flip ({share:.2%})."
        )


def annomi_flips(corpora: Path) -> FlipCount:
    """Score every session raw and anonymized with the shipped model and count the labels that differ."""
    from empathy.corpora.annomi import read_annomi
    from empathy.evaluation.flips import compare
    from empathy.pipeline import load
    from empathy.transcript import Reading, Transcript, Utterance

    pipeline = load()
    labels = flips = 0
    for session in read_annomi(corpora / "annomi" / "AnnoMI-full.csv"):
        utterances = tuple(
            Utterance(index=i, speaker=u.speaker, text=u.text, start=u.start, role=u.role)
            for i, u in enumerate(session.utterances)
        )
        transcript = Transcript(
            session=session.session,
            utterances=utterances,
            reading=Reading(format="corpus", units=len(utterances)),
        )
        result = compare(pipeline.scorer, pipeline.anonymizer, transcript)
        labels, flips = labels + result.labels, flips + len(result.flips)
    return FlipCount(labels=labels, flips=flips, model=pipeline.scorer.model.name)


def annomi_texts(corpora: Path) -> dict[str, dict[str, str]]:
    """Return the texts by transcript and utterance id."""
    texts: dict[str, dict[str, str]] = {}
    path = corpora / "annomi" / "AnnoMI-full.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            texts.setdefault(row["transcript_id"], {})[row["utterance_id"]] = row["utterance_text"]
    return texts


def annomi_names() -> dict[tuple[str, str], list[Stretch]]:
    """Return the labelled names by transcript and utterance id."""
    gold: dict[tuple[str, str], list[Stretch]] = {}
    with (shipped("configs") / "annomi_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            if row["kind"] == Kind.PERSON.value:
                place = (row["transcript_id"], row["utterance_id"])
                gold.setdefault(place, []).append((int(row["start"]), int(row["end"])))
    return gold
