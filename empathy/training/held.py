"""Held-out decisions: calibration, labels and doubt of every fold as the other folds have it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.markers.decide import Decision
from empathy.training.calibrate import fit_decision
from empathy.training.dataset import Rows
from empathy.training.figures import HeldOut
from empathy.training.folds import FOLDS
from empathy.training.settings import HeadSettings

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What held-out heads say of every row: probabilities [rows, values], labels and doubts [rows]."""

    probabilities: NDArray[np.float64]
    labels: Places
    uncertain: NDArray[np.bool_]


def decide_by_fold(
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


def hold_out(raw: NDArray[np.float64], rows: Rows, decisions: list[Decision]) -> Held:
    """Decide raw held-out probabilities [rows, values], each fold by its own decision."""
    calibrated = np.zeros_like(raw)
    labels = np.zeros(len(raw), dtype=np.intp)
    uncertain = np.zeros(len(raw), dtype=bool)
    for fold, decision in enumerate(decisions):
        test = rows.fold == fold
        calibrated[test] = decision.calibrated(raw[test])
        labels[test] = decision.labels(calibrated[test])
        uncertain[test] = decision.uncertain(calibrated[test], labels[test])
    return Held(probabilities=calibrated, labels=labels, uncertain=uncertain)


def labelled(
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


def measure_raw(
    marker: str,
    values: tuple[str, ...],
    rows: Rows,
    raw: NDArray[np.float64],
    truth: NDArray[np.object_],
    settings: HeadSettings,
) -> HeldOut:
    """Return the decision on held-out probabilities [rows, values], each fold's found on the other folds."""
    decisions, _ = decide_by_fold(marker, values, rows, raw, truth, settings)
    return labelled(hold_out(raw, rows, decisions), truth != "", values, truth, rows)
