"""How many questions a session holds, estimated from probabilities: nearer to the expert's than counting labels.

A label is cut at one probability for every session, so counts lean with the session. The sum of calibrated
probabilities does not, but draws each session towards the usual one; re-estimating the session's own rates by
expectation and maximization mends that (Saerens, Latinne & Decaestecker 2002). Here the usual rates join in as so
many more utterances: the mode under a Dirichlet prior, fitted to how the expert's rates differ between sessions.

Only markers whose usual rates stand in ``configs/session.toml`` are estimated: of reflections, whose probabilities
are less sure, such estimates came no nearer to the expert than their labels' counts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A marker's usual rates, a share a value, and how many utterances they weigh as much as."""

    rates: tuple[float, ...]
    strength: float


def adjusted(probabilities: Floats, usual: Usual) -> Floats:
    """Return the probabilities (utterances, values) of one session under the session's own rates.

    Args:
        probabilities: calibrated where values come at their usual rates; rows sum to one, or are all 0 and stay so.
        usual: those rates, none of them 0.

    >>> mostly = np.array([[0.2, 0.8]] * 8)
    >>> adjusted(mostly, Usual(rates=(0.5, 0.5), strength=10.0))[0].round(2).tolist()
    [0.11, 0.89]
    """
    if not len(probabilities):
        return probabilities
    prior = np.array(usual.rates)
    rates = prior
    moved = probabilities
    for _ in range(_STEPS):
        weighed = probabilities * (rates / prior)
        total = weighed.sum(axis=1, keepdims=True)
        moved = np.divide(weighed, total, out=np.zeros_like(weighed), where=total > 0)
        rates = (moved.sum(axis=0) + usual.strength * prior) / (len(moved) + usual.strength)
    return moved
