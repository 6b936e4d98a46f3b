"""The held-out logits of an encoder's run, made up."""

import numpy as np

from empathy.training.tasks import TASKS

WIDTH = sum(task.width for task in TASKS)


def write_folds(folder, rows, *, folds=range(5), without=()):
    """Write ``oof-fold<k>.npz``: each utterance's row number in every column."""
    keys = [(s.corpus, s.session, u.id) for s in rows.sessions for u in s.utterances]
    for fold in folds:
        at = [i for i in np.flatnonzero(rows.fold == fold) if i not in without]
        given = np.array([keys[i] for i in at])
        logits = np.repeat(np.array(at, dtype=np.float32)[:, None], WIDTH, axis=1)
        np.savez(
            folder / f"oof-fold{fold}.npz",
            keys=given,
            logits=logits,
            speech_keys=given[:1],
            speech_logits=-logits[:1],
        )
