"""Small networks over an utterance's readings and those around it: what a linear head cannot weigh together."""

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import VotingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from empathy.training.manners import Manners
from empathy.training.settings import Network

Floats = NDArray[np.float32]


def fit_scaler(readings: Floats, worth: NDArray[np.float64]) -> StandardScaler:
    """Fit a scaler [rows, columns] whose unit carries each column's worth [columns]: penalties then weigh it."""
    scaler = StandardScaler().fit(readings)
    scaler.scale_ = scaler.scale_ / worth
    return scaler


def fit_network(
    readings: Floats,
    labels: NDArray[np.object_],
    worth: NDArray[np.float64],
    manners: Manners,
    settings: Network,
    *,
    seed: int,
) -> Pipeline:
    """Fit several networks that differ by their seed and mean their probabilities.

    Args:
        readings: the stack [rows, columns].
        labels: the label of each row.
        worth: how freely each column may be used [columns]; see `fit_scaler`.
        manners: of the rows' coders; left behind.
        settings: size, penalty and count.
        seed: of the first network; the others' follow.

    Returns:
        A scaler and the networks, as one pipeline.
    """
    scaler = fit_scaler(readings, worth)
    networks = [
        MLPClassifier(
            (settings.units,),
            alpha=settings.penalty,
            max_iter=settings.passes,
            # never reached: the passes are the limit
            tol=0.0,
            n_iter_no_change=settings.passes + 1,
            learning_rate_init=settings.rate,
            random_state=seed + number,
        )
        for number in range(settings.count)
    ]
    voting = VotingClassifier([(str(n), network) for n, network in enumerate(networks)], voting="soft")
    pipeline = make_pipeline(scaler, voting)
    with warnings.catch_warnings():
        # the passes are the recipe's limit, not a failure to converge
        warnings.simplefilter("ignore", ConvergenceWarning)
        voting.fit(manners.beside(scaler.transform(readings)), labels.astype(str))
    for network in voting.estimators_:
        network.coefs_[0], gained = manners.settle(network.coefs_[0])
        network.intercepts_[0] = network.intercepts_[0] + gained
        network.n_features_in_ = len(network.coefs_[0])
        # the optimizer's state is two thirds of a stored network, and of no use after training
        del network._optimizer
    return pipeline
