"""One encoder out of several of the same body: the mean of their weights.

Encoders that began at the same pretrained weights often lie in one basin of the loss, where the mean of their
weights does about as well as each or better, at the cost of one (Wortsman et al. 2022, "Model soups", ICML).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from empathy.errors import InputError, UsageError
from empathy.training.loop import is_finished


def write_means(runs: Sequence[Path], out: Path, names: Sequence[str]) -> None:
    """Write for each encoder, by name, a finished checkpoint with the mean of what these runs' encoders weigh.

    One that stands in the folder ``out`` already is left.

    Raises:
        UsageError: fewer than two runs are given.
        InputError: an encoder of a run is missing or not finished, or one is of another shape than the first run's.
    """
    if len(runs) < 2:
        raise UsageError(
            f"--mean-of: two runs or more are needed, {len(runs)} given", hint="Give it once for each run."
        )
    for name in names:
        if not is_finished(out / f"{name}.pt"):
            _write(out / f"{name}.pt", [_finished(run, name) for run in runs])


def _finished(run: Path, name: str) -> Path:
    path = run / f"{name}.pt"
    if not is_finished(path):
        raise InputError(f"has no finished {path.name}", path=run, hint="Train that run to its end first.")
    return path


def _write(path: Path, parts: Sequence[Path]) -> None:
    first, *others = [_state(part) for part in parts]
    for part, state in zip(parts[1:], others, strict=True):
        if _sizes(state) != _sizes(first):
            raise InputError(
                f"{part.name} is of another shape than that of {parts[0].parent.name}",
                path=part.parent,
                hint="Only encoders of the same body have a mean.",
            )
    each = [state["average"] for state in (first, *others)]
    mean = {name: torch.stack([weights[name].float() for weights in each]).mean(0) for name in each[0]}
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    torch.save(first | {"average": mean}, beside)
    beside.replace(path)


def _state(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return found


def _sizes(state: Mapping[str, Any]) -> dict[str, torch.Size]:
    return {name: weights.shape for name, weights in state["average"].items()}
