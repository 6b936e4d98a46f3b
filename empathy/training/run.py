"""`empathy train`: every fold's encoder with what it says of the sessions it has not seen, then the final one."""

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer

from empathy.corpora.folder import read_corpora
from empathy.corpora.session import LabelledSession
from empathy.errors import UsageError
from empathy.features.encoder import Encoder
from empathy.features.layout import Layout
from empathy.features.wordpieces import prepare_tokenizer
from empathy.output import write_atomically
from empathy.training.bodies import base_folder, pretrained
from empathy.training.export import export_folder
from empathy.training.folds import FINAL, FOLDS, assign_folds, drawn
from empathy.training.loop import is_finished, predict, read_checkpoint, train_encoder
from empathy.training.mean import write_means
from empathy.training.metrics import Key, figures
from empathy.training.recipe import Recipe, read_recipe
from empathy.training.run_record import remember
from empathy.training.speech import speech_version
from empathy.training.teacher import Teacher
from empathy.training.teaching import taught, teachers_of
from empathy.transcript import Role

log = logging.getLogger(__name__)
Reader = Callable[[LabelledSession], NDArray[np.float32]]


def train(
    config: Path,
    data: Path,
    out: Path,
    *,
    folds: Sequence[int] | None = None,
    final: bool = True,
    teachers: Sequence[Path] = (),
    share: float = 1.0,
    mean_of: Sequence[Path] = (),
) -> None:
    """Train as the recipe in `config` says, on the corpora under `data`, into the run folder `out`.

    For each fold: `fold<k>/` (the exported encoder that has not seen it), `oof-fold<k>.npz` (its logits there) and
    `figures-fold<k>.json`; then `final/`, trained on everything. A body that can only teach is not exported. What
    is finished is not done again, what was stopped goes on from its last epoch. `teachers` are the run folders of
    earlier encoders, where the recipe gives their beliefs a share. With `share` under 1, the encoders learn from
    such a part of the conversations alone, a smaller part lying within a greater one: the points of a learning
    curve. With `mean_of` nothing is learnt: each encoder is the mean of the weights that these runs found.

    Raises:
        InputError: when the recipe wants a teacher and none is given, or an encoder of an earlier run is missing.
        UsageError: when teachers are given that the recipe does not learn from, a single run is to have a mean, or
        `out` holds a run with another recipe, share, teachers or means.
    """
    recipe = read_recipe(config)
    names = [f"fold{fold}" for fold in (range(FOLDS) if folds is None else folds)] + [FINAL] * final
    learns = not mean_of and bool(recipe.teacher_share or recipe.teacher_uncoded)
    if teachers and not learns:
        raise UsageError(f"--teacher: {config.name} learns from no earlier run", hint="Leave it out.")
    known = teachers_of(teachers, names) if learns else {}
    remember(out, config, share=share, teachers=teachers, mean_of=mean_of)
    if mean_of:
        write_means(mean_of, out, names)
    sessions = read_corpora(data)
    assigned = assign_folds(sessions)
    teach = partial(taught, recipe, known, assigned, out)
    part = drawn(sessions, share)
    for fold in range(FOLDS) if folds is None else folds:
        if not (out / f"figures-fold{fold}.json").exists():
            learnt = [s for s in part if assigned[s.corpus, s.session] != fold]
            kept = [s for s in sessions if assigned[s.corpus, s.session] == fold]
            minutes = _encoder(recipe, learnt, out, f"fold{fold}", teach)
            _predict_fold(out, fold, kept, minutes)
    if final and not _done(recipe, out):
        _encoder(recipe, part, out, FINAL, teach)


def _encoder(
    recipe: Recipe,
    sessions: Sequence[LabelledSession],
    out: Path,
    name: str,
    teach: Callable[[str, Sequence[LabelledSession], Layout], Teacher | None],
) -> float:
    """Train and export one encoder; minutes taken."""
    start = pretrained(recipe.body)
    tokenizer = prepare_tokenizer(Tokenizer.from_file(str(base_folder() / "tokenizer.json")))
    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        bar = progress.add_task(name)

        def show(done: int, steps: int, loss: float) -> None:
            progress.update(bar, completed=done, total=steps, description=f"{name} loss {loss:.3f}")
            if done % 50 == 0:
                log.info("%s step %d of %d, loss %.4f", name, done, steps, loss)

        layout = Layout(tokenizer)
        checkpoint = out / f"{name}.pt"
        if is_finished(checkpoint):  # by an earlier start, or as the mean of other runs
            encoder = read_checkpoint(checkpoint)
        else:
            encoder = train_encoder(
                recipe,
                sessions,
                layout,
                start=start,
                checkpoint=checkpoint,
                progress=show,
                teacher=teach(name, sessions, layout),
            )
    if start.shipped:
        export_folder(encoder, tokenizer, out / name)
    return (time.monotonic() - began) / 60


def _done(recipe: Recipe, out: Path) -> bool:
    """Whether the encoder on everything is there: exported, or a finished checkpoint of a body that is not."""
    if pretrained(recipe.body).shipped:
        return (out / FINAL / "encoder.onnx").exists()
    return is_finished(out / f"{FINAL}.pt")


def _reader(out: Path, name: str) -> Reader:
    """Return what reads a session as an encoder of the run does: as exported, the one that run time would load.

    One that only teaches is read from its checkpoint.
    """
    if (out / name).is_dir():
        exported = Encoder.load(out / name)
        return lambda session: exported.encode(*_turns(session)).logits
    encoder = read_checkpoint(out / f"{name}.pt")
    layout = Layout(prepare_tokenizer(Tokenizer.from_file(str(base_folder() / "tokenizer.json"))))
    return lambda session: predict(encoder, layout.session(*_turns(session)))


def _turns(session: LabelledSession) -> tuple[list[Role], list[str]]:
    return [u.role for u in session.utterances], [u.text for u in session.utterances]


def _predict_fold(out: Path, fold: int, sessions: Sequence[LabelledSession], minutes: float) -> None:
    """Score the sessions that the fold's encoder has not seen, and AnnoMI's once more as speech."""
    encoder = _reader(out, f"fold{fold}")
    clean = _logits(encoder, sessions)
    spoken = [speech_version(session) for session in sessions if session.corpus == "annomi"]
    speech = _logits(encoder, spoken)
    beside = out / f"oof-fold{fold}.part.npz"
    np.savez_compressed(
        beside,
        keys=np.array(list(clean)),
        logits=np.stack(list(clean.values())),
        speech_keys=np.array(list(speech)),
        speech_logits=np.stack(list(speech.values())),
    )
    beside.replace(out / f"oof-fold{fold}.npz")
    found = {
        **figures(sessions, clean),
        **{f"speech_{name}": value for name, value in figures(spoken, speech).items() if name in _SPOKEN},
        "minutes": round(minutes, 1),
    }
    write_atomically(out / f"figures-fold{fold}.json", json.dumps(found, indent=1) + "\n")


_SPOKEN = ("behaviour_f1", "behaviour_kappa", "question_kappa", "reflection_kappa")


def _logits(read: Reader, sessions: Sequence[LabelledSession]) -> Mapping[Key, NDArray[np.float32]]:
    logits: dict[Key, NDArray[np.float32]] = {}
    for session in sessions:
        for utterance, row in zip(session.utterances, read(session), strict=True):
            logits[session.corpus, session.session, utterance.id] = row
    return logits
