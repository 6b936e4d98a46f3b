"""Each coder's manner, learnt beside the readings and left behind: what an average coder would say is what counts.

Most of AnnoMI's sessions were coded by one of several experts, and they differ, most in how readily they call a
question open or a reflection complex. A head that is not told who coded takes such a manner for something in the
readings. Here every coder has a column while a head is fitted, as in the bias layers of learning from crowds
(Rodrigues & Pereira 2018); then the mean over the coders is put into the head's intercept, and the columns are
dropped.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """``columns`` [rows, coders]: ``worth`` for a row's coder; where no one coder is known, the mean over all."""

    columns: Floats
    worth: float

    @classmethod
    def of(cls, coders: NDArray[np.object_], worth: float) -> "Manners":
        """Give each coder a column; ``coders`` [rows] holds names, "" for none or several.

        >>> Manners.of(np.array(["a", "b", ""], dtype=object), 2.0).columns.tolist()
        [[2.0, 0.0], [0.0, 2.0], [1.0, 1.0]]
        """
        known = sorted(set(coders) - {""})
        columns = np.array([[coder == name for name in known] for coder in coders], dtype=np.float32)
        columns = columns.reshape(len(coders), len(known)) * worth
        columns[coders == ""] = worth / max(len(known), 1)
        return cls(columns=columns, worth=worth)

    def beside(self, readings: Floats) -> Floats:
        """Return the readings [rows, columns] with the coders' columns after them."""
        return np.hstack([readings, self.columns])

    def settle(self, weights: NDArray[np.floating]) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Split learnt weights [columns + coders, outputs] into those that stay and what intercepts gain."""
        coders = self.columns.shape[1]
        stay = len(weights) - coders
        gained = weights[stay:].mean(axis=0) * self.worth if coders else np.zeros_like(weights[0])
        return weights[:stay], gained
