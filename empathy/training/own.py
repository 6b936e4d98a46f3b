"""Own codes -> own heads: a few hundred labelled utterances of a new marker, learnt on top of the shipped model."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, cohen_kappa_score, f1_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from empathy import confusion
from empathy.errors import InputError
from empathy.markers.catalogue import Marker, read_catalogue
from empathy.markers.decide import Decision
from empathy.markers.own_features import Read, features, new_words
from empathy.markers.own_files import OwnCard, OwnDecision, write_own
from empathy.markers.scores import ScoredTranscript
from empathy.training.calibrate import fit_decision
from empathy.training.own_codes import OwnCodes, of_their_role

FOLDS = 5
# A marker needs this many utterances of its rarest value, and codes from this many sessions, to be learnt at all.
LEAST_CASES, LEAST_SESSIONS = 10, 5
ONE_NAME = "Which of them was coded cannot be told: give each session a name of its own, or leave the others out."
# How often a label must be right for its like not to be in doubt, as of the shipped markers.
ACCURACY = 0.8
CURVE = (0.25, 0.5, 0.75, 1.0)
_DRAWS = 500
_SEED = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What became of one marker: cross-validated κ with its 95 % interval, F1 and average precision.

    ``curve`` has (labelled utterances learnt from, κ); ``refused`` says why the marker is not shipped, if so.
    """

    marker: str
    utterances: int
    cases: int
    kappa: float
    low: float
    high: float
    f1: float
    average_precision: float
    curve: tuple[tuple[int, float], ...]
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One marker's rows: features, labels as places in its values, and the session of each."""

    marker: Marker
    rows: sparse.csr_matrix
    labels: NDArray[np.intp]
    session: NDArray[np.intp]


def train_own(
    read: Sequence[Read],
    codes: OwnCodes,
    codebook: Path,
    out: Path,
    *,
    base: str = "",
    digest: str = "",
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Learnt, ...]:
    """Learn every own marker that has codes, and write those that beat chance into ``out``.

    Args:
        read: the coded sessions as the shipped model read them.
        codes: the labels by marker, session and utterance.
        codebook: the own markers, laid out as ``configs/markers.toml``.
        base: the shipped model that read them, by name; "" for the default.
        digest: what tells that model's state.
        out: the folder to write; nothing is written if every marker is refused.
        progress: told of each step.

    Raises:
        ConfigError: a codebook at fault. InputError: codes that fit neither sessions nor codebook, all codes of a
            marker on turns of another role, or sessions of one name, of which it cannot be told which was coded.
    """
    markers = {marker.id: marker for marker in read_catalogue(codebook).markers}
    unknown = sorted(set(codes) - set(markers))
    if unknown:
        raise InputError("the codebook has no such marker", path=codebook, column=unknown[0])
    scored = [each.scored for each in read]
    several = [name for name, n in Counter(s.session for s in scored).items() if n > 1]
    if several:
        raise InputError(f"several transcripts are session {several[0]!r}", hint=ONE_NAME)
    for name in (name for name in markers if name not in codes):
        progress(f"{name}: the table holds no code of it")
    roles = {(s.session, u.utterance.index): u.utterance.role for s in scored for u in s.utterances}
    codes = of_their_role(codes, markers, roles, progress)
    words = new_words().fit([text for each in read for text in each.texts])
    matrices = [features(each, words) for each in read]
    learnt, heads, decisions = [], {}, {}
    # a few hundred rows are learnt sooner by one thread than by several that wait for each other
    with threadpool_limits(1):
        for name in codes:
            progress(f"learning {name}")
            task = _task(markers[name], codes[name], scored, matrices)
            found = _learn(task)
            learnt.append(found)
            if not found.refused:
                decisions[name] = OwnDecision.of(_decision(task, _held_out(task, 1.0), slice(None)))
                heads[name] = _fit(task.rows, task.labels, task.marker)
    if heads:
        figures = {f.marker: {"κ": f.kappa, "low": f.low, "high": f.high, "F1": f.f1} for f in learnt}
        kept = {marker: figures[marker] for marker in heads}
        card = OwnCard(base=base, base_digest=digest, decisions=decisions, figures=kept)
        write_own(out, codebook.read_text(encoding="utf-8"), card, words, heads)
    return tuple(learnt)


def _task(
    marker: Marker,
    codes: Mapping[tuple[str, int], str],
    scored: Sequence[ScoredTranscript],
    matrices: Sequence[sparse.csr_matrix],
) -> _Task:
    places = {
        (s.session, u.utterance.index): (i, j) for i, s in enumerate(scored) for j, u in enumerate(s.utterances)
    }
    missing = [unit for unit in codes if unit not in places]
    if missing:
        session, utterance = missing[0]
        raise InputError(
            f"{len(missing)} codes of {marker.id!r} name no utterance of the transcripts",
            hint=f"The first is session {session!r}, utterance {utterance}; utterances count from 0.",
        )
    found = [places[unit] for unit in codes]
    return _Task(
        marker=marker,
        rows=sparse.vstack([matrices[i][j] for i, j in found], format="csr"),
        labels=np.array([marker.values.index(value) for value in codes.values()], dtype=np.intp),
        session=np.array([i for i, _ in found], dtype=np.intp),
    )


