"""What an encoder's training run said of utterances that it had not seen, in the order of our rows."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from empathy.errors import InputError
from empathy.training.dataset import Rows
from empathy.training.folds import FOLDS
from empathy.training.tasks import TASKS

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderRun:
    """Logits [rows, columns] on clean text and on speech copies; ``spoken`` [rows] marks those that have a copy."""

    clean: Floats
    speech: Floats
    spoken: NDArray[np.bool_]


def read_run(folder: Path | None, rows: Rows) -> EncoderRun:
    """Read ``oof-fold<k>.npz`` of every fold.

    Raises:
        InputError: when the folder, a fold, or an utterance is missing.
    """
    if folder is None:
        raise InputError("a stacked model needs an encoder's run; give its folder")
    paths = [folder / f"oof-fold{fold}.npz" for fold in range(FOLDS)]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise InputError(f"has no {', '.join(missing)}", path=folder, hint="Train every fold of the encoder first.")
    places = {
        (s.corpus, s.session, u.id): row
        for row, (s, u) in enumerate((s, u) for s in rows.sessions for u in s.utterances)
    }
    width = sum(task.width for task in TASKS)
    clean, speech = (np.zeros((len(places), width), dtype=np.float32) for _ in range(2))
    seen, spoken = (np.zeros(len(places), dtype=bool) for _ in range(2))
    for path in paths:
        with np.load(path) as saved:
            _fill(clean, seen, places, saved["keys"], saved["logits"])
            _fill(speech, spoken, places, saved["speech_keys"], saved["speech_logits"])
    if not seen.all():
        raise InputError(f"lacks {int((~seen).sum())} of {len(seen)} utterances of the corpora", path=folder)
    return EncoderRun(clean=clean, speech=speech, spoken=spoken)


def _fill(
    into: Floats,
    filled: NDArray[np.bool_],
    places: dict[tuple[str, str, str], int],
    keys: NDArray[np.str_],
    logits: Floats,
) -> None:
    at = np.array([places[str(a), str(b), str(c)] for a, b, c in keys], dtype=np.intp)
    into[at] = logits
    filled[at] = True
