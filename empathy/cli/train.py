"""``empathy train``: reproduce the encoder from a recipe."""

from pathlib import Path
from typing import Annotated

import typer


def train(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="A recipe, e.g. configs/train-minilm.toml.")],
    data: Annotated[Path, typer.Option("--data", metavar="FOLDER", help="Holds corpora/ and labels/.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The run's folder; goes on if there.")],
    fold: Annotated[
        list[int] | None, typer.Option("--fold", min=0, max=4, help="Only these folds; may be given again.")
    ] = None,
    final: Annotated[
        bool, typer.Option("--final/--no-final", help="Train the encoder on everything as well.")
    ] = True,
) -> None:
    """Train the encoder: five folds with their held-out logits, then one on everything.

    Needs the extra `train` (torch). A stopped run goes on when started again.
    """
    from empathy.errors import UsageError

    try:
        import torch  # noqa: F401  # only to say early and plainly what is missing
    except ImportError as error:
        raise UsageError(
            "training needs PyTorch, which is not installed",
            hint="Install the extra: pip install 'empathy-markers[train]'",
        ) from error
    from empathy.training.run import train as run

    run(config, data, out, folds=fold, final=final)
