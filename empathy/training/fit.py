"""Fitting one marker's head on held-out readings, and what its like says of utterances that it has not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from empathy.markers.decide import Decision, pool
from empathy.training.calibrate import fit_decision
from empathy.training.dataset import Rows
from empathy.training.figures import HeldOut
from empathy.training.folds import FOLDS
from empathy.training.manners import Manners
from empathy.training.network import fit_network, fit_scaler
from empathy.training.settings import HeadSettings

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What held-out heads say of every row: probabilities [rows, values], labels and doubts [rows]."""

    probabilities: NDArray[np.float64]
    labels: Places
    uncertain: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedHead:
    """One marker's head fitted on everything, and what its like said of held-out utterances.

    ``held`` is cross-fitted: head, calibration, weights and doubt used on a fold come from the other folds;
    ``speech`` is the same on the copies in a recogniser's manner, of the rows ``spoken``. ``truth`` holds the
    labels, "" for none.
    """

    task: str
    values: tuple[str, ...]
    features: tuple[str, ...]
    pipeline: Pipeline
    network: Pipeline | None
    share: float | None
    decision: Decision
    held: Held
    speech: Held
    spoken: NDArray[np.bool_]
    truth: NDArray[np.object_]

    def measure(self, rows: Rows, *, speech: bool = False) -> HeldOut:
        """Return the held-out decision on the labelled rows, on clean text or on the copies."""
        known = (self.truth != "") & (self.spoken if speech else True)
        return _labelled(self.speech if speech else self.held, known, self.values, self.truth, rows)


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


def fit_head(
    marker: str, task: str, values: tuple[str, ...], rows: Rows, stacked: Stacked, settings: HeadSettings
) -> FittedHead:
    """Fit one head on held-out readings, fold by fold for its figures, then on everything."""
    learnt, truth, coders = rows.learnt(task, values[0]), rows.labels(task), rows.coders(task)
    raw, raw_speech = (np.full((len(truth), len(values)), 1 / len(values)) for _ in range(2))
    for fold in range(FOLDS):
        train = (rows.fold != fold) & (learnt != "")
        members = fit_members(marker, task, stacked, learnt, coders, train, settings)
        test = rows.fold == fold
        raw[test] = members.read(stacked.clean[test], values)
        raw_speech[test] = members.read(stacked.speech[test], values)
    decisions, final = _decisions(marker, values, rows, raw, truth, settings)
    members = fit_members(marker, task, stacked, learnt, coders, learnt != "", settings)
    return FittedHead(
        task=task,
        values=values,
        features=stacked.names,
        pipeline=members.linear,
        network=members.network,
        share=members.share if members.network is not None else None,
        decision=final,
        held=_held(raw, rows, decisions),
        speech=_held(raw_speech, rows, decisions),
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


def measure_raw(
    marker: str,
    values: tuple[str, ...],
    rows: Rows,
    raw: NDArray[np.float64],
    truth: NDArray[np.object_],
    settings: HeadSettings,
) -> HeldOut:
    """Return the decision on held-out probabilities [rows, values], each fold's found on the other folds."""
    decisions, _ = _decisions(marker, values, rows, raw, truth, settings)
    return _labelled(_held(raw, rows, decisions), truth != "", values, truth, rows)


def _decisions(
    marker: str,
    values: tuple[str, ...],
    rows: Rows,
    raw: NDArray[np.float64],
    truth: NDArray[np.object_],
    settings: HeadSettings,
) -> tuple[list[Decision], Decision]:
    """Return each fold's decision, found on the other folds, and the one found on all."""
    known = np.flatnonzero(truth != "")
    places = {value: i for i, value in enumerate(values)}
    true = np.array([places[label] for label in truth[known]], dtype=np.intp)
    main = marker == "behaviour"
    accuracy = settings.doubt_accuracy if main else settings.doubt_accuracy_others

    def decide(chosen: NDArray[np.bool_]) -> Decision:
        return fit_decision(
            values,
            raw[known][chosen],
            true[chosen],
            accuracy=accuracy,
            one_doubt=main,
            by_presence=marker in settings.by_presence,
        )

    folds = rows.fold[known]
    return [decide(folds != fold) for fold in range(FOLDS)], decide(np.ones(len(known), dtype=bool))


def _held(raw: NDArray[np.float64], rows: Rows, decisions: list[Decision]) -> Held:
    calibrated = np.zeros_like(raw)
    labels = np.zeros(len(raw), dtype=np.intp)
    uncertain = np.zeros(len(raw), dtype=bool)
    for fold, decision in enumerate(decisions):
        test = rows.fold == fold
        calibrated[test] = decision.calibrated(raw[test])
        labels[test] = decision.labels(calibrated[test])
        uncertain[test] = decision.uncertain(calibrated[test], labels[test])
    return Held(probabilities=calibrated, labels=labels, uncertain=uncertain)


def _labelled(
    held: Held, known: NDArray[np.bool_], values: tuple[str, ...], truth: NDArray[np.object_], rows: Rows
) -> HeldOut:
    """Return what is held out of the rows that have a label."""
    places, at = {value: i for i, value in enumerate(values)}, np.flatnonzero(known)
    return HeldOut(
        values=values,
        truth=np.array([places[label] for label in truth[at]], dtype=np.intp),
        labels=held.labels[at],
        probabilities=held.probabilities[at],
        uncertain=held.uncertain[at],
        session=rows.session[at],
    )
