"""Fitting one marker's head on held-out readings, and what its like says of utterances that it has not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from empathy.markers.decide import Decision, pool
from empathy.training.dataset import Rows
from empathy.training.figures import HeldOut
from empathy.training.folds import FOLDS
from empathy.training.held import Held, decide_by_fold, hold_out, labelled
from empathy.training.manners import Manners
from empathy.training.network import fit_network, fit_scaler
from empathy.training.settings import HeadSettings

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedHead:
    """One marker's head fitted on everything, and what its like said of held-out utterances.

    ``held`` is cross-fitted: head, calibration, weights and doubt used on a fold come from the other folds;
    ``speech`` is the same on the copies in a recogniser's manner, of the rows ``spoken``. ``truth`` holds the
    labels, "" for none; ``share`` and ``course`` are the shares of the networks, see `empathy.markers.model.Head`.
    """

    task: str
    values: tuple[str, ...]
    features: tuple[str, ...]
    pipeline: Pipeline
    network: Pipeline | None
    share: float | None
    course: float | None
    decision: Decision
    held: Held
    speech: Held
    spoken: NDArray[np.bool_]
    truth: NDArray[np.object_]

    def measure(self, rows: Rows, *, speech: bool = False) -> HeldOut:
        """Return the held-out decision on the labelled rows, on clean text or on the copies."""
        known = (self.truth != "") & (self.spoken if speech else True)
        return labelled(self.speech if speech else self.held, known, self.values, self.truth, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked:
    """What heads are fitted on: held-out readings of every row, clean and as speech.

    ``names`` of an utterance's own columns, which come first; ``around`` of those from around it; ``clean`` and
    ``speech`` [rows, columns]; ``spoken`` marks the rows that have a copy.
    """

    names: tuple[str, ...]
    around: tuple[str, ...]
    clean: Floats
    speech: Floats
    spoken: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What networks over a session's course say, held out: probabilities [rows, values], and their share."""

    clean: NDArray[np.float64]
    speech: NDArray[np.float64]
    share: float


def fit_head(
    marker: str,
    task: str,
    values: tuple[str, ...],
    rows: Rows,
    stacked: Stacked,
    settings: HeadSettings,
    said: Said | None = None,
) -> FittedHead:
    """Fit one head on held-out readings, fold by fold for its figures, then on everything.

    ``said`` is pooled with what the head says, and calibrated with it.
    """
    learnt, truth, coders = rows.learnt(task, values[0]), rows.labels(task), rows.coders(task)
    raw, raw_speech = (np.full((len(truth), len(values)), 1 / len(values)) for _ in range(2))
    for fold in range(FOLDS):
        train = (rows.fold != fold) & (learnt != "")
        members = fit_members(marker, task, stacked, learnt, coders, train, settings)
        test = rows.fold == fold
        raw[test] = members.read(stacked.clean[test], values)
        raw_speech[test] = members.read(stacked.speech[test], values)
    if said is not None:
        raw, raw_speech = pool(raw, said.clean, said.share), pool(raw_speech, said.speech, said.share)
    decisions, final = decide_by_fold(marker, values, rows, raw, truth, settings)
    members = fit_members(marker, task, stacked, learnt, coders, learnt != "", settings)
    return FittedHead(
        task=task,
        values=values,
        features=stacked.names,
        pipeline=members.linear,
        network=members.network,
        share=members.share if members.network is not None else None,
        course=said.share if said is not None else None,
        decision=final,
        held=hold_out(raw, rows, decisions),
        speech=hold_out(raw_speech, rows, decisions),
        spoken=stacked.spoken,
        truth=truth,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """A head's parts: the linear one on an utterance's own readings, and the network if it has one."""

    linear: Pipeline
    network: Pipeline | None
    share: float

    def read(self, readings: Floats, values: tuple[str, ...]) -> NDArray[np.float64]:
        """Return their pooled probabilities [rows, values]."""
        linear, network = self.parts(readings, values)
        return linear if network is None else pool(linear, network, self.share)

    def parts(
        self, readings: Floats, values: tuple[str, ...]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        """Return the probabilities [rows, values] of each."""
        order = [list(self.linear.classes_).index(value) for value in values]
        linear = self.linear.predict_proba(readings[:, : self.linear.n_features_in_])[:, order]
        network = self.network.predict_proba(readings)[:, order] if self.network is not None else None
        return np.asarray(linear, dtype=np.float64), network


def column_worth(
    task: str, names: tuple[str, ...], settings: HeadSettings, *, other: float | None = None
) -> NDArray[np.float64]:
    """Return how freely a head may use each column: 1 for readings of its own task, ``other`` for the others'."""
    own = {task, *settings.kin.get(task, [])}
    other = settings.other_worth if other is None else other
    return np.array([1.0 if name.split(":")[1] in own else other for name in names])


def fit_members(
    marker: str,
    task: str,
    stacked: Stacked,
    learnt: NDArray[np.object_],
    coders: NDArray[np.object_],
    train: NDArray[np.bool_],
    settings: HeadSettings,
) -> Members:
    """Fit a head's parts on the rows ``train``; labels and coders of all rows are those of :class:`Rows`."""
    readings, labels = stacked.clean[train], learnt[train]
    manners = Manners.of(coders[train], settings.coder_worth)
    linear = _fit_linear(
        readings[:, : len(stacked.names)],
        labels,
        column_worth(task, stacked.names, settings),
        manners,
        settings,
    )
    chosen = settings.network
    if chosen is None or marker not in chosen.heads:
        return Members(linear=linear, network=None, share=0.0)
    own = column_worth(task, stacked.names, settings, other=chosen.other_worth)
    worth = np.concatenate([own, np.full(len(stacked.around), chosen.around_worth)])
    network = fit_network(readings, labels, worth, manners, chosen, seed=settings.seed)
    return Members(linear=linear, network=network, share=chosen.share)


def _fit_linear(
    readings: Floats,
    labels: NDArray[np.object_],
    worth: NDArray[np.float64],
    manners: Manners,
    settings: HeadSettings,
) -> Pipeline:
    """Fit scaler and head."""
    scaler = fit_scaler(readings, worth)
    head = LogisticRegression(C=settings.head_strength, max_iter=300, tol=1e-3, random_state=settings.seed)
    head.fit(manners.beside(scaler.transform(readings)), labels.astype(str))
    kept, gained = manners.settle(head.coef_.T)
    head.coef_, head.intercept_ = np.ascontiguousarray(kept.T), head.intercept_ + gained
    head.n_features_in_ = len(kept)
    return make_pipeline(scaler, head)
