"""Labelled sessions and predictions -> decisions: gold and predicted value of every coded utterance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.corpora.spec import CorpusSpec, TaskSpec
from empathy.errors import InputError
from empathy.evaluation.coefficients import MISSING, votes
from empathy.evaluation.predictions import Markers, Predictions
from empathy.markers.catalogue import codebook
from empathy.markers.scores import NEGATIVE_VALUES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BINARY = ("no", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One question put to the model and to coders: every coded utterance's gold value and the model's.

    ``gold`` is the value most coders gave (of those that are even the first in ``values``, so that no order of rows
    or coders counts), ``predicted`` the model's label, both indices of ``values``, shape (n,);
    ``probabilities`` (n, K) are as the model stated them, so that the greatest need not be the label's; ``coders``
    (n, C) holds each coder's own value, -1 for none; ``conversation`` (n,) counts from 0; ``groups`` has a metadata
    column's value by utterance, and "speaker".
    """

    name: str
    values: tuple[str, ...]
    gold: Ints
    predicted: Ints
    probabilities: Floats
    coders: Ints
    conversation: Ints
    conversations: int
    groups: Mapping[str, NDArray[np.str_]]

    @property
    def even(self) -> int:
        """On how many utterances no one value was given most often."""
        first, second = np.sort(votes(self.coders, len(self.values)))[:, :-3:-1].T
        return int((first == second).sum())

    def only(self, kept: NDArray[np.bool_]) -> "Decision":
        """Return the decision on some of its utterances, their conversations counted anew."""
        left, conversation = np.unique(self.conversation[kept], return_inverse=True)
        return replace(
            self,
            gold=self.gold[kept],
            predicted=self.predicted[kept],
            probabilities=self.probabilities[kept],
            coders=self.coders[kept],
            conversation=conversation.astype(np.int64),
            conversations=len(left),
            groups={column: found[kept] for column, found in self.groups.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the model says of one utterance: its label, and its probabilities as stated.

    The two are kept apart: a threshold below one half or a weight may choose a label that is not the most probable.
    """

    label: str
    probabilities: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a task's codes and the model's markers are brought to the same values."""

    name: str
    task: str
    values: tuple[str, ...]
    gold: Callable[[str], str]
    asked: Callable[[Markers], Answer | None]


def questions(spec: CorpusSpec) -> Iterator[Question]:
    """Yield everything that a corpus's codes can ask of the model; a marker of three values is asked twice."""
    for name, task in spec.tasks.items():
        if task.marker is not None:
            values = codebook()[task.marker].values
            yield Question(name=task.marker, task=name, values=values, gold=str, asked=_marker(task.marker))
            if len(values) == 3:
                yield _present(task.marker, name, values[0])
        if task.any_of:
            yield Question(name=name, task=name, values=BINARY, gold=str, asked=_any(task.any_of))
        yield from _strategies(name, task)


def decide(sessions: Sequence[LabelledSession], spec: CorpusSpec, predictions: Predictions) -> tuple[Decision, ...]:
    """Bring gold and predictions together; a question without any answer is left out.

    Raises:
        InputError: predictions for none of the sessions, for other utterances than the corpus has, or of values
            that the codebook does not have.
    """
    predictions = in_order(sessions, predictions)
    known = [session for session in sessions if session.session in predictions]
    if not known:
        raise InputError(
            f"none of the {len(sessions)} sessions was predicted",
            hint="Predictions have to carry the corpus's own session names: score it as `corpus:path`.",
        )
    for session in known:
        found = predictions[session.session]
        if len(found) != len(session.utterances):
            raise InputError(
                f"session {session.session!r}: {len(session.utterances)} utterances in the corpus, "
                f"{len(found)} in the predictions"
            )
    return tuple(d for q in questions(spec) if (d := _decision(q, known, predictions)) is not None)


def in_order(sessions: Sequence[LabelledSession], predictions: Predictions) -> Predictions:
    """Return the predictions under the corpus's own session names.

    Anonymizing changes a name that looks like a person's. What is left once names that match are taken is paired
    by its order, if there are as many predictions as sessions and each pair is of the same length.
    """
    names = {session.session for session in sessions}
    renamed = [session for session in sessions if session.session not in predictions]
    left = [name for name in predictions if name not in names]
    if not renamed or len(renamed) != len(left):
        return predictions
    pairs = list(zip(renamed, left, strict=True))
    if any(len(session.utterances) != len(predictions[name]) for session, name in pairs):
        return predictions
    own = {name: found for name, found in predictions.items() if name in names}
    return own | {session.session: predictions[name] for session, name in pairs}


def _decision(question: Question, sessions: Sequence[LabelledSession], predictions: Predictions) -> Decision | None:
    rows = list(_rows(question, sessions, predictions))
    if not rows:
        return None
    numbers = {name: i for i, name in enumerate(dict.fromkeys(s.session for _, s, _, _ in rows))}
    # a coder keeps to a column, so that a pair's κ is of the same two people throughout
    given = [dict(zip(u.coders.get(question.task) or range(len(c)), c, strict=True)) for c, _, u, _ in rows]
    columns = {coder: column for column, coder in enumerate(dict.fromkeys(coder for g in given for coder in g))}
    index = {value: i for i, value in enumerate(question.values)}
    coders = np.full((len(rows), len(columns)), MISSING, dtype=np.int64)
    for row, codes in enumerate(given):
        coders[row, [columns[coder] for coder in codes]] = [index[code] for code in codes.values()]
    stated = [[answer.probabilities.get(value, 0.0) for value in question.values] for *_, answer in rows]
    metadata = dict.fromkeys(column for s in sessions for column in s.metadata)
    groups = {c: np.array([s.metadata.get(c, "") for _, s, _, _ in rows]) for c in metadata}
    groups["speaker"] = np.array([u.speaker for _, _, u, _ in rows])
    return Decision(
        name=question.name,
        values=question.values,
        gold=votes(coders, len(question.values)).argmax(1),  # of equals the first: in doubt, the negative
        predicted=np.array([index[answer.label] for *_, answer in rows], dtype=np.int64),
        probabilities=np.array(stated, dtype=np.float64),
        coders=coders,
        conversation=np.array([numbers[s.session] for _, s, _, _ in rows], dtype=np.int64),
        conversations=len(numbers),
        groups=groups,
    )


_Row = tuple[tuple[str, ...], LabelledSession, LabelledUtterance, Answer]


def _rows(question: Question, sessions: Sequence[LabelledSession], predictions: Predictions) -> Iterator[_Row]:
    for session in sessions:
        found = predictions[session.session]
        for index, utterance in enumerate(session.utterances):
            codes = utterance.codes.get(question.task, ())
            answer = question.asked(found.get(index, {})) if codes else None
            if answer is not None:
                if answer.label not in question.values:
                    raise InputError(
                        f"session {session.session!r}, utterance {index}: {question.name!r} has no value "
                        f"{answer.label!r}",
                        hint=f"It has: {', '.join(question.values)}. Score the corpus anew with this version.",
                    )
                yield tuple(question.gold(code) for code in codes), session, utterance, answer


def _marker(marker: str) -> Callable[[Markers], Answer | None]:
    def asked(markers: Markers) -> Answer | None:
        if marker not in markers:
            return None
        score = markers[marker]
        return Answer(label=score["label"], probabilities=score["probabilities"])

    return asked


def _yes_no(yes: float, *, present: bool) -> Answer:
    return Answer(label="yes" if present else "no", probabilities={"no": 1 - yes, "yes": yes})


def _present(marker: str, task: str, negative: str) -> Question:
    def asked(markers: Markers) -> Answer | None:
        if marker not in markers:
            return None
        score = markers[marker]
        absent = score["probabilities"][negative]
        label = "no" if score["label"] == negative else "yes"
        return Answer(label=label, probabilities={"no": absent, "yes": 1 - absent})

    return Question(
        name=f"{marker} (present)",
        task=task,
        values=BINARY,
        gold=lambda code: "no" if code == negative else "yes",
        asked=asked,
    )


def _any(markers_asked: Sequence[str]) -> Callable[[Markers], Answer | None]:
    def asked(markers: Markers) -> Answer | None:
        if not all(marker in markers for marker in markers_asked):
            return None
        scores = [markers[marker] for marker in markers_asked]
        yes = max(score["probabilities"]["yes"] for score in scores)
        return _yes_no(yes, present=any(score["label"] == "yes" for score in scores))

    return asked


def _strategies(name: str, task: TaskSpec) -> Iterator[Question]:
    for marker, strategy in task.as_marker.items():
        yield Question(
            name=f"{name}: {strategy} as {marker}",
            task=name,
            values=BINARY,
            gold=lambda code, strategy=strategy: "yes" if code == strategy else "no",  # type: ignore[misc]
            asked=_presence(marker),
        )


def _presence(marker: str) -> Callable[[Markers], Answer | None]:
    def asked(markers: Markers) -> Answer | None:
        if marker not in markers:
            return None
        score = markers[marker]
        yes = sum(p for value, p in score["probabilities"].items() if value not in NEGATIVE_VALUES)
        return _yes_no(yes, present=score["label"] not in NEGATIVE_VALUES)

    return asked
