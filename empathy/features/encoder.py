"""The encoder at run time: ONNX and tokenizers, no torch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from empathy.errors import ModelError
from empathy.features.layout import EncoderInput, Layout, Part
from empathy.transcript import Role

_FILES = ("encoder.onnx", "tokenizer.json", "tasks.json")
# A longer session is read in stretches of so many turns, each with some turns around it; see `Encoder.encode`.
STRETCH = 256
_AROUND = 12

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A head of the encoder: its labels and where its logits stand; one logit serves "no" and "yes"."""

    name: str
    labels: tuple[str, ...]
    first: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderOutput:
    """What the encoder says of a session of U utterances.

    `logits` [U, columns], the columns of `Encoder.tasks`. For each utterance `spans[u]` gives the characters of its
    text that each wordpiece covers, `contributions[u]` [wordpieces, columns] what each adds to a logit (the rest is
    from the utterance as a whole) and `scores[u]` [wordpieces, tasks] its weight before the softmax: of the
    EPITOME tasks, the logit of being part of the rationale.
    """

    logits: Floats
    spans: tuple[tuple[tuple[int, int], ...], ...]
    contributions: tuple[Floats, ...]
    scores: tuple[Floats, ...]


class Encoder:
    """A loaded encoder; what it says of a session depends on that session alone."""

    def __init__(self, *, session: onnxruntime.InferenceSession, layout: Layout, tasks: tuple[Task, ...]) -> None:
        self._session = session
        self._layout = layout
        self.tasks = tasks
        self._owners = np.array([i for i, task in enumerate(tasks) for _ in range(task.width)])

    @classmethod
    def load(cls, folder: Path, *, threads: int = 2) -> "Encoder":
        """Read encoder.onnx, tokenizer.json and tasks.json of a model folder."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelError(f"{folder}: expected a file {name}; is this a model's folder?")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(folder / "encoder.onnx", options, providers=["CPUExecutionProvider"])
        described = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
        return cls(
            session=session,
            layout=Layout(Tokenizer.from_file(str(folder / "tokenizer.json"))),
            tasks=_tasks(described),
        )

    def under(self, layout: Layout) -> "Encoder":
        """The same weights reading sessions that are laid out otherwise."""
        return Encoder(session=self._session, layout=layout, tasks=self.tasks)

    def encode(self, roles: Sequence[Role], texts: Sequence[str]) -> EncoderOutput:
        """Read one session, its turns in order.

        A session of more than `STRETCH` turns is read in stretches that overlap, so that memory stays bounded.
        """
        tokens = self._layout.tokenize(texts)
        parts = []
        for begin in range(0, len(texts), STRETCH):
            end = min(len(texts), begin + STRETCH)
            first, last = max(0, begin - _AROUND), min(len(texts), end + _AROUND)
            laid_out = self._layout.lay_out([Part(roles=roles[first:last], tokens=tokens[first:last])])
            parts.append(self._run(laid_out, begin - first, end - first))
        if not parts:
            empty = np.zeros((0, len(self._owners)), dtype=np.float32)
            return EncoderOutput(logits=empty, spans=(), contributions=(), scores=())
        return EncoderOutput(
            logits=np.concatenate([part.logits for part in parts]),
            spans=tuple(each for part in parts for each in part.spans),
            contributions=tuple(each for part in parts for each in part.contributions),
            scores=tuple(each for part in parts for each in part.scores),
        )

    def _run(self, given: EncoderInput, begin: int, end: int) -> EncoderOutput:
        """Run the graph and keep the utterances from `begin` to `end`."""
        scores, values, whole = self._session.run(["scores", "values", "whole"], _feeds(given))
        starts = given.starts[:-1]
        sizes = np.diff(given.starts)
        peak = np.repeat(np.maximum.reduceat(scores, starts), sizes, axis=0)
        weights = np.exp(scores - peak)
        shares = weights / np.repeat(np.add.reduceat(weights, starts), sizes, axis=0)
        contributions = shares[:, self._owners] * values
        logits = whole + np.add.reduceat(contributions, starts)
        cuts = [slice(given.starts[row], given.starts[row + 1]) for row in range(begin, end)]
        return EncoderOutput(
            logits=logits[begin:end],
            spans=tuple(given.spans[cut] for cut in cuts),
            contributions=tuple(contributions[cut] for cut in cuts),
            scores=tuple(scores[cut] for cut in cuts),
        )


def _feeds(given: EncoderInput) -> dict[str, NDArray[np.int64]]:
    feeds = {"ids": given.ids, "positions": given.positions, "first": given.starts[:-1], "back": given.back}
    for place, rectangle in enumerate(given.rectangles):
        feeds[f"own_{place}"] = np.ascontiguousarray(rectangle.own)
        feeds[f"keys_{place}"] = rectangle.keys
        feeds[f"kinds_{place}"] = rectangle.kinds
    return feeds


def _tasks(described: Sequence[dict[str, object]]) -> tuple[Task, ...]:
    tasks: list[Task] = []
    first = 0
    for each in described:
        labels = tuple(str(label) for label in _list(each["labels"]))
        width = 1 if labels == ("no", "yes") else len(labels)
        tasks.append(Task(name=str(each["name"]), labels=labels, first=first, width=width))
        first += width
    return tuple(tasks)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ModelError("tasks.json: expected a list of labels for every task; the model's folder is damaged")
    return value
