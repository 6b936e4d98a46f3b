"""The markers as a scikit-learn transformer: a row a session, a column a marker's value."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from empathy.markers.catalogue import Marker, with_own
from empathy.markers.scores import ScoredTranscript
from empathy.pipeline import Pipeline, load
from empathy.transcript import Transcript

Session = Transcript | Sequence[Sequence[str]]


class MarkerTransformer(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Turn sessions into the mean probability of every marker's values that are not negative.

    Columns are named ``marker=value`` and lie in 0–1; NaN where a session has no utterance of the marker's role, or
    where a marker is scored in written talk only. Markers of one's own come last. Nothing is learnt by ``fit``: it
    loads the model.

    Args:
        model: a shipped model's name, the folder of another or of own markers, or None for the default.
        pipeline: a pipeline that is loaded already, instead of ``model``.
    """

    def __init__(self, model: str | Path | None = None, *, pipeline: Pipeline | None = None) -> None:
        self.model = model
        self.pipeline = pipeline

    def fit(self, X: Iterable[Session], y: object = None) -> "MarkerTransformer":
        """Load the model; ``X`` and ``y`` are not looked at."""
        self.pipeline_ = self.pipeline if self.pipeline is not None else load(self.model)
        return self

    def transform(self, X: Iterable[Session]) -> NDArray[np.float64]:
        """Return an array [sessions, columns]; a session is a Transcript or a list of (speaker, text).

        Raises:
            RolesError: when the speakers' names do not say who helps and who is helped.
            NotFittedError: before ``fit``.
        """
        markers = self._markers()
        rows = [_row(self.pipeline_.score(_transcript(session)), markers) for session in X]
        return np.array(rows, dtype=np.float64).reshape(len(rows), sum(len(m.positives) for m in markers))

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return the columns' names, which the model tells: NotFittedError before ``fit``."""
        return np.array([f"{m.id}={value}" for m in self._markers() for value in m.positives], dtype=object)

    def _markers(self) -> Sequence[Marker]:
        check_is_fitted(self)
        own = self.pipeline_.own
        return with_own(own.markers if own else ()).markers

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "pipeline_")


def _transcript(session: Session) -> Transcript:
    return session if isinstance(session, Transcript) else Transcript.from_turns(session)


def _row(scored: ScoredTranscript, markers: Sequence[Marker]) -> list[float]:
    row: list[float] = []
    for marker in markers:
        scores: list[Any] = [u.markers[marker.id] for u in scored.utterances if marker.id in u.markers]
        for value in marker.positives:
            row.append(float(np.mean([s.probabilities[value] for s in scores])) if scores else float("nan"))
    return row
