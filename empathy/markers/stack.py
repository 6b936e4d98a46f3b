"""What the markers' heads see: the readings of an utterance by name."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from empathy.features.table import FeatureTable
from empathy.markers.readings import Tasks, column_names

Readings = Mapping[str, NDArray[np.float32]]


def stack(readings: Readings, readers: Mapping[str, Tasks]) -> FeatureTable:
    """Lay the readings of all readers side by side.

    Args:
        readings: by reader, scores [utterances, columns].
        readers: by reader, the tasks that its columns stand for.
    """
    names = tuple(name for reader, tasks in readers.items() for name in column_names(reader, tasks))
    return FeatureTable(names=names, matrix=np.hstack([readings[reader] for reader in readers]))
