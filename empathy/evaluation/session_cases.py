"""The sessions behind the session benchmark: held-out scores and the expert's codes, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from empathy.errors import InputError
from empathy.evaluation.session_bench import SessionCase
from empathy.evaluation.shift_fit import Coded
from empathy.markers.catalogue import codebook
from empathy.session.measures import COUNTED, one_hot

if TYPE_CHECKING:
    import pandas as pd

_EXPERT = ("question", "reflection")
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
    expert, labels, probabilities, coded = {}, {}, {}, {}
    for marker in codebook().ids:
        table = _Table.of(part[part.marker == marker], marker)
        if marker in COUNTED:
            probabilities[marker] = table.probabilities
            labels[marker] = one_hot(table.labels[None], len(codebook()[marker].values))
        if marker in _EXPERT:
            expert[marker] = one_hot(np.maximum(table.codes, 0)[None], len(codebook()[marker].values))
        if (known := table.codes >= 0).any():
            coded[marker] = Coded(
                probabilities=table.probabilities[known], labels=table.labels[known], codes=table.codes[known]
            )
    return SessionCase(
        session=name,
        fold=int(part.fold.iloc[0]),
        quality=quality[name],
        expert=expert,
        labels=labels,
        probabilities=probabilities,
        coded=coded,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A session's scores of one marker in the order of its utterances; ``codes`` are -1 where nobody coded."""

    probabilities: NDArray[np.float64]
    labels: NDArray[np.int64]
    codes: NDArray[np.int64]

    @classmethod
    def of(cls, part: "pd.DataFrame", marker: str) -> "_Table":
        values = codebook()[marker].values
        place = {value: i for i, value in enumerate(values)}
        table = part.pivot(index="utterance", columns="value", values="probability").reindex(columns=list(values))
        # ids are text, and an utterance's place is what its id says as a number
        table = table.loc[sorted(table.index, key=int)]
        first = part.drop_duplicates("utterance").set_index("utterance").loc[table.index]
        return cls(
            probabilities=table.to_numpy(dtype=np.float64),
            labels=np.array([place[v] for v in first.label], dtype=np.int64),
            codes=np.array([place.get(v, -1) for v in first.expert], dtype=np.int64),
        )
