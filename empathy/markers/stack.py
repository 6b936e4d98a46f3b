"""What the markers' heads see: the readings of an utterance, and those of the session around it, by name."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from empathy.features.table import FeatureTable
from empathy.markers.readings import Tasks, column_names

Readings = Mapping[str, NDArray[np.float32]]
# Tasks of the stand-off labels add nothing to what the others say of a session.
_LEFT_OUT = "standoff."
# Where around an utterance the readings are taken from: turns before and after, and the session on the whole.
_TURNS = {"before": 1, "before2": 2, "after": -1}
_WHOLE = "session"


def stack(readings: Readings, readers: Mapping[str, Tasks]) -> FeatureTable:
    """Lay the readings of all readers side by side; see `beside` for what follows them.

    Args:
        readings: by reader, scores [utterances of one session, columns].
        readers: by reader, the tasks that its columns stand for.
    """
    names = own_names(readers)
    own = np.hstack([readings[reader] for reader in readers])
    return FeatureTable(names=names + around_names(readers), matrix=beside(own, around_places(readers)))


def own_names(readers: Mapping[str, Tasks]) -> tuple[str, ...]:
    """Return the names of an utterance's own readings."""
    return tuple(name for reader, tasks in readers.items() for name in column_names(reader, tasks))


def around_names(readers: Mapping[str, Tasks]) -> tuple[str, ...]:
    """Return the names of the readings around an utterance, as ``before:encoder:behaviour:question``."""
    own = own_names(readers)
    return tuple(f"{where}:{own[place]}" for where in (*_TURNS, _WHOLE) for place in around_places(readers))


def around_places(readers: Mapping[str, Tasks]) -> NDArray[np.intp]:
    """Return the places of the readings that are taken from around: those of the last, the best, reader."""
    last = list(readers)[-1]
    wanted = [
        place
        for place, name in enumerate(own_names(readers))
        if name.startswith(f"{last}:") and not name.split(":")[1].startswith(_LEFT_OUT)
    ]
    return np.array(wanted, dtype=np.intp)


def beside(own: NDArray[np.float32], places: NDArray[np.intp]) -> NDArray[np.float32]:
    """Lay beside a session's readings those of the turns around and their mean over the session.

    Coders judge an utterance by the exchange that it stands in, and have a manner that holds for a whole session;
    both show in these columns. Beyond the session's ends stands 0.

    Args:
        own: readings [utterances of one session, columns].
        places: the columns to take from around [n].

    Returns:
        [utterances, columns + 4 n].

    >>> beside(np.array([[1.0], [2.0], [6.0]], dtype=np.float32), np.array([0]))[1].tolist()
    [2.0, 1.0, 0.0, 6.0, 3.0]
    """
    taken = own[:, places]
    parts = [own, *(_moved(taken, turns) for turns in _TURNS.values())]
    mean = taken.mean(axis=0, keepdims=True) if len(taken) else taken
    return np.hstack([*parts, np.broadcast_to(mean, taken.shape)])


def _moved(readings: NDArray[np.float32], turns: int) -> NDArray[np.float32]:
    moved = np.zeros_like(readings)
    if turns > 0:
        moved[turns:] = readings[:-turns]
    else:
        moved[:turns] = readings[-turns:]
    return moved
