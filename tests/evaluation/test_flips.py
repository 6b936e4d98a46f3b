from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.evaluation.flips import compare, told
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Transcript


class LengthScorer:
    """Says "yes" where the text is long: names shortened to placeholders may flip it."""

    def score(self, transcript):
        utterances = tuple(
            ScoredUtterance(
                utterance=u,
                markers={
                    "long": MarkerScore(
                        label="yes" if len(u.text) > 22 else "no",
                        probability=1.0,
                        probabilities={},
                        uncertain=False,
                    )
                },
            )
            for u in transcript.utterances
        )
        return ScoredTranscript(transcript=transcript, utterances=utterances, model="length")


def test_labels_that_flip_are_told_by_place_and_never_by_text():
    anonymizer = Anonymizer.load(AnonymizeSettings(model=False))
    session = Transcript.from_turns([("T", "Hi Bartholomew Featherstonehaugh."), ("C", "Hello there.")])
    result = compare(LengthScorer(), anonymizer, session)
    assert [(f.utterance, f.marker, f.before, f.after) for f in result.flips] == [(0, "long", "yes", "no")]
    assert "Bartholomew" not in told([result]) and "1 of 2 labels flip (50.00 %)" in told([result])
