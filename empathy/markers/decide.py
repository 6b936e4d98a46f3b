"""From a head's raw probabilities to a calibrated one, a label, and whether it is in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How a marker is decided; every number is found on held-out folds and stands in the model's card.

    ``slope`` and ``shift`` calibrate: softmax(slope · log p + shift), temperature scaling with a shift a value
    (Guo et al. 2017). The label is the value with the greatest probability times its ``weights`` entry; where
    ``presence`` is given, the marker is present from that probability of all its positive values together on,
    and the weights choose among these. ``doubt`` is the calibrated probability of the label under which it is
    uncertain, by value.
    """

    values: tuple[str, ...]
    slope: float
    shift: tuple[float, ...]
    weights: tuple[float, ...]
    doubt: tuple[float, ...]
    presence: float | None = None

    def calibrated(self, raw: NDArray[np.floating]) -> NDArray[np.float64]:
        """Calibrate raw probabilities [utterances, values].

        >>> even = Decision(values=("no", "yes"), slope=.5, shift=(0, 0), weights=(1, 1), doubt=(.6, .6))
        >>> even.calibrated(np.array([[.9, .1]])).round(2).tolist()
        [[0.75, 0.25]]
        """
        return softmax(self.slope * np.log(np.asarray(raw, dtype=np.float64) + _TINY) + np.array(self.shift))

    def labels(self, calibrated: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the place of each utterance's label in ``values``."""
        weighted = calibrated * np.array(self.weights)
        if self.presence is None:
            return np.asarray(np.argmax(weighted, axis=1), dtype=np.intp)
        kinds = 1 + np.argmax(weighted[:, 1:], axis=1)
        return np.where(1 - calibrated[:, 0] >= self.presence, kinds, 0).astype(np.intp)

    def uncertain(self, calibrated: NDArray[np.float64], labels: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Whether the probability of the label shown lies under the marker's doubt for that value."""
        shown = calibrated[np.arange(len(labels)), labels]
        return np.asarray(shown < np.array(self.doubt)[labels])


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities over the last axis.

    >>> softmax(np.array([[0.0, 0.0]])).tolist()
    [[0.5, 0.5]]
    """
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def pool(first: NDArray[np.floating], second: NDArray[np.floating], share: float) -> NDArray[np.float64]:
    """Pool two opinions, probabilities [utterances, values]: the weighted geometric mean, scaled to sum to 1.

    ``share`` is the second one's weight (logarithmic opinion pool, Genest & Zidek 1986).

    >>> pool(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]]), 0.5).round(2).tolist()
    [[0.75, 0.25]]
    """
    return softmax((1 - share) * np.log(first + _TINY) + share * np.log(second + _TINY))


def plain(values: Sequence[str]) -> Decision:
    """Return a decision that changes nothing and doubts under one half."""
    return Decision(
        values=tuple(values),
        slope=1.0,
        shift=(0.0,) * len(values),
        weights=(1.0,) * len(values),
        doubt=(0.5,) * len(values),
    )
