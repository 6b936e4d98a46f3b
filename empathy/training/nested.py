"""Do figures hang on choices that saw every fold? The networks' settings, chosen without the fold that reports.

The shipped settings were chosen among a few alternatives whose figures on all folds were seen. Here each fold is
reported under the alternative whose log loss, the mean over AnnoMI's decisions, is least on the other folds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from empathy.corpora.folder import read_corpora
from empathy.errors import ConfigError
from empathy.markers.decide import pool
from empathy.training.course import held_out_course
from empathy.training.dataset import Rows
from empathy.training.figures import figures
from empathy.training.fit import Said, fit_members
from empathy.training.folds import FOLDS
from empathy.training.heads import Read, decisions, read_all
from empathy.training.held import measure_raw
from empathy.training.settings import HeadSettings, read_head_settings

UNITS = (24, 48)
SHARES = (0.5, 0.75, 0.9)
WORTHS = (0.0, 1.5, 3.0)
COURSES = (0.0, 0.3, 0.5, 0.7)
# Which figures of each decision are compared: those that a bar or a human coder is known of.
SHOWN = {
    "behaviour": ("macro-F1", "κ"),
    "question": ("κ present", "κ open/closed"),
    "reflection": ("κ present",),
    "input": ("κ",),
    "talk": ("macro-F1",),
}
_TINY = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Choice:
    """An alternative: the networks' units and share, what each coder's own column weighs, the course's share."""

    units: int
    share: float
    worth: float
    course: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """Each fold's choice, and by decision and measure the figure (as shipped, as chosen)."""

    shipped: Choice
    choices: tuple[Choice, ...]
    figures: Mapping[str, Mapping[str, tuple[float, float]]]


def measure_nested(run: Path, data: Path, config: Path, progress: Callable[[str], None]) -> Nested:
    """Return AnnoMI's decisions under the shipped settings and under each fold's own.

    Args:
        run: an encoder's run with the held-out logits of every fold.
        data: the folder that holds ``corpora/`` and ``labels/``.
        config: the training's TOML of the heads.
        progress: told of each step.

    Raises:
        InputError: when a part of the run is missing. ConfigError: when no head has a network, or the shipped
        settings are none of the alternatives.
    """
    settings = read_head_settings(config)
    network, course = settings.network, settings.course
    if network is None:
        raise ConfigError("expected heads with networks", path=config)
    shipped = Choice(
        units=network.units,
        share=network.share,
        worth=settings.coder_worth,
        course=course.share if course is not None else 0.0,
    )
    if shipped not in _alternatives(settings):
        raise ConfigError(f"its settings are none of the alternatives tried: {shipped}", path=config)
    read = read_all(read_corpora(data), settings=settings, encoder_run=run, progress=progress)
    return choose(read, settings, shipped, progress)


def choose(read: Read, settings: HeadSettings, shipped: Choice, progress: Callable[[str], None]) -> Nested:
    """Choose for each fold on the others, and measure both ways."""
    asked = {marker: decisions(settings)[marker] for marker in SHOWN}
    course = held_out_course(read.rows, read.stacked, asked, settings, progress)
    said = {
        marker: dict(_under_all(marker, task, values, read, settings, course.get(marker), progress))
        for marker, (task, values) in asked.items()
    }
    truths = {marker: read.rows.labels(task) for marker, (task, _) in asked.items()}
    losses = {
        choice: np.mean(
            [_loss(said[m][choice], truths[m], asked[m][1], read.rows) for m in SHOWN],
            axis=0,
        )
        for choice in _alternatives(settings)
    }
    choices = tuple(
        min(losses, key=lambda choice: (float(np.delete(losses[choice], fold).mean()), choice))
        for fold in range(FOLDS)
    )
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for marker, (_, values) in asked.items():
        both = []
        for picked in ((shipped,) * FOLDS, choices):
            raw = np.choose(read.rows.fold[:, None], [said[marker][choice] for choice in picked])
            both.append(figures(marker, measure_raw(marker, values, read.rows, raw, truths[marker], settings)))
        found[marker] = {name: (both[0][name].value, both[1][name].value) for name in SHOWN[marker]}
    return Nested(shipped=shipped, choices=choices, figures=found)


def _alternatives(settings: HeadSettings) -> list[Choice]:
    every = product(UNITS, SHARES, WORTHS, _courses(settings))
    return [Choice(units=u, share=s, worth=w, course=c) for u, s, w, c in every]


def _courses(settings: HeadSettings) -> tuple[float, ...]:
    return COURSES if settings.course is not None else (0.0,)


def _under_all(
    marker: str,
    task: str,
    values: tuple[str, ...],
    read: Read,
    settings: HeadSettings,
    said: Said | None,
    progress: Callable[[str], None],
) -> Iterator[tuple[Choice, Floats]]:
    """Yield what held-out heads say [rows, values] under every alternative."""
    rows, network = read.rows, settings.network
    assert network is not None, "checked before"
    learnt, coders = rows.learnt(task, values[0]), rows.coders(task)
    for units, worth in product(UNITS, WORTHS):
        progress(f"head {marker}, {units} units, a coder's column worth {worth:g}")
        changes = {"network": network.model_copy(update={"units": units}), "coder_worth": worth}
        changed = settings.model_copy(update=changes)
        raw = {share: np.full((len(learnt), len(values)), 1 / len(values)) for share in SHARES}
        for fold in range(FOLDS):
            train, test = (rows.fold != fold) & (learnt != ""), rows.fold == fold
            members = fit_members(marker, task, read.stacked, learnt, coders, train, changed)
            linear, second = members.parts(read.stacked.clean[test], values)
            assert second is not None, "every decision here has a network"
            for share in SHARES:
                raw[share][test] = pool(linear, second, share)
        for share, course in product(SHARES, _courses(settings)):
            pooled = pool(raw[share], said.clean, course) if said is not None else raw[share]
            yield Choice(units=units, share=share, worth=worth, course=course), pooled


def _loss(raw: Floats, truth: NDArray[np.object_], values: tuple[str, ...], rows: Rows) -> Floats:
    """Return the mean log loss of each fold's labelled rows [folds]."""
    known = np.flatnonzero(truth != "")
    places = np.array([values.index(label) for label in truth[known]])
    losses = -np.log(raw[known, places] + _TINY)
    return np.array([losses[rows.fold[known] == fold].mean() for fold in range(FOLDS)])
