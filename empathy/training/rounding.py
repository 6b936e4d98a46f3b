"""Does rounding the encoder's weights to eight bits change what is decided? The heads read both encoders.

The heads are fitted on what the rounded encoders say, as for the shipped model; each fold's head then reads its
fold twice: as the rounded encoder read it, and as the exact one of the run's checkpoint does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from empathy.corpora.folder import read_corpora
from empathy.errors import ConfigError, InputError
from empathy.features.layout import Layout
from empathy.markers.model import ENCODER, LEXICAL
from empathy.training.course import held_out_course
from empathy.training.dataset import Rows
from empathy.training.figures import figures
from empathy.training.fit import Stacked, fit_head
from empathy.training.folds import FOLDS
from empathy.training.heads import by_session, decisions, read_all
from empathy.training.readers import reader_tasks
from empathy.training.settings import read_head_settings

# AnnoMI's decisions, and which agreement with the expert stands for each.
DECISIONS = {"behaviour": "κ", "question": "κ present", "reflection": "κ present", "input": "κ", "talk": "κ"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Agreement with the expert of one decision, and the share of labels that stay the same."""

    measure: str
    rounded: float
    exact: float
    same: float


def measure_rounding(
    run: Path, data: Path, config: Path, progress: Callable[[str], None]
) -> Mapping[str, Rounding]:
    """Return each of AnnoMI's decisions under both encoders, held out.

    Args:
        run: an encoder's run, with checkpoints and held-out logits of every fold.
        data: the folder that holds ``corpora/`` and ``labels/``.
        config: the training's TOML of the heads.
        progress: told of each step.

    Raises:
        InputError: when a part of the run is missing. ConfigError: when the heads read no encoder.
    """
    settings = read_head_settings(config)
    if settings.kind != "stack":
        raise ConfigError("expected heads that read an encoder (kind = 'stack')", path=config)
    _check(run)
    read = read_all(read_corpora(data), settings=settings, encoder_run=run, progress=progress)
    both = _beside_exact(run, read.rows, read.stacked, progress)
    asked = decisions(settings)
    said = held_out_course(read.rows, read.stacked, asked, settings, progress, other=both)
    found = {}
    for marker, measure in DECISIONS.items():
        progress(f"head {marker}")
        task, values = asked[marker]
        head = fit_head(marker, task, values, read.rows, both, settings, said.get(marker))
        # what stands for speech here are the exact encoders' readings; see _beside_exact
        rounded, exact = (head.measure(read.rows, speech=speech) for speech in (False, True))
        found[marker] = Rounding(
            measure=measure,
            rounded=figures(marker, rounded)[measure].value,
            exact=figures(marker, exact)[measure].value,
            same=round(float((rounded.labels == exact.labels).mean()), 4),
        )
    return found


def _beside_exact(run: Path, rows: Rows, stacked: Stacked, progress: Callable[[str], None]) -> Stacked:
    """Put what the exact encoders say where the copies in a recogniser's manner stand."""
    own = stacked.clean[:, : len(stacked.names)].copy()
    annomi = np.array([s.corpus == "annomi" for s in rows.sessions])[rows.session]
    for fold in range(FOLDS):
        progress(f"exact encoder of fold {fold}")
        chosen = annomi & (rows.fold == fold)
        if chosen.any():
            logits = _exact(run, fold, rows, chosen)
            own[chosen, -logits.shape[1] :] = logits
    tasks = reader_tasks()
    return replace(stacked, speech=by_session(own, rows, {LEXICAL: tasks, ENCODER: tasks}), spoken=annomi)


def _parts(run: Path, fold: int) -> tuple[Path, Path]:
    return run / f"fold{fold}.pt", run / f"fold{fold}" / "tokenizer.json"


def _check(run: Path) -> None:
    """See before minutes of reading that everything is there."""
    missing = [part for fold in range(FOLDS) for part in _parts(run, fold) if not part.is_file()]
    if missing:
        said = ", ".join(str(part.relative_to(run)) for part in missing)
        raise InputError(f"has no {said}", path=run, hint="Train every fold of the encoder first.")


def _exact(run: Path, fold: int, rows: Rows, chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
    from empathy.training.loop import predict, read_checkpoint

    checkpoint, tokenizer = _parts(run, fold)
    encoder, layout = read_checkpoint(checkpoint), Layout(Tokenizer.from_file(str(tokenizer)))
    sessions = [rows.sessions[place] for place in np.unique(rows.session[chosen])]
    inputs = (layout.session([u.role for u in s.utterances], [u.text for u in s.utterances]) for s in sessions)
    return np.vstack([predict(encoder, given) for given in inputs])
