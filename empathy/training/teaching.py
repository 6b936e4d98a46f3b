"""The earlier runs that teach an encoder: which of their encoders, and what those believe of its sessions.

A fold is taught by the encoders of the same fold, which have not seen its sessions either. What is trained on
everything is taught by encoders trained on everything; a run that has none (a large body takes hours) is asked fold
by fold instead, each fold's sessions by the encoder of the next fold. That one has seen them, as a fold's teacher
has seen what it teaches.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, cast

import numpy as np

from empathy.corpora.session import LabelledSession
from empathy.errors import InputError
from empathy.features.layout import Layout
from empathy.output import atomic_writer
from empathy.training.folds import FINAL, FOLDS
from empathy.training.loop import beliefs, read_checkpoint
from empathy.training.recipe import Recipe
from empathy.training.teacher import Array, Key, Teacher, pooled

log = logging.getLogger(__name__)
# each checkpoint with the fold whose sessions it is asked of; None: of all
_Asked = list[tuple[Path, int | None]]


def teachers_of(runs: Sequence[Path], names: Sequence[str]) -> dict[str, list[_Asked]]:
    """Return for every encoder, by name, the checkpoints that each run teaches it with.

    Raises:
        InputError: no run is given, or one lacks an encoder that is needed.
    """
    if not runs:
        raise InputError(
            "the recipe learns from an earlier run's encoders, and none is given", hint="Add --teacher."
        )
    return {name: [_asked(run, name) for run in runs] for name in names}


def taught(
    recipe: Recipe,
    teachers: Mapping[str, Sequence[_Asked]],
    assigned: Mapping[tuple[str, str], int],
    store: Path,
    name: str,
    sessions: Sequence[LabelledSession],
    layout: Layout,
) -> Teacher | None:
    """Return the mean of what an encoder's teachers believe of its sessions; None where it has no teacher.

    What they believe is kept in the folder ``store``.
    """
    if name not in teachers:
        return None
    for asked in teachers[name]:
        log.info("%s is taught by %s", name, ", ".join(f"{path.parent.name}/{path.name}" for path, _ in asked))
    each = [_believed(asked, sessions, assigned, layout, store) for asked in teachers[name]]
    return Teacher(beliefs=pooled(each), share=recipe.teacher_share, uncoded=recipe.teacher_uncoded)


def _asked(run: Path, name: str) -> _Asked:
    own = run / f"{name}.pt"
    if own.is_file():
        return [(own, None)]
    parts = [run / f"fold{fold}.pt" for fold in range(FOLDS)] if name == FINAL else [own]
    missing = [path.name for path in parts if not path.is_file()]
    if missing:
        raise InputError(f"has no {', '.join(missing)}", path=run, hint="Train the teacher to its end first.")
    return [(parts[(fold + 1) % FOLDS], fold) for fold in range(FOLDS)]


def _believed(
    asked: _Asked,
    sessions: Sequence[LabelledSession],
    assigned: Mapping[tuple[str, str], int],
    layout: Layout,
    store: Path,
) -> dict[Key, Array]:
    found: dict[Key, Array] = {}
    for path, fold in asked:
        theirs = [s for s in sessions if fold is None or assigned[s.corpus, s.session] == fold]
        found |= _remembered(path, theirs, layout, store)
    return found


def _remembered(path: Path, sessions: Sequence[LabelledSession], layout: Layout, store: Path) -> dict[Key, Array]:
    """Return a checkpoint's beliefs, those that were asked for earlier from the file in ``store``.

    A large body thinks for minutes, and a stopped training asks again, as does the one on everything. What another
    checkpoint said, or this one of other words, does not count.
    """
    asked = hashlib.sha256(path.read_bytes()).hexdigest()
    beside = store / f"{path.parent.name}-{path.stem}.beliefs.npz"
    known: dict[tuple[str, ...], Array] = {}
    if beside.is_file():
        with np.load(beside) as kept:
            known = {tuple(key): row for key, row in zip(kept["keys"].tolist(), kept["beliefs"], strict=True)}
    keys = {place: (*place, said, asked) for session in sessions for place, said in _said(session)}
    new = [s for s in sessions if not all(keys[place] in known for place, _ in _said(s))]
    if new:
        found = beliefs(read_checkpoint(path), new, layout)
        known = {key: row for key, row in known.items() if key[-1] == asked} | {keys[p]: found[p] for p in found}
        with atomic_writer(beside, binary=True) as whole:
            np.savez_compressed(cast(IO[bytes], whole), keys=[*known], beliefs=[*known.values()])
    return {place: known[key] for place, key in keys.items()}


def _said(session: LabelledSession) -> Iterator[tuple[Key, str]]:
    """Yield each utterance's key with a digest of the whole session's words, since all of it is read."""
    said = hashlib.sha256("\0".join(f"{u.role} {u.text}" for u in session.utterances).encode()).hexdigest()[:16]
    return (((session.corpus, session.session, u.id), said) for u in session.utterances)