def _learn(task: _Task) -> Learnt:
    counts = np.bincount(task.labels, minlength=len(task.marker.values))
    sessions = len(np.unique(task.session))
    if counts.min() < LEAST_CASES or sessions < LEAST_SESSIONS:
        why = f"too few codes: {counts.min()} of the rarest value, {sessions} sessions"
        return _refused(task, why, int(counts[1:].sum()))
    probabilities = _held_out(task, 1.0)
    labels = _cross_decided(task, probabilities)
    kappa = float(cohen_kappa_score(task.labels, labels))
    low, high = _interval(task, labels)
    present = task.labels > 0
    chance = "the interval of κ includes chance: nothing was learnt that holds on other sessions"
    return Learnt(
        marker=task.marker.id,
        utterances=len(task.labels),
        cases=int(present.sum()),
        kappa=kappa,
        low=low,
        high=high,
        f1=float(f1_score(task.labels, labels, average="binary" if len(counts) == 2 else "macro")),
        average_precision=float(average_precision_score(present, 1 - probabilities[:, 0])),
        curve=tuple(_curve_point(task, share) for share in CURVE),
        refused=chance if low <= 0 else "",
    )


def _refused(task: _Task, why: str, cases: int) -> Learnt:
    nan = float("nan")
    return Learnt(
        marker=task.marker.id,
        utterances=len(task.labels),
        cases=cases,
        kappa=nan,
        low=nan,
        high=nan,
        f1=nan,
        average_precision=nan,
        curve=(),
        refused=why,
    )


def _folds(task: _Task) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    splitter = GroupKFold(min(FOLDS, len(np.unique(task.session))))
    return list(splitter.split(task.rows, task.labels, task.session))


def _held_out(task: _Task, share: float) -> NDArray[np.float64]:
    """Return each utterance's probabilities from a head that saw a share of the other folds' sessions."""
    rng = np.random.default_rng(_SEED)
    probabilities = np.full((len(task.labels), len(task.marker.values)), 1 / len(task.marker.values))
    for train, test in _folds(task):
        sessions = rng.permutation(np.unique(task.session[train]))
        seen = train[np.isin(task.session[train], sessions[: max(1, round(share * len(sessions)))])]
        if len(np.unique(task.labels[seen])) < 2:
            continue
        head = _fit(task.rows[seen], task.labels[seen], task.marker)
        places = np.array([task.marker.values.index(value) for value in head.classes_])
        probabilities[np.ix_(test, places)] = head.predict_proba(task.rows[test])
    return probabilities


def _cross_decided(task: _Task, probabilities: NDArray[np.float64]) -> NDArray[np.intp]:
    """Decide each fold as is best on the others, so that the figures are honest."""
    labels = np.zeros(len(task.labels), dtype=np.intp)
    for train, test in _folds(task):
        decision = _decision(task, probabilities, train)
        labels[test] = decision.labels(decision.calibrated(probabilities[test]))
    return labels


def _decision(task: _Task, probabilities: NDArray[np.float64], rows: NDArray[np.intp] | slice) -> Decision:
    """Find on these rows how the marker is calibrated, decided and doubted, by the shipped markers' rules."""
    return fit_decision(
        task.marker.values, probabilities[rows], task.labels[rows], accuracy=ACCURACY, one_doubt=False
    )


def _curve_point(task: _Task, share: float) -> tuple[int, float]:
    labels = _cross_decided(task, _held_out(task, share))
    return round(share * len(task.labels) * (1 - 1 / FOLDS)), float(cohen_kappa_score(task.labels, labels))


def _interval(task: _Task, labels: NDArray[np.intp]) -> tuple[float, float]:
    """Return the 95 % interval of κ, bootstrap over sessions."""
    rng = np.random.default_rng(_SEED)
    width, (sessions, inverse) = len(task.marker.values), np.unique(task.session, return_inverse=True)
    tables = np.zeros((len(sessions), width, width))
    np.add.at(tables, (inverse, task.labels, labels), 1)
    drawn = np.stack([tables[rng.integers(len(sessions), size=len(sessions))].sum(0) for _ in range(_DRAWS)])
    low, high = np.quantile(np.nan_to_num(confusion.kappa(drawn)), [0.025, 0.975])
    return float(low), float(high)


def _fit(rows: sparse.csr_matrix, labels: NDArray[np.intp], marker: Marker) -> Any:  # noqa: ANN401 - untyped library
    head = LogisticRegression(C=10.0, max_iter=500, random_state=_SEED)
    return head.fit(rows, np.array(marker.values)[labels])
