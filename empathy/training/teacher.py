"""Learning from an earlier encoder: a share of each target is what that one believes of the same utterance.

A coder's code is one opinion, and most of AnnoMI has one coder. An encoder trained on many such codes has averaged
their noise; its probabilities say which codes are doubtful (born-again networks, Furlanello et al. 2018). The
teacher of a fold has not seen that fold either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.training.tasks import TASKS, columns

Array = NDArray[np.float32]
Key = tuple[str, str, str]
_PLACES = columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """Beliefs [columns] by (corpus, session, utterance id), and their share of each target."""

    beliefs: Mapping[Key, Array]
    share: float

    def mix(self, key: Key, targets: Array) -> Array:
        """Return an utterance's targets [columns] with the teacher's share in them."""
        mixed: Array = (1 - self.share) * targets + self.share * self.beliefs[key]
        return mixed


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
