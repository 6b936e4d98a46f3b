"""The sessions behind the session benchmark: held-out scores and the expert's codes, side by side."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from empathy.errors import InputError
from empathy.evaluation.session_bench import SessionCase
from empathy.markers.catalogue import codebook
from empathy.session.measures import one_hot

if TYPE_CHECKING:
    import pandas as pd

_EXPERT = ("question", "reflection")
_OTHERS = ("affirmation", "autonomy", "advice", "confront", "minimising")
_COLUMNS = {"corpus", "session", "utterance", "marker", "value", "probability", "label", "expert", "fold"}


def read_cases(scores: Path, quality: Mapping[str, str]) -> list[SessionCase]:
    """Read AnnoMI's sessions from a file of held-out scores, as ``empathy train`` writes it.

    Args:
        scores: Parquet with a row per utterance, marker and value.
        quality: "high" or "low" by session.

    Raises:
        InputError: when the file lacks a column, or holds fewer than two folds.
    """
    import pandas as pd

    frame = pd.read_parquet(scores)
    missing = _COLUMNS - set(frame.columns)
    if missing:
        raise InputError(f"lacks the column {sorted(missing)[0]!r} of held-out scores", path=scores)
    frame = frame[frame.corpus == "annomi"]
    if frame.fold.nunique() < 2:
        raise InputError("expected held-out scores of several folds: numbers are fitted on the others", path=scores)
    return [_case(str(name), part, quality) for name, part in frame.groupby("session", sort=True)]


def _case(name: str, part: "pd.DataFrame", quality: Mapping[str, str]) -> SessionCase:
    expert, labels, probabilities = {}, {}, {}
    for marker in (*_EXPERT, *_OTHERS):
        chosen, probabilities[marker], codes = _arrays(part[part.marker == marker], marker)
        values = probabilities[marker].shape[1]
        labels[marker] = one_hot(chosen, values)
        if marker in _EXPERT:
            expert[marker] = one_hot(codes, values)
    return SessionCase(
        session=name,
        fold=int(part.fold.iloc[0]),
        quality=quality[name],
        expert=expert,
        labels=labels,
        probabilities=probabilities,
    )


def _arrays(part: "pd.DataFrame", marker: str) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Return label indices (1, n), probabilities (n, values) and the expert's indices (1, n)."""
    values = codebook()[marker].values
    table = part.pivot(index="utterance", columns="value", values="probability")[list(values)]
    first = part.drop_duplicates("utterance").set_index("utterance").loc[table.index]
    index: dict[Any, int] = {value: i for i, value in enumerate(values)}
    chosen = np.array([[index[v] for v in first.label]], dtype=np.int64)
    codes = np.array([[index.get(v, 0) for v in first.expert]], dtype=np.int64)
    return chosen, table.to_numpy(dtype=np.float64), codes
