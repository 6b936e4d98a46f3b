"""Held-out figures with bootstrap intervals over conversations, beside what a second human coder reaches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from empathy import confusion
from empathy.markers.card import Figure, Topic

DRAWS = 400
BINS = 10
# One coder against another, mean of 45 pairs of the ten annotators of seven AnnoMI sessions (computed from
# AnnoMI-full.csv; Wu et al. 2022); open/closed and simple/complex where both saw a question or a reflection.
HUMAN: Mapping[str, Mapping[str, float]] = {
    "behaviour": {"macro-F1": 0.80, "κ": 0.74},
    "question": {"κ present": 0.87, "κ": 0.74, "κ open/closed": 0.52, "macro-F1": 0.77},
    "reflection": {"κ present": 0.66, "κ": 0.50, "κ simple/complex": 0.21, "macro-F1": 0.58},
    "input": {"κ": 0.64},
    "talk": {"macro-F1": 0.65, "κ": 0.47},
}
_KINDS = {"question": "κ open/closed", "reflection": "κ simple/complex"}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """One decision on utterances that its model was not fitted on, as places in ``values``."""

    values: tuple[str, ...]
    truth: NDArray[np.intp]
    labels: NDArray[np.intp]
    probabilities: Floats
    uncertain: NDArray[np.bool_]
    session: NDArray[np.intp]


def speech_figures(decision: str, held: HeldOut, *, seed: int = 0) -> dict[str, Figure]:
    """Return the figures on text in the manner of a recogniser: agreement only."""
    found = figures(decision, held, seed=seed)
    wanted = ("κ", "κ present", "macro-F1", "F1")
    return {
        f"speech: {name}": figure.model_copy(update={"human": None})
        for name, figure in found.items()
        if name in wanted
    }


def figures(decision: str, held: HeldOut, *, seed: int = 0) -> dict[str, Figure]:
    """Return every figure of one decision."""
    _, groups = np.unique(held.session, return_inverse=True)
    draws = _draws(int(groups.max()) + 1, seed)
    found: dict[str, tuple[float, float | None, float | None]] = {}
    for name, (cells, measure) in _counted(decision, held, groups).items():
        resampled = measure(np.einsum("dg,g...->d...", draws, cells))
        found[name] = (float(measure(cells.sum(axis=0))), *_interval(resampled))
    if len(held.values) == 2:
        found["AP"] = _average_precision(held, groups, draws)
    found["ECE"] = (expected_calibration_error(held), None, None)
    human = HUMAN.get(decision, {})
    return {
        name: Figure(value=round(v, 4), low=_rounded(low), high=_rounded(high), human=human.get(name))
        for name, (v, low, high) in found.items()
    }


Measure = Callable[[Floats], Floats]


def _counted(decision: str, held: HeldOut, groups: NDArray[np.intp]) -> dict[str, tuple[Floats, Measure]]:
    """Return, by figure, counts a conversation [conversations, …] and the measure of their sum."""
    values = len(held.values)
    cells = _by_group(held.truth, held.labels, values, groups)
    present = _by_group(held.truth > 0, held.labels > 0, 2, groups)
    found: dict[str, tuple[Floats, Measure]] = {"κ": (cells, _kappa)}
    if values == 2:
        named = {"F1": confusion.f1, "precision": confusion.precision, "recall": confusion.recall}
        found |= {name: (cells, _of_yes(measure)) for name, measure in named.items()}
    else:
        found |= {"macro-F1": (cells, _macro_f1), "κ present": (present, _kappa)}
    if decision in _KINDS:
        both = (held.truth > 0) & (held.labels > 0)
        kinds = _by_group(held.truth[both] == 2, held.labels[both] == 2, 2, groups[both], int(groups.max()) + 1)
        found[_KINDS[decision]] = (kinds, _kappa)
    right = held.truth == held.labels
    sure = _by_group(~held.uncertain, right, 2, groups)
    found["sure: right"] = (sure, lambda c: c[..., 1, 1] / np.maximum(c[..., 1, :].sum(axis=-1), 1))
    found["sure: share"] = (sure, lambda c: c[..., 1, :].sum(axis=-1) / np.maximum(c.sum(axis=(-2, -1)), 1))
    return found


def _kappa(cells: Floats) -> Floats:
    """Return κ; without two values to tell apart there is no agreement: 0."""
    return np.nan_to_num(confusion.kappa(cells))


def _macro_f1(cells: Floats) -> Floats:
    return np.nan_to_num(confusion.macro_f1(cells))


def _of_yes(measure: Measure) -> Measure:
    """Return a measure's figure of the second value, 0 where there is none."""
    return lambda cells: np.nan_to_num(measure(cells)[..., 1])


def _by_group(
    truth: NDArray[np.generic], labels: NDArray[np.generic], values: int, groups: NDArray[np.intp], count: int = 0
) -> Floats:
    count = count or int(groups.max()) + 1
    cells = np.zeros((count, values, values))
    np.add.at(cells, (groups, truth.astype(int), labels.astype(int)), 1)
    return cells


def _draws(groups: int, seed: int) -> Floats:
    """Return how often each conversation is drawn [draws, groups]."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(groups, np.full(groups, 1 / groups), size=DRAWS).astype(float)


def _interval(resampled: Sequence[float] | Floats) -> tuple[float, float]:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return float(low), float(high)


def _average_precision(held: HeldOut, groups: NDArray[np.intp], draws: Floats) -> tuple[float, float, float]:
    """Return average precision; the intervals take equal scores in their order, which hardly matters."""
    order = np.argsort(-held.probabilities[:, 1], kind="stable")
    yes = held.truth[order] == 1
    if not yes.any():
        return 0.0, 0.0, 0.0
    weights = draws[:, groups[order]]
    hits = np.cumsum(weights * yes, axis=1)
    precision = hits / np.maximum(np.cumsum(weights, axis=1), 1)
    found = (precision * weights * yes).sum(axis=1) / np.maximum(hits[:, -1], 1)
    return float(average_precision_score(held.truth == 1, held.probabilities[:, 1])), *_interval(found)


def expected_calibration_error(held: HeldOut) -> float:
    """Return the expected calibration error (Naeini et al. 2015) over ten bins of equal count."""
    bins = reliability(held)
    return sum(count * abs(said - true) for said, true, count in bins) / len(held.truth)


def reliability(held: HeldOut) -> list[tuple[float, float, int]]:
    """Return the mean probability said, the share that came true and the count of ten bins of equal count.

    Of the probability of yes for a yes/no marker, else of the most probable value.
    """
    if len(held.values) == 2:
        said, right = held.probabilities[:, 1], held.truth == 1
    else:
        said, right = held.probabilities.max(axis=1), held.probabilities.argmax(axis=1) == held.truth
    bins = np.array_split(np.argsort(said, kind="stable"), BINS)
    return [(round(float(said[b].mean()), 4), round(float(right[b].mean()), 4), len(b)) for b in bins if len(b)]


def topic_figures(held: HeldOut, topics: Sequence[str]) -> list[Topic]:
    """Return κ and macro-F1 of one decision by topic; ``topics`` names each measured utterance's, "" for none."""
    named = np.array(topics)
    found = []
    for topic in sorted(set(topics) - {""}):
        at = named == topic
        cells = confusion.counts(held.truth[at], held.labels[at], len(held.values))
        found.append(
            Topic(
                topic=topic,
                sessions=len(set(held.session[at].tolist())),
                utterances=int(at.sum()),
                kappa=round(float(_kappa(cells)), 4),
                macro_f1=round(float(_macro_f1(cells)), 4),
            )
        )
    return found


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
