"""Fitting the linear readers, and what they say of utterances that they were not fitted on."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from empathy.features.lexical import Lexical
from empathy.markers.model import LEXICAL
from empathy.markers.readings import LinearReader, column_names, merge
from empathy.training.dataset import Rows
from empathy.training.folds import FOLDS
from empathy.training.settings import HeadSettings
from empathy.training.tasks import TASKS

Progress = Callable[[str], None]
_ITERATIONS = 200


def reader_tasks() -> dict[str, list[str]]:
    """Return the tasks that readers learn, with their labels."""
    return {task.name: list(task.labels) for task in TASKS}


def fit_readers(
    matrix: sparse.csr_matrix,
    labels: Mapping[str, NDArray[np.object_]],
    lexical: Lexical,
    settings: HeadSettings,
) -> LinearReader:
    """Fit one head a task on the rows that have a label, and merge them into one product."""
    tasks, heads = reader_tasks(), {}
    for task, given in labels.items():
        rows = np.flatnonzero(given != "")
        seen = sparse.csr_matrix(matrix[rows].multiply(_visible(task, lexical, settings)))
        head = LogisticRegression(
            C=settings.reader_strength, max_iter=_ITERATIONS, tol=1e-3, random_state=settings.seed
        )
        head.fit(seen.astype(np.float32), given[rows].astype(str))
        heads[task] = _linear(head, tasks[task])
    return merge(heads, column_names(LEXICAL, tasks))


def held_out_readings(
    rows: Rows,
    learnt: list[sparse.csr_matrix],
    copies: list[sparse.csr_matrix],
    lexical: Lexical,
    settings: HeadSettings,
    progress: Progress,
) -> list[NDArray[np.float32]]:
    """Read every row with readers fitted on the other folds.

    Args:
        rows: all utterances.
        learnt: matrices of the same rows to fit on: the clean one, and the copies as speech if wanted.
        copies: matrices of the same rows to read.
        lexical: gives the features' names.
        settings: strength, seed, and what some tasks must not see.
        progress: told of each fold.

    Returns:
        One array [rows, columns] a copy.
    """
    labels = learnt_labels(rows)
    columns = column_names(LEXICAL, reader_tasks())
    found = [np.zeros((len(rows.fold), len(columns)), dtype=np.float32) for _ in copies]
    for fold in range(FOLDS):
        progress(f"readers, fold {fold + 1} of {FOLDS}")
        train, test = rows.fold != fold, rows.fold == fold
        reader = fit_readers(
            sparse.vstack([m[train] for m in learnt], format="csr"),
            {task: np.tile(given[train], len(learnt)) for task, given in labels.items()},
            lexical,
            settings,
        )
        for matrix, out in zip(copies, found, strict=True):
            out[test] = reader.read(matrix[test])
    return found


def learnt_labels(rows: Rows) -> dict[str, NDArray[np.object_]]:
    """Return the labels of every task to learn from."""
    return {task: rows.learnt(task, labels[0]) for task, labels in reader_tasks().items()}


def _linear(head: LogisticRegression, labels: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a fitted head's coef [labels, features] and intercept, in the order of ``labels``."""
    if len(head.classes_) == 2:
        sign = 1.0 if list(head.classes_) == labels else -1.0
        return (sign * head.coef_).astype(np.float32), (sign * head.intercept_).astype(np.float32)
    order = [list(head.classes_).index(label) for label in labels]
    return head.coef_[order].astype(np.float32), head.intercept_[order].astype(np.float32)


def _visible(task: str, lexical: Lexical, settings: HeadSettings) -> NDArray[np.float32]:
    """Return 1 for each column that a task may see, else 0 [columns]."""
    hidden = tuple(name for blind in settings.blind if task in blind.tasks for name in blind.features)
    table = lexical.table_columns
    visible = np.ones(table.stop, dtype=np.float32)
    for stream in lexical.ngrams.vectorizers:
        if stream in hidden:
            visible[lexical.ngrams.columns(stream)] = 0
    for place, name in enumerate(lexical.names):
        if hidden and name.startswith(hidden):
            visible[table.start + place] = 0
    return visible
