"""Figures of the raw logits against the labels, for choosing a recipe; the model card's come from evaluation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, f1_score

from empathy.corpora.epitome import MECHANISMS
from empathy.corpora.session import LabelledSession
from empathy.training.tasks import TASKS, columns

Key = tuple[str, str, str]
Logits = Mapping[Key, NDArray[np.float32]]
BINARY_STANDOFF = tuple(t.name for t in TASKS if t.name.startswith("standoff.") and t.binary)


def majority(labels: Sequence[str]) -> str:
    """The most frequent label; on a tie the one given first."""
    return Counter(labels).most_common(1)[0][0]


def figures(sessions: Iterable[LabelledSession], logits: Logits) -> dict[str, float]:
    """The brief's figures; several annotators' codes count as their majority."""
    pairs = _pairs(sessions, logits)
    result: dict[str, float] = {}
    gold, guess = pairs["behaviour"]
    result["behaviour_f1"] = f1_score(gold, guess, average="macro")
    result["behaviour_kappa"] = cohen_kappa_score(gold, guess)
    for task in ("question", "reflection"):
        gold, guess = (np.array(each) for each in pairs[task])
        result[f"{task}_kappa"] = cohen_kappa_score(gold != "none", guess != "none")
        both = (gold != "none") & (guess != "none")
        name = "open_closed" if task == "question" else "simple_complex"
        result[f"{name}_kappa"] = cohen_kappa_score(gold[both], guess[both])
    result["input_kappa"] = cohen_kappa_score(*pairs["input"])
    result["talk_f1"] = f1_score(*pairs["talk"], average="macro")
    binary = {task: f1_score(*pairs[task], pos_label="yes", zero_division=0) for task in BINARY_STANDOFF}
    result["standoff_f1"] = float(np.mean(list(binary.values())))
    result |= {f"{task}_f1": value for task, value in binary.items()}
    for task in ("standoff.reflection", "standoff.question", "standoff.opportunity", "strategy", *MECHANISMS):
        result[f"{task}_f1"] = f1_score(*pairs[task], average="macro")
    return {name: round(float(value), 4) for name, value in result.items()}


def _pairs(
    sessions: Iterable[LabelledSession], logits: Logits
) -> dict[str, tuple[list[str], list[str]]]:
    places = columns()
    pairs: dict[str, tuple[list[str], list[str]]] = {task.name: ([], []) for task in TASKS}
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
                    pairs[task.name][0].append(majority(labels))
                    pairs[task.name][1].append(task.labels[best])
    return pairs
