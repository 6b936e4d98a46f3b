import pickle
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.catalogue import Marker, codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.pipeline import load
from empathy.transcript import Role
from empathy.transformer import MarkerTransformer


class Fake:
    """Says of each helper's turn that it is a question as likely as it has hundredths of its length."""

    own = None

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
                own = {"absent": 1 - share, "present": share}
                markers["storm"] = MarkerScore(
                    label="absent", probability=1 - share, probabilities=own, uncertain=False
                )
            anonymized = AnonymizedUtterance(index=u.index, speaker=u.speaker, role=role, text=u.text)
            utterances.append(ScoredUtterance(utterance=anonymized, markers=markers))
        inner = AnonymizedTranscript(
            session=transcript.session,
            utterances=tuple(u.utterance for u in utterances),
            reading=transcript.reading,
        )
        return ScoredTranscript(transcript=inner, utterances=tuple(utterances), model="fake")


class Own(Fake):
    """Scores a programme's own marker beside the shipped ones."""

    own = SimpleNamespace(
        markers=(
            Marker(
                id="storm",
                name="Storm",
                role=Role.HELPER,
                values=("absent", "present"),
                definition="An image of the weather.",
                not_this="",
                instrument="our own programme",
                example="",
                agreement=(),
                written_only=False,
                adherent="",
                suggestion="",
            ),
        )
    )


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


def test_a_loaded_pipeline_is_cloned_pickled_and_shown_in_a_line(tiny_model):
    fitted = MarkerTransformer(pipeline=load(tiny_model)).fit([])
    said = [[("therapist", "What brings you here?"), ("client", "I am so tired.")]]
    assert clone(fitted).fit([]).pipeline_ is fitted.pipeline
    again = pickle.loads(pickle.dumps(fitted))
    assert again.transform(said) == pytest.approx(fitted.transform(said), nan_ok=True)
    assert len(repr(fitted)) < 500
    with pytest.raises(TypeError, match="load"):
        pickle.dumps(replace(fitted.pipeline_, told=None))


def test_own_markers_have_columns_after_the_others():
    transformer = MarkerTransformer(pipeline=Own())
    rows = transformer.fit_transform([[("therapist", "a" * 20), ("therapist", "b" * 40)]])
    names = list(transformer.get_feature_names_out())
    assert names == [*MarkerTransformer(pipeline=Fake()).fit([]).get_feature_names_out(), "storm=present"]
    assert rows[0, -1] == pytest.approx(0.3)


def test_no_session_gives_no_row_but_every_column():
    columns = sum(len(marker.positives) for marker in codebook().markers)
    assert MarkerTransformer(pipeline=Fake()).fit_transform([]).shape == (0, columns)
    frame = MarkerTransformer(pipeline=Own()).set_output(transform="pandas").fit_transform([])
    assert frame.shape == (0, columns + 1)


def test_columns_are_known_once_the_model_is():
    for asked in (lambda t: t.get_feature_names_out(), lambda t: t.transform([])):
        with pytest.raises(NotFittedError):
            asked(MarkerTransformer(model="ours"))


def test_what_is_no_transcript_is_told_by_its_kind(tiny_model):
    with pytest.raises(TypeError, match="expected a Transcript, got str"):
        load(tiny_model).score("talk.txt")
