"""Figures of the raw logits against the labels, for choosing a recipe; the model card's come from evaluation."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import cohen_kappa_score, f1_score

from empathy.corpora.session import LabelledSession
from empathy.training.labels import majority
from empathy.training.tasks import TASKS, columns

Key = tuple[str, str, str]
Pair = tuple[list[str], list[str]]
Logits = Mapping[Key, NDArray[np.float32]]
BINARY_STANDOFF = tuple(t.name for t in TASKS if t.name.startswith("standoff.") and t.binary)


def figures(sessions: Iterable[LabelledSession], logits: Logits) -> dict[str, float]:
    """Macro-F1 of every task with labels (F1 of "yes" for the stand-off binaries) and kappa of AnnoMI's decisions.

    Kappa is of presence for `question` and `reflection`, and of the kind where both saw one. Several annotators'
    codes count as their majority.
    """
    pairs = {task: pair for task, pair in _pairs(sessions, logits).items() if pair[0]}
    result: dict[str, float] = {}
    for task, (gold, guess) in pairs.items():
        if task in BINARY_STANDOFF:
            result[f"{task}_f1"] = f1_score(gold, guess, pos_label="yes", zero_division=0)
        else:
            result[f"{task}_f1"] = f1_score(gold, guess, average="macro")
    for task in {"behaviour", "input"} & pairs.keys():
        result[f"{task}_kappa"] = _kappa(*pairs[task])
    for task, kind in (("question", "open_closed"), ("reflection", "simple_complex")):
        if task in pairs:
            coded, told = (np.array(each) for each in pairs[task])
            both = (coded != "none") & (told != "none")
            result[f"{task}_kappa"] = _kappa(coded != "none", told != "none")
            result[f"{kind}_kappa"] = _kappa(coded[both], told[both])
    if BINARY_STANDOFF[0] in pairs:
        result["standoff_f1"] = float(np.mean([result[f"{task}_f1"] for task in BINARY_STANDOFF]))
    return {name: round(float(value), 4) for name, value in result.items()}


def _kappa(gold: ArrayLike, guess: ArrayLike) -> float:
    """Cohen's kappa; without a single case, or with one label alone, there is no agreement to measure: 0."""
    seen = set(np.asarray(gold)) | set(np.asarray(guess))
    return float(cohen_kappa_score(gold, guess)) if len(seen) > 1 else 0.0


def _pairs(sessions: Iterable[LabelledSession], logits: Logits) -> dict[str, Pair]:
    places = columns()
    pairs: dict[str, Pair] = {task.name: ([], []) for task in TASKS}
    for session in sessions:
        for utterance in session.utterances:
            row = logits.get((session.corpus, session.session, utterance.id))
            if row is None:
                continue
            for task in TASKS:
                labels = utterance.codes.get(task.name)
                if labels:
                    values = row[places[task.name]]
                    best = int(values[0] > 0) if task.binary else int(values.argmax())
                    pairs[task.name][0].append(majority(labels, task.name))
                    pairs[task.name][1].append(task.labels[best])
    return pairs
