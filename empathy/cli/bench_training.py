"""``empathy bench rounding`` and ``nested``: what a model's figures hang on, measured on its training."""

from pathlib import Path
from typing import Annotated

import typer

from empathy.cli.bench import Data, Figures, Store, Write, bench, publish

__all__ = ["bench", "bench_nested", "bench_rounding"]


@bench.command("rounding")
def bench_rounding(
    run: Annotated[Path, typer.Argument(help="An encoder's run with checkpoint and scores of every fold.")],
    config: Annotated[Path, typer.Argument(help="The recipe of the heads, e.g. configs/train-stack.toml.")],
    data: Data,
    write: Write = None,
    store: Store = None,
) -> None:
    """Compare what is decided with the encoder in eight bits and in full (needs torch)."""
    from dataclasses import asdict

    from empathy.evaluation.card_sections import rounding_table
    from empathy.training.rounding import measure_rounding

    found = measure_rounding(run, data, config, lambda step: typer.echo(step, err=True))
    raw = {decision: asdict(entry) for decision, entry in found.items()}
    publish(Figures(name="rounding", markdown=rounding_table(raw), raw=raw), write, store)


@bench.command("nested")
def bench_nested(
    run: Annotated[Path, typer.Argument(help="An encoder's run with the scores of every fold.")],
    config: Annotated[Path, typer.Argument(help="The recipe of the heads, e.g. configs/train-stack.toml.")],
    data: Data,
    write: Write = None,
    store: Store = None,
) -> None:
    """Choose the networks' settings for each fold on the others, and compare with the shipped ones."""
    from dataclasses import asdict

    from empathy.evaluation.card_sections import nested_table
    from empathy.training.nested import measure_nested

    raw = asdict(measure_nested(run, data, config, lambda step: typer.echo(step, err=True)))
    publish(Figures(name="nested", markdown=nested_table(raw), raw=raw), write, store)
