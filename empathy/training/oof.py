"""The held-out probabilities of every AnnoMI utterance, for tuning session numbers and for the card."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from empathy.markers.catalogue import codebook
from empathy.training.dataset import Rows

if TYPE_CHECKING:
    from empathy.training.fit import FittedHead


def write_oof(
    rows: Rows, heads: Mapping[str, "FittedHead"], path: Path, corpora: tuple[str, ...] = ("annomi",)
) -> None:
    """Write a row an utterance, marker and value: probability, the label, and the expert's ("" for none)."""
    places = [(s, u) for s in rows.sessions for u in s.utterances]
    records = []
    for marker in codebook().markers:
        head = heads[marker.id]
        for row, (session, utterance) in enumerate(places):
            if session.corpus not in corpora or utterance.role is not marker.role or rows.empty[row]:
                continue
            for place, value in enumerate(head.values):
                records.append(
                    {
                        "corpus": session.corpus,
                        "session": session.session,
                        "utterance": utterance.id,
                        "marker": marker.id,
                        "value": value,
                        "probability": float(head.held.probabilities[row, place]),
                        "label": head.values[head.held.labels[row]],
                        "uncertain": bool(head.held.uncertain[row]),
                        "expert": str(head.truth[row]),
                        "fold": int(rows.fold[row]),
                    }
                )
    pd.DataFrame(records).to_parquet(path, index=False)
