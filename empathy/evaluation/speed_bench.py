"""What the encoder's way of reading a session saves, and what it costs: each way timed on the same sessions.

As shipped, a session is read in one pass: every wordpiece is computed once, utterances of like length together. The
other ways read every utterance anew with the turns around it, as a classifier of single utterances does; pad every
utterance to one length; leave out the turns of mere assent, the most that a cascade before the encoder could save;
do with a smaller vocabulary; or are other encoders.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from empathy.corpora.session import LabelledSession
from empathy.evaluation.other_layouts import OneWidth, Trimmed, common_wordpieces
from empathy.features.encoder import Encoder
from empathy.features.layout import Layout
from empathy.features.wordpieces import is_backchannel

_BEFORE, _AFTER = 3, 1
_RUNS = 3
_TASK = "behaviour"

Floats = NDArray[np.float32]
Way = Callable[[Encoder, LabelledSession], tuple[Floats, NDArray[np.intp]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedLine:
    """One way: utterances of the sessions a second (median of runs), and how often the behaviour stays the same.

    ``read`` is the share of utterances that the encoder reads; ``same`` is over these.
    """

    way: str
    a_second: float
    read: float
    same: float


def measure_speed(
    folder: Path,
    sessions: Sequence[LabelledSession],
    others: Sequence[LabelledSession],
    beside: Mapping[str, Path] | None = None,
) -> list[SpeedLine]:
    """Time every way on all sessions, in rounds over the ways after one to warm up, so that drift meets all alike.

    Args:
        folder: the shipped encoder's.
        sessions: what is read.
        others: conversations that a trimmed vocabulary is counted on.
        beside: the folders of other encoders by name.

    Raises:
        ModelError: when a folder holds no encoder.
    """
    encoder = Encoder.load(folder)
    ways = [(name, way, encoder) for name, way in _WAYS.items()]
    ways += [(name, _whole, each) for name, each in _under_other_layouts(encoder, folder, others).items()]
    ways += [(name, _whole, Encoder.load(other)) for name, other in (beside or {}).items()]
    task = next(task for task in encoder.tasks if task.name == _TASK)
    columns = slice(task.first, task.first + task.width)
    shipped = [_whole(encoder, session)[0][:, columns].argmax(axis=1) for session in sessions]
    found = [[way(each, session) for session in sessions] for _, way, each in ways]
    seconds = [[_seconds(way, each, sessions) for _, way, each in ways] for _ in range(_RUNS)]
    return [
        _line(name, [each[place] for each in seconds], found[place], sessions, shipped, columns)
        for place, (name, _, _) in enumerate(ways)
    ]


def _under_other_layouts(encoder: Encoder, folder: Path, others: Sequence[LabelledSession]) -> dict[str, Encoder]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    trimmed = Trimmed(tokenizer, common_wordpieces(Layout(tokenizer), others))
    share = len(trimmed.known) / tokenizer.get_vocab_size()
    return {
        "one pass, every utterance padded to one length": encoder.under(OneWidth(tokenizer)),
        f"one pass, {share:.0%} of the vocabulary": encoder.under(trimmed),
    }


def _seconds(way: Way, encoder: Encoder, sessions: Sequence[LabelledSession]) -> float:
    began = time.perf_counter()
    for session in sessions:
        way(encoder, session)
    return time.perf_counter() - began


def _line(
    name: str,
    seconds: Sequence[float],
    found: Sequence[tuple[Floats, NDArray[np.intp]]],
    sessions: Sequence[LabelledSession],
    shipped: Sequence[NDArray[np.intp]],
    columns: slice,
) -> SpeedLine:
    utterances = sum(len(session.utterances) for session in sessions)
    same = [
        logits[:, columns].argmax(axis=1) == labels[places]
        for (logits, places), labels in zip(found, shipped, strict=True)
    ]
    return SpeedLine(
        way=name,
        a_second=round(utterances / median(seconds), 1),
        read=round(sum(len(places) for _, places in found) / utterances, 4),
        same=round(float(np.concatenate(same).mean()), 4),
    )


def _encode(encoder: Encoder, session: LabelledSession, places: Sequence[int]) -> Floats:
    said = [session.utterances[place] for place in places]
    return encoder.encode([u.role for u in said], [u.text for u in said]).logits


def _whole(encoder: Encoder, session: LabelledSession) -> tuple[Floats, NDArray[np.intp]]:
    places = np.arange(len(session.utterances))
    return _encode(encoder, session, places.tolist()), places


def _one_by_one(encoder: Encoder, session: LabelledSession) -> tuple[Floats, NDArray[np.intp]]:
    rows = []
    for place in range(len(session.utterances)):
        first, last = max(0, place - _BEFORE), min(len(session.utterances), place + _AFTER + 1)
        rows.append(_encode(encoder, session, range(first, last))[place - first])
    return np.stack(rows), np.arange(len(rows))


def _without_assent(encoder: Encoder, session: LabelledSession) -> tuple[Floats, NDArray[np.intp]]:
    places = [place for place, u in enumerate(session.utterances) if not is_backchannel(u.text)]
    return _encode(encoder, session, places), np.array(places, dtype=np.intp)


_WAYS: dict[str, Way] = {
    "a session in one pass (shipped)": _whole,
    f"each utterance anew, {_BEFORE} turns before and {_AFTER} after": _one_by_one,
    "one pass, turns of mere assent left out": _without_assent,
}


def as_markdown(lines: Sequence[SpeedLine]) -> str:
    """Return the lines as a Markdown table, each beside the first."""
    table = ["| the encoder reads | utterances a second | times the shipped | read | same behaviour |"]
    table += ["|---|---|---|---|---|"]
    table += [
        f"| {line.way} | {line.a_second:.0f} | {line.a_second / lines[0].a_second:.2f} | {line.read:.1%} "
        f"| {line.same:.1%} |"
        for line in lines
    ]
    return "\n".join(table)
