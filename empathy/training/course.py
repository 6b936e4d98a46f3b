"""Training the networks over a session's course, fold by fold for the figures and once on everything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from empathy.markers.course import helpers
from empathy.training.dataset import Rows
from empathy.training.fit import Said, Stacked
from empathy.training.folds import FOLDS
from empathy.training.manners import Manners
from empathy.training.settings import Course, HeadSettings

if TYPE_CHECKING:
    from empathy.training.recurrent import Example, Networks

Floats = NDArray[np.float32]
Decisions = Mapping[str, tuple[str, tuple[str, ...]]]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Session:
    """One session's rows, and by decision the places of the values to learn [its rows], -1 for none."""

    rows: slice
    targets: Mapping[str, NDArray[np.intp]]


def check_installed(settings: HeadSettings) -> None:
    """See before minutes of reading that what the networks need is installed.

    Raises:
        ModuleNotFoundError: naming the package; the command line says which extra carries it.
    """
    if settings.course is not None:
        import_module("empathy.training.course_export")


def course_decisions(decisions: Decisions, settings: HeadSettings) -> Decisions:
    """Return the decisions that the networks share; none where the configuration has no such networks."""
    if settings.course is None:
        return {}
    # in the settings' order, which the first weights hang on
    return {marker: decisions[marker] for marker in settings.course.heads if marker in decisions}


def held_out_course(
    rows: Rows,
    stacked: Stacked,
    decisions: Decisions,
    settings: HeadSettings,
    progress: Progress,
    *,
    other: Stacked | None = None,
) -> Mapping[str, Said]:
    """Return what networks that have not seen a session say of it, by decision; see `course_decisions`.

    They learn from ``stacked``, and read ``other`` readings of the same rows, if there are any. Of a session in
    which none of the decisions was coded they say nothing: every value is as likely.
    """
    course, asked = settings.course, course_decisions(decisions, settings)
    if course is None or not asked:
        return {}
    own, asked_of = len(stacked.names), stacked if other is None else other
    found = {
        marker: Said(
            clean=np.full((len(rows.fold), len(values)), 1 / len(values)),
            speech=np.full((len(rows.fold), len(values)), 1 / len(values)),
            share=course.share,
        )
        for marker, (_, values) in asked.items()
    }
    sessions = _sessions(rows, asked)
    for fold in range(FOLDS):
        progress(f"networks over sessions, without fold {fold}")
        networks = _fit(rows, stacked, rows.fold != fold, sessions, asked, course, settings.seed)
        for session in sessions:
            if rows.fold[session.rows.start] != fold:
                continue
            helper = helpers(rows.role[session.rows].tolist())
            clean = networks.read(asked_of.clean[session.rows, :own], helper)
            speech = networks.read(asked_of.speech[session.rows, :own], helper)
            for marker, said in found.items():
                said.clean[session.rows], said.speech[session.rows] = clean[marker], speech[marker]
    return found


def fit_course(
    rows: Rows, stacked: Stacked, decisions: Decisions, settings: HeadSettings, progress: Progress
) -> "Networks | None":
    """Fit the networks on everything; None where the configuration has none."""
    asked = course_decisions(decisions, settings)
    if settings.course is None or not asked:
        return None
    progress("networks over sessions, on everything")
    everything = np.ones(len(rows.fold), dtype=bool)
    return _fit(rows, stacked, everything, _sessions(rows, asked), asked, settings.course, settings.seed)


def _sessions(rows: Rows, asked: Decisions) -> Sequence[_Session]:
    """Return the sessions in which any of the decisions was coded."""
    targets = {}
    for marker, (task, values) in asked.items():
        places = {value: place for place, value in enumerate(values)}
        targets[marker] = np.array([places.get(v, -1) for v in rows.learnt(task, values[0])], dtype=np.intp)
    cuts = np.flatnonzero(np.diff(rows.session)) + 1
    edges = [0, *cuts.tolist(), len(rows.session)]
    parts = [slice(begin, end) for begin, end in pairwise(edges)]
    found = [_Session(part, {marker: each[part] for marker, each in targets.items()}) for part in parts]
    return [session for session in found if any((t >= 0).any() for t in session.targets.values())]


def _fit(
    rows: Rows,
    stacked: Stacked,
    train: NDArray[np.bool_],
    sessions: Sequence[_Session],
    asked: Decisions,
    course: Course,
    seed: int,
) -> "Networks":
    from empathy.training.recurrent import Example, fit_networks

    own = len(stacked.names)
    manners = Manners.of(np.where(train, rows.coder, "").astype(object), 1.0)

    def example(session: _Session) -> "Example":
        part = session.rows
        return Example(
            readings=stacked.clean[part, :own],
            speech=stacked.speech[part, :own] if stacked.spoken[part].all() else None,
            helper=helpers(rows.role[part].tolist()),
            manners=manners.columns[part],
            targets=session.targets,
        )

    learnt = [example(session) for session in sessions if train[session.rows.start]]
    sizes = {marker: len(values) for marker, (_, values) in asked.items()}
    return fit_networks(learnt, sizes, course, seed=seed)
