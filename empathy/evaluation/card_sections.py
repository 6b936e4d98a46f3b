"""Sections of the model card from figures that other benchmarks stored beside ``card.json``."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from empathy.evaluation.attempts import ATTEMPTS, curve_as_markdown, read_attempts
from empathy.evaluation.attempts import as_markdown as attempts_table
from empathy.evaluation.faithfulness import Faithfulness
from empathy.evaluation.faithfulness import as_markdown as faithfulness_table
from empathy.evaluation.rationales import Rationales
from empathy.evaluation.rationales import as_markdown as rationales_table
from empathy.evaluation.recordings import Recordings
from empathy.evaluation.recordings import as_markdown as recordings_table
from empathy.evaluation.session_bench import SessionFigure, SessionIndex
from empathy.evaluation.session_bench import as_markdown as session_table
from empathy.evaluation.shift_fit import CountFigure
from empathy.evaluation.speed_bench import SpeedLine
from empathy.evaluation.speed_bench import as_markdown as speed_table

Section = tuple[str, str]

_SESSION = """Over AnnoMI's sessions, each scored by a model that had not seen it, with numbers fitted on other
folds; ICC(2,1) against the expert with its 95 % interval. A number “tells” where its interval is narrow enough, and
names a band of the MITI where the whole interval lies in it. `docs/output.md` says how questions are estimated and
intervals are made."""

_FAITHFULNESS = """How far the label's probability falls when the evidence is taken out, and when nothing else is
left, beside random spans of the same length (ERASER; DeYoung et al. 2020). Of the shipped model, on sessions that
it was trained on: evidence is judged by what the model itself does with it. Words are the linear heads'; the
networks that share the decisions of AnnoMI's experts name none, and soften what taking words out does."""

_RATIONALES = """Passages against those that EPITOME's annotators marked, on replies that the encoder had not seen;
a reply without a marked passage counts 1 where none is predicted. Whether there is one is decided by the encoder
alone; a report shows evidence where the whole model finds the marker."""

_ROUNDING = """Each fold's encoder in eight bits and in full, under the same heads, held out. The heads were fitted
on what the encoders in eight bits say, as for the shipped model."""

_NESTED = """The networks' size and share, the weight of the coders' columns and the share of the networks over a
session's course were chosen among a few alternatives whose figures on all folds were seen. Here each fold is
reported under the alternative that is best, by log loss over AnnoMI's decisions, on the other folds: what lies
between is how much that choice flatters. Not nested, though seen on all folds: the recurrent networks' other
settings (units, passes, decay, learning from speech copies), and that the shipped encoder is the mean of two."""

_RECORDINGS = """AnnoMI cuts some recordings into several sessions, and folds go by session (see Split). Had the
model gained from having learnt another part of a recording, agreement would be less without such sessions."""

_SPEED = """The encoder alone, on some of AnnoMI's sessions, in one run: what reading a session in one pass saves,
what utterances of like length together do, and what a cascade that settles turns of mere assent, a vocabulary of
the wordpieces of three conversations and other encoders would. Of other encoders "same behaviour" compares with
the shipped one, not with the experts."""

_CURVE = """The encoder of `train-minilm.toml` alone, learnt from a part of the other folds' conversations, on the
development fold: raw outputs, without heads, calibration or thresholds. Where the last step still gives much, more
coded conversations would help more than another recipe (What was tried)."""

_TRIED = """Rows of one fold are of encoders alone, their raw outputs on the development fold (4), without heads,
calibration or thresholds; rows of all folds are of whole models, cross-fitted. Recipes that name a file, and
settings that a recipe knows, can be run again by `empathy train`; the others (masked words, contrastive pairs, a
focal loss, the chain, the first GRU, coders inside the encoder) were scripts around its functions that are not
kept."""


def stored_sections(folder: Path) -> list[Section]:
    """Return titles and texts, in the card's order, of what is stored in a model's folder."""
    makers: list[tuple[str, str, Callable[[Path], str]]] = [
        ("A session's numbers", "session.json", _session),
        ("Evidence: faithfulness", "faithfulness.json", _faithfulness),
        ("Evidence: rationales", "rationales.json", _rationales),
        ("Settings chosen on other folds", "nested.json", _nested),
        ("Recordings in several folds", "recordings.json", _recordings),
        ("Weights in eight bits", "rounding.json", _rounding),
        ("Speed of reading", "speed.json", _speed),
        ("Learning curve", ATTEMPTS, _curve),
        ("What was tried", ATTEMPTS, _tried),
    ]
    made = ((title, make(folder / name)) for title, name, make in makers if (folder / name).is_file())
    return [(title, text) for title, text in made if text]


