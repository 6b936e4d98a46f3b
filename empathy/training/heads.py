"""Training a model of readers and heads: ``train_heads`` reads the corpora and writes a model's folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from empathy.corpora.folder import read_corpora
from empathy.corpora.session import LabelledSession
from empathy.features.cues import shipped_cues
from empathy.features.lexical import Lexical, fit_lexical
from empathy.features.ngrams import fit_ngrams, name_like
from empathy.markers.catalogue import codebook
from empathy.markers.decide import Decision
from empathy.markers.model import LEXICAL
from empathy.markers.readings import column_names
from empathy.training.calibrate import fit_decision
from empathy.training.dataset import Rows, gather, lexical_matrix, spoken_copies
from empathy.training.figures import HeldOut
from empathy.training.folds import FOLDS
from empathy.training.model_files import Trained, write_model
from empathy.training.oof import write_oof
from empathy.training.readers import fit_readers, held_out_readings, learnt_labels, reader_tasks
from empathy.training.settings import HeadSettings, read_head_settings

Floats = NDArray[np.float32]
# Decisions that are measured beside the markers, since published figures exist: id -> (task, values).
MEASURED = {"input": ("input", ("no", "yes"))}


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedHead:
    """One marker's head fitted on everything, and what its like said of held-out utterances.

    ``held_out`` [rows, values] are cross-fitted calibrated probabilities of every row; ``labels`` and ``uncertain``
    follow from decisions fitted on the other folds; ``measured`` are the rows that have a label of their own.
    """

    task: str
    values: tuple[str, ...]
    pipeline: Pipeline
    decision: Decision
    held_out: NDArray[np.float64]
    labels: NDArray[np.intp]
    uncertain: NDArray[np.bool_]
    truth: NDArray[np.object_]

    def measure(self, rows: Rows) -> HeldOut:
        """Return the held-out decision on the labelled rows."""
        at = np.flatnonzero(self.truth != "")
        places = {value: i for i, value in enumerate(self.values)}
        return HeldOut(
            values=self.values,
            truth=np.array([places[label] for label in self.truth[at]], dtype=np.intp),
            labels=self.labels[at],
            probabilities=self.held_out[at],
            uncertain=self.uncertain[at],
            session=rows.session[at],
        )


def train_heads(
    data: Path,
    out: Path,
    *,
    config: Path,
    oof: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Train a lexical model on the shared corpora and write its folder.

    Args:
        data: the folder that holds ``corpora/`` and ``labels/``.
        out: the model's folder, made where it is missing.
        config: the training's TOML.
        oof: where to write the held-out probabilities (parquet), if anywhere.
        progress: told of each step.

    Raises:
        InputError: when a corpus is missing. ConfigError: when the configuration is at fault.
    """
    settings = read_head_settings(config)
    progress("reading the corpora")
    train_on(read_corpora(data), out, settings=settings, oof=oof, progress=progress)


def train_on(
    sessions: Sequence[LabelledSession],
    out: Path,
    *,
    settings: HeadSettings,
    oof: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Train on labelled sessions and write a model's folder; see :func:`train_heads`."""
    rows = gather(sessions)
    progress("counting features")
    lexical = _lexical(rows)
    matrices = [lexical_matrix(lexical, rows.conversations)]
    if settings.speech:
        matrices.append(lexical_matrix(lexical, spoken_copies(rows.sessions, settings.seed)))
    readings = held_out_readings(rows, matrices, lexical, settings, progress)
    heads = {}
    for marker, (task, values) in decisions(settings).items():
        progress(f"head {marker}")
        heads[marker] = fit_head(marker, task, values, rows, readings, settings)
    progress("readers on everything")
    labels = {task: np.tile(given, len(matrices)) for task, given in learnt_labels(rows).items()}
    final = fit_readers(sparse.vstack(matrices, format="csr"), labels, lexical, settings)
    trained = Trained(settings=settings, rows=rows, lexical=lexical, readers=final, heads=heads, columns=columns())
    write_model(trained, out)
    if oof is not None:
        write_oof(rows, heads, oof)


def decisions(settings: HeadSettings) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the task and values of every marker, in the codebook's order, and of what is measured beside them."""
    found = {m.id: (settings.heads[m.id], m.values) for m in codebook().markers}
    return found | MEASURED


def columns() -> tuple[str, ...]:
    """Return the names of the stack's columns."""
    return column_names(LEXICAL, reader_tasks())


def fit_head(
    marker: str,
    task: str,
    values: tuple[str, ...],
    rows: Rows,
    readings: list[Floats],
    settings: HeadSettings,
) -> FittedHead:
    """Fit one head on held-out readings, fold by fold for its figures, then on everything.

    The decision (calibration, weights, doubt) used on a fold is found on the other folds.
    """
    learnt, truth = rows.learnt(task, values[0]), rows.labels(task)
    raw = np.full((len(rows.fold), len(values)), 1 / len(values))
    for fold in range(FOLDS):
        train = (rows.fold != fold) & (learnt != "")
        pipeline = _fit(readings, learnt, train, settings)
        test = rows.fold == fold
        raw[test] = _ordered(pipeline, readings[0][test], values)
    known = np.flatnonzero(truth != "")
    places = {value: i for i, value in enumerate(values)}
    true = np.full(len(truth), -1, dtype=np.intp)
    true[known] = [places[label] for label in truth[known]]

    def decide(at: NDArray[np.intp]) -> Decision:
        main = marker == "behaviour"
        accuracy = settings.doubt_accuracy if main else settings.doubt_accuracy_others
        return fit_decision(values, raw[at], true[at], accuracy=accuracy, one_doubt=main)

    calibrated = np.zeros_like(raw)
    labels = np.zeros(len(truth), dtype=np.intp)
    uncertain = np.zeros(len(truth), dtype=bool)
    for fold in range(FOLDS):
        test = rows.fold == fold
        decision = decide(known[rows.fold[known] != fold])
        calibrated[test] = decision.calibrated(raw[test])
        labels[test] = decision.labels(calibrated[test])
        uncertain[test] = decision.uncertain(calibrated[test], labels[test])
    return FittedHead(
        task=task,
        values=values,
        pipeline=_fit(readings, learnt, learnt != "", settings),
        decision=decide(known),
        held_out=calibrated,
        labels=labels,
        uncertain=uncertain,
        truth=truth,
    )


def _lexical(rows: Rows) -> Lexical:
    cues = shipped_cues()
    names = name_like(t for c in rows.conversations for t in c.turns)
    return fit_lexical(rows.conversations, cues, fit_ngrams(rows.conversations, names))


def _fit(
    readings: list[Floats], labels: NDArray[np.object_], train: NDArray[np.bool_], settings: HeadSettings
) -> Pipeline:
    pipeline = make_pipeline(
        StandardScaler(),
        LogisticRegression(C=settings.head_strength, max_iter=500, random_state=settings.seed),
    )
    seen = np.vstack([copy[train] for copy in readings])
    return pipeline.fit(seen, np.tile(labels[train].astype(str), len(readings)))


def _ordered(pipeline: Pipeline, readings: Floats, values: tuple[str, ...]) -> NDArray[np.float64]:
    order = [list(pipeline.classes_).index(value) for value in values]
    found: NDArray[np.float64] = pipeline.predict_proba(readings)[:, order]
    return found
