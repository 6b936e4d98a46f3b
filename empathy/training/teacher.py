"""Learning from earlier encoders: a share of each target is what those believe of the same utterance.

A coder's code is one opinion, and most of AnnoMI has one coder. An encoder trained on many such codes has averaged
their noise; its probabilities say which codes are doubtful (born-again networks, Furlanello et al. 2018). They also
stand in where nobody coded: a task that can be asked elsewhere is learnt from every corpus (noisy students, Xie et
al. 2020), in stretches of conversation that hold some code. The teachers of a fold have not seen that fold either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from empathy.training.tasks import TASKS, columns
from empathy.transcript import Role

Array = NDArray[np.float32]
Key = tuple[str, str, str]
_PLACES = columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """Beliefs [columns] by (corpus, session, utterance id), and their share of each target.

    ``uncoded`` is the weight of a code that nobody gave and the teacher believes, beside 1 for one that a coder
    gave.
    """

    beliefs: Mapping[Key, Array]
    share: float
    uncoded: float = 0.0

    def mix(self, key: Key, role: Role, targets: Array, weights: Array) -> tuple[Array, Array]:
        """Return an utterance's targets and weights [columns] with the teacher's part in them."""
        given, believes = weights > 0, self.beliefs[key]
        mixed: Array = np.where(given, (1 - self.share) * targets + self.share * believes, believes)
        return mixed, np.where(given, weights, np.float32(self.uncoded) * _asked(role))


@cache
def _asked(role: Role) -> Array:
    """Return the weights [columns] of the tasks that can be asked of a role's utterances, 0 for the others."""
    found = np.zeros(max(place.stop for place in _PLACES.values()), dtype=np.float32)
    for task in TASKS:
        if task.asked_of is role:
            found[_PLACES[task.name]] = task.weight
    return found


def pooled(many: Sequence[Mapping[Key, Array]]) -> dict[Key, Array]:
    """Return the mean of several encoders' beliefs of the same utterances."""
    return {key: np.mean([each[key] for each in many], axis=0, dtype=np.float32) for key in many[0]}


def believed(logits: Array) -> Array:
    """Return the probabilities [columns] in an encoder's logits [columns].

    A yes/no task learnt with extra weight w on "yes" gives p·w / (p·w + 1 - p); that is undone.
    """
    found = np.zeros_like(logits)
    for task in TASKS:
        place = _PLACES[task.name]
        if task.binary:
            weighted = 1 / (1 + np.exp(-logits[place]))
            found[place] = weighted / (weighted + task.positive * (1 - weighted))
        else:
            raised = np.exp(logits[place] - logits[place].max())
            found[place] = raised / raised.sum()
    return found