def _read(path: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return given


def _session(path: Path) -> str:
    given = _read(path)
    figures = [SessionFigure(**entry) for entry in given["figures"]]
    counts = [CountFigure(**entry) for entry in given["counts"]]
    return f"{_SESSION}\n\n{session_table(figures, counts, SessionIndex(**given['index']))}"


def _faithfulness(path: Path) -> str:
    found = {marker: Faithfulness(**entry) for marker, entry in _read(path).items()}
    return f"{_FAITHFULNESS}\n\n{faithfulness_table(found)}"


def _rationales(path: Path) -> str:
    found = {mechanism: Rationales(**entry) for mechanism, entry in _read(path).items()}
    return f"{_RATIONALES}\n\n{rationales_table(found)}"


def _rounding(path: Path) -> str:
    return f"{_ROUNDING}\n\n{rounding_table(_read(path))}"


def _nested(path: Path) -> str:
    return f"{_NESTED}\n\n{nested_table(_read(path))}"


def _recordings(path: Path) -> str:
    return f"{_RECORDINGS}\n\n{recordings_table([Recordings(**e) for e in json.loads(path.read_text('utf-8'))])}"


def _speed(path: Path) -> str:
    lines = [SpeedLine(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    return f"{_SPEED}\n\n{speed_table(lines)}"


def nested_table(found: Mapping[str, Any]) -> str:
    """Return the figures under settings chosen either way as a Markdown table, the choices below it.

    Args:
        found: the fields of :class:`empathy.training.nested.Nested`.

    >>> choice = {"units": 48, "share": 0.9, "worth": 3.0, "course": 0.5}
    >>> given = {"choices": [choice], "figures": {"talk": {"macro-F1": [0.544, 0.541]}}}
    >>> print(nested_table(given).split("|---|---|---|---|")[1].strip())
    | talk | macro-F1 | 0.544 | 0.541 |
    <BLANKLINE>
    Chosen for fold 0: 48 units, share 0.9, a coder's column worth 3, the course's share 0.5.
    """
    lines = ["| decision | measure | settings as shipped | chosen on the other folds |", "|---|---|---|---|"]
    for marker, measures in found["figures"].items():
        lines += [f"| {marker} | {name} | {a:.3f} | {b:.3f} |" for name, (a, b) in measures.items()]
    told = "; ".join(
        f"for fold {fold}: {c['units']} units, share {c['share']:g}, a coder's column worth {c['worth']:g}, "
        f"the course's share {c['course']:g}"
        for fold, c in enumerate(found["choices"])
    )
    return "\n".join([*lines, "", f"Chosen {told}."])


def rounding_table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what eight bits change as a Markdown table.

    Args:
        found: by decision, the fields of :class:`empathy.training.rounding.Rounding`.

    >>> entry = {"measure": "κ", "rounded": 0.75, "exact": 0.74, "same": 0.99}
    >>> rounding_table({"talk": entry}).splitlines()[-1]
    '| talk | κ | 0.7500 | 0.7400 | +0.0100 | 99.0% |'
    """
    lines = ["| decision | agreement | eight bits | exact | difference | same labels |"]
    lines += ["|---|---|---|---|---|---|"]
    for decision, entry in found.items():
        rounded, exact = entry["rounded"], entry["exact"]
        figures = f"{rounded:.4f} | {exact:.4f} | {rounded - exact:+.4f} | {entry['same']:.1%}"
        lines.append(f"| {decision} | {entry['measure']} | {figures} |")
    return "\n".join(lines)


def _curve(path: Path) -> str:
    rows = read_attempts(path)
    return f"{_CURVE}\n\n{curve_as_markdown(rows)}" if any(row.get("share") for row in rows) else ""


def _tried(path: Path) -> str:
    return f"{_TRIED}\n\n{attempts_table(read_attempts(path))}"
