import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Role
from empathy.transformer import MarkerTransformer


class Fake:
    """Says that every second word is a question's."""

    def score(self, transcript):
        utterances = []
        for u in transcript.utterances:
            role = Role.HELPER if u.speaker == "therapist" else Role.CLIENT
            share = len(u.text) / 100
            markers = {}
            if role is Role.HELPER:
                probabilities = {"none": 1 - share, "open": share, "closed": 0.0}
                markers["question"] = MarkerScore(
                    label="none", probability=1 - share, probabilities=probabilities, uncertain=False
                )
            anonymized = AnonymizedUtterance(index=u.index, speaker=u.speaker, role=role, text=u.text)
            utterances.append(ScoredUtterance(utterance=anonymized, markers=markers))
        inner = AnonymizedTranscript(
            session=transcript.session,
            utterances=tuple(u.utterance for u in utterances),
            reading=transcript.reading,
        )
        return ScoredTranscript(transcript=inner, utterances=tuple(utterances), model="fake")


def test_a_row_is_the_mean_of_the_session_s_probabilities():
    transformer = MarkerTransformer(pipeline=Fake())
    with pytest.raises(NotFittedError):
        check_is_fitted(transformer)
    rows = transformer.fit_transform([[("therapist", "a" * 20), ("client", "b"), ("therapist", "c" * 40)]])
    names = list(transformer.get_feature_names_out())
    assert rows.shape == (1, len(names))
    assert rows[0, names.index("question=open")] == pytest.approx(0.3)
    assert np.isnan(rows[0, names.index("opportunity=explicit")])


def test_it_clones_and_names_its_columns_in_pandas():
    transformer = (
        clone(MarkerTransformer(model="lexical")).set_params(pipeline=Fake()).set_output(transform="pandas")
    )
    frame = transformer.fit_transform([[("therapist", "Hello.")]])
    assert list(frame.columns) == list(transformer.get_feature_names_out())
