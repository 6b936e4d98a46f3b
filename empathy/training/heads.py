"""Training a model of readers and heads: ``train_heads`` reads the corpora and writes a model's folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from empathy.corpora.folder import read_corpora
from empathy.corpora.session import LabelledSession
from empathy.features.cues import shipped_cues
from empathy.features.lexical import Lexical, fit_lexical
from empathy.features.ngrams import fit_ngrams, name_like
from empathy.markers.catalogue import codebook
from empathy.markers.model import ENCODER, LEXICAL
from empathy.markers.readings import Tasks
from empathy.markers.stack import around_names, around_places, beside, own_names
from empathy.training.course import check_installed, fit_course, held_out_course
from empathy.training.dataset import Rows, gather, lexical_matrix, spoken_copies
from empathy.training.encoder_run import EncoderRun, read_run
from empathy.training.fit import Stacked, fit_head
from empathy.training.model_files import Trained, write_model
from empathy.training.oof import write_oof
from empathy.training.readers import fit_readers, held_out_readings, learnt_labels, reader_tasks
from empathy.training.settings import MEASURED, HeadSettings, read_head_settings

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    """Tell nobody."""


def train_heads(
    data: Path,
    out: Path,
    *,
    config: Path,
    encoder_run: Path | None = None,
    oof: Path | None = None,
    progress: Progress = _silent,
) -> None:
    """Train a model on the shared corpora and write its folder.

    Args:
        data: the folder that holds ``corpora/`` and ``labels/``.
        out: the model's folder, made where it is missing.
        config: the training's TOML.
        encoder_run: the run folder of a trained encoder with the held-out logits of every fold; a model of kind
            "stack" needs it, one of kind "lexical" does without.
        oof: where to write the held-out probabilities (parquet), if anywhere.
        progress: told of each step.

    Raises:
        InputError: when a corpus or a fold of the encoder is missing. ConfigError: when the configuration is at
        fault.
    """
    settings = read_head_settings(config)
    progress("reading the corpora")
    sessions = read_corpora(data)
    train_on(sessions, out, settings=settings, encoder_run=encoder_run, oof=oof, progress=progress)


def train_on(
    sessions: Sequence[LabelledSession],
    out: Path,
    *,
    settings: HeadSettings,
    encoder_run: Path | None = None,
    oof: Path | None = None,
    progress: Progress = _silent,
) -> None:
    """Train on labelled sessions and write a model's folder; see :func:`train_heads`."""
    read = read_all(sessions, settings=settings, encoder_run=encoder_run, progress=progress)
    rows = read.rows
    asked = decisions(settings)
    said = held_out_course(rows, read.stacked, asked, settings, progress)
    heads = {}
    for marker, (task, values) in asked.items():
        progress(f"head {marker}")
        heads[marker] = fit_head(marker, task, values, rows, read.stacked, settings, said.get(marker))
    course = fit_course(rows, read.stacked, asked, settings, progress)
    progress("readers on everything")
    labels = {task: np.tile(given, len(read.learnt)) for task, given in learnt_labels(rows).items()}
    reader = fit_readers(sparse.vstack(read.learnt, format="csr"), labels, read.lexical, settings)
    write_model(
        Trained(
            settings=settings,
            rows=rows,
            lexical=read.lexical,
            reader=reader,
            heads=heads,
            course=course,
            encoder=encoder_run / "final" if encoder_run is not None and settings.kind == "stack" else None,
        ),
        out,
    )
    if oof is not None:
        write_oof(rows, heads, oof)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Labelled sessions with what readers say of them, held out; ``learnt`` is what readers learn from."""

    rows: Rows
    lexical: Lexical
    learnt: Sequence[sparse.csr_matrix]
    stacked: Stacked


def read_all(
    sessions: Sequence[LabelledSession],
    *,
    settings: HeadSettings,
    encoder_run: Path | None,
    progress: Progress = _silent,
) -> Read:
    """Gather the sessions and have every reader read what it has not seen."""
    rows = gather(sessions)
    # before minutes of reading: a run that lacks a part, or a package that is not there, is told at once
    encoded = read_run(encoder_run, rows) if settings.kind == "stack" else None
    check_installed(settings)
    progress("counting features")
    lexical = _lexical(rows)
    clean = lexical_matrix(lexical, rows.conversations)
    copies = [clean, lexical_matrix(lexical, spoken_copies(rows.sessions))]
    learnt = copies if settings.speech else copies[:1]
    readings = held_out_readings(rows, learnt, copies, lexical, settings, progress)
    stacked = _stacked(rows, readings[0], readings[1], encoded)
    return Read(rows=rows, lexical=lexical, learnt=learnt, stacked=stacked)


def decisions(settings: HeadSettings) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the task and values of every marker, in the codebook's order, and of what is measured beside them."""
    found = {m.id: (settings.heads[m.id], m.values) for m in codebook().markers}
    return found | MEASURED


def _stacked(
    rows: Rows,
    clean: np.ndarray,
    speech: np.ndarray,
    encoded: EncoderRun | None,
) -> Stacked:
    """Lay the readers' columns side by side: n-grams always, the encoder where the model has one."""
    tasks = reader_tasks()
    if encoded is None:
        readers, spoken = {LEXICAL: tasks}, np.ones(len(clean), dtype=bool)
    else:
        readers, spoken = {LEXICAL: tasks, ENCODER: tasks}, encoded.spoken
        clean, speech = np.hstack([clean, encoded.clean]), np.hstack([speech, encoded.speech])
    return Stacked(
        names=own_names(readers),
        around=around_names(readers),
        clean=by_session(clean, rows, readers),
        speech=by_session(speech, rows, readers),
        spoken=spoken,
    )


def by_session(own: np.ndarray, rows: Rows, readers: Mapping[str, Tasks]) -> np.ndarray:
    """Lay the readings around each utterance beside its own, session by session."""
    places = around_places(readers)
    cuts = np.flatnonzero(np.diff(rows.session)) + 1
    return np.vstack([beside(part, places) for part in np.split(own, cuts)])


def _lexical(rows: Rows) -> Lexical:
    cues = shipped_cues()
    names = name_like(t for c in rows.conversations for t in c.turns)
    return fit_lexical(rows.conversations, cues, fit_ngrams(rows.conversations, names))
