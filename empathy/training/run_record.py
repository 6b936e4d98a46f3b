"""What an encoder's run was told, kept in its folder: another recipe or share does not go on where one stopped."""

import json
from collections.abc import Sequence
from pathlib import Path

from empathy.errors import ConfigError, UsageError
from empathy.output import write_atomically
from empathy.training.recipe import Recipe, read_recipe

RECORD = "run.json"
_RECIPE = "recipe.toml"
# A recipe's name says nothing about the training.
_IDLE = "name"


def remember(
    out: Path, config: Path, *, share: float, teachers: Sequence[Path], mean_of: Sequence[Path] = ()
) -> None:
    """Write the recipe, the share of the conversations and the names of earlier runs into a run's folder.

    Raises:
        UsageError: when the folder holds checkpoints of a training that was told otherwise; the first difference is
        named.
    """
    told: dict[str, object] = {"share": share, "teachers": _names(teachers)}
    if mean_of:
        told["mean_of"] = _names(mean_of)
    if any(out.glob("*.pt")):
        difference = _recipes_differ(out / _RECIPE, read_recipe(config)) or _told_differs(out / RECORD, told)
        if difference:
            raise UsageError(
                f"{out} holds a training with {difference}",
                hint="Give another folder with --out, or train on as before.",
            )
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / _RECIPE, config.read_text(encoding="utf-8"))
    write_atomically(out / RECORD, json.dumps(told) + "\n")


def _names(runs: Sequence[Path]) -> list[str]:
    return [run.resolve().name for run in runs]


def _recipes_differ(path: Path, recipe: Recipe) -> str:
    """Return the first setting that differs, in words, or nothing."""
    if not path.is_file():
        return ""
    try:
        before = read_recipe(path).model_dump()
    except ConfigError:
        return "a recipe that this version cannot read"
    now = recipe.model_dump()
    return next(
        (f"{key} = {before[key]}, not {now[key]}" for key in now if key != _IDLE and before[key] != now[key]), ""
    )


def _told_differs(path: Path, told: dict[str, object]) -> str:
    """Return what else differs, in words; a folder of an earlier version has no record."""
    if not path.is_file():
        return ""
    before = json.loads(path.read_text(encoding="utf-8"))
    keys = dict.fromkeys((*told, *before))
    return next((f"{k} {before.get(k)}, not {told.get(k)}" for k in keys if before.get(k) != told.get(k)), "")
