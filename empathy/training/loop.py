"""One training run: steps, a running average of the weights, checkpoints that resume."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from empathy.corpora.session import LabelledSession
from empathy.features.layout import EncoderInput, Layout
from empathy.training.bodies import Pretrained
from empathy.training.encoder import Encoder, Session, Shape
from empathy.training.inputs import Augmentation, Batch, epoch
from empathy.training.loss import consistency_loss, rationale_loss, task_loss
from empathy.training.recipe import Recipe
from empathy.training.teacher import Key, Teacher, believed

log = logging.getLogger(__name__)

Progress = Callable[[int, int, float], None]


def train_encoder(
    recipe: Recipe,
    sessions: Sequence[LabelledSession],
    layout: Layout,
    *,
    start: Pretrained,
    checkpoint: Path,
    progress: Progress,
    teacher: Teacher | None = None,
) -> Encoder:
    """Train on `sessions` from a pretrained body and return the averaged encoder.

    A run that was stopped goes on from `checkpoint`, written after every epoch; a finished one is loaded. Batches
    follow from the seed and the epoch's number alone, so that a resumed run sees what an unbroken one would.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(recipe.seed)
    encoder = Encoder(replace(start.shape, dropout=recipe.dropout))
    start.fill(encoder)
    encoder.to(device)
    average = {name: value.detach().clone() for name, value in encoder.state_dict().items()}
    optimizer = torch.optim.AdamW(_groups(encoder, recipe), betas=(0.9, 0.98), eps=1e-6, fused=True)
    per_epoch = sum(1 for _ in _epoch(recipe, sessions, layout, 0, teacher))
    steps = max(1, round(per_epoch * recipe.epochs))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, _schedule(steps, recipe.warmup))
    done = number = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        average, done, number = state["average"], state["done"], state["number"]
        if done < steps:
            encoder.load_state_dict(state["encoder"])
            optimizer.load_state_dict(state["optimizer"])
            scheduler.load_state_dict(state["scheduler"])
    torch.manual_seed(recipe.seed + done)
    encoder.train()
    running = 0.0
    while done < steps:
        for batch in _epoch(recipe, sessions, layout, number, teacher):
            loss = _step(encoder, batch, recipe, device)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            scheduler.step()
            done += 1
            _follow(average, encoder, min(recipe.average, done / (done + 10)))
            running = loss.item() if running == 0 else 0.98 * running + 0.02 * loss.item()
            progress(done, steps, running)
            if done == steps:
                break
        number += 1
        _save(checkpoint, encoder, average, optimizer, scheduler, done, number, finished=done >= steps)
    encoder.load_state_dict(average)
    return encoder.eval()


def is_finished(checkpoint: Path) -> bool:
    """Whether a checkpoint is a finished run's: it keeps nothing to go on with."""
    return checkpoint.exists() and "optimizer" not in torch.load(checkpoint, map_location="cpu", weights_only=True)


def read_checkpoint(path: Path) -> Encoder:
    """The averaged encoder of a finished run's checkpoint."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    # a checkpoint of an earlier version does not tell its shape: MiniLM's
    encoder = Encoder(Shape(**state.get("shape", {})))
    encoder.load_state_dict(state["average"])
    return encoder.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def predict(encoder: Encoder, given: EncoderInput) -> NDArray[np.float32]:
    """The logits of a session's utterances [U, columns]."""
    with torch.inference_mode():
        logits, _ = encoder(Session.of(given, next(encoder.parameters()).device))
    result: NDArray[np.float32] = logits.float().cpu().numpy()
    return result


def beliefs(
    encoder: Encoder, sessions: Sequence[LabelledSession], layout: Layout
) -> dict[Key, NDArray[np.float32]]:
    """What an encoder believes of every utterance [columns], by (corpus, session, utterance id)."""
    device = next(encoder.parameters()).device
    found: dict[Key, NDArray[np.float32]] = {}
    for session in sessions:
        given = layout.session([u.role for u in session.utterances], [u.text for u in session.utterances])
        with torch.autocast(device.type, dtype=torch.bfloat16):
            logits = predict(encoder, given)
        for utterance, row in zip(session.utterances, logits, strict=True):
            found[session.corpus, session.session, utterance.id] = believed(row)
    return found


def _epoch(
    recipe: Recipe,
    sessions: Sequence[LabelledSession],
    layout: Layout,
    number: int,
    teacher: Teacher | None,
) -> Iterator[Batch]:
    times = range(max((1, *recipe.repeat.values())))
    return epoch(
        [each for time in times for each in sessions if time < recipe.repeat.get(each.corpus, 1)],
        layout,
        rng=np.random.default_rng([recipe.seed, number]),
        augmentation=Augmentation(speech=recipe.speech, names=recipe.names, alone=recipe.alone),
        chunk=recipe.chunk_tokens,
        batch=recipe.batch_tokens,
        teacher=teacher,
    )


def _step(encoder: Encoder, batch: Batch, recipe: Recipe, device: torch.device) -> Tensor:
    session = Session.of(batch.input, device)
    targets, weights, marked = (
        torch.from_numpy(each).to(device) for each in (batch.targets, batch.weights, batch.rationales)
    )
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits, scores = encoder(session)
        again = encoder(session)[0] if recipe.consistency else None
    loss = task_loss(logits, targets, weights, smoothing=recipe.smoothing)
    if again is not None:
        second = task_loss(again, targets, weights, smoothing=recipe.smoothing)
        loss = (loss + second) / 2 + recipe.consistency * consistency_loss(logits, again, weights)
    return loss + recipe.rationale_weight * rationale_loss(scores, marked)


def _groups(encoder: Encoder, recipe: Recipe) -> list[dict[str, Any]]:
    """Lower layers learn slower; word embeddings and the first `frozen_layers` not at all."""
    encoder.body.words.requires_grad_(requires_grad=False)
    if recipe.frozen_layers:
        for module in (encoder.body.places, encoder.body.norm):
            module.requires_grad_(requires_grad=False)
    depth = len(encoder.body.layers)
    rates = {"heads": recipe.head_rate, "body": recipe.rate * recipe.layer_decay**depth}
    for index, layer in enumerate(encoder.body.layers):
        layer.requires_grad_(requires_grad=index >= recipe.frozen_layers)
        rates[f"body.layers.{index}."] = recipe.rate * recipe.layer_decay ** (depth - 1 - index)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in encoder.named_parameters():
        if parameter.requires_grad:
            rate = rates[max((prefix for prefix in rates if name.startswith(prefix)), key=len)]
            decay = recipe.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": ps, "lr": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()]


def _schedule(steps: int, warmup: float) -> Callable[[int], float]:
    first = max(1, round(steps * warmup))
    return lambda step: min((step + 1) / first, max(0.02, (steps - step) / max(1, steps - first)))


def _follow(average: dict[str, Tensor], encoder: Encoder, keep: float) -> None:
    learning = {name: value for name, value in encoder.named_parameters() if value.requires_grad}
    with torch.no_grad():
        torch._foreach_lerp_([average[name] for name in learning], list(learning.values()), 1 - keep)


def _save(
    path: Path,
    encoder: Encoder,
    average: dict[str, Tensor],
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LRScheduler,
    done: int,
    number: int,
    *,
    finished: bool,
) -> None:
    shape = asdict(encoder.shape)
    state: dict[str, Any] = {"average": average, "done": done, "number": number, "shape": shape}
    if not finished:
        state |= {
            "encoder": encoder.state_dict(),
            "optimizer": optimizer.state_dict(),
            "scheduler": scheduler.state_dict(),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)
