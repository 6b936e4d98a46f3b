"""``empathy bench batch``: what a corpus costs."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from empathy.cli.bench import Figures, Store, Write, publish
from empathy.cli.bench_training import bench
from empathy.plural import plural

__all__ = ["bench", "bench_batch"]


@bench.command("batch")
def bench_batch(
    practice: Annotated[Path, typer.Argument(help="The folder of practice sessions that are repeated and varied.")],
    sizes: Annotated[
        list[int], typer.Option("--size", min=1, help="Utterances scored with the model, one worker.")
    ] = [  # noqa: B006
        500,
        1000,
        2000,
    ],
    idle: Annotated[
        list[int],
        typer.Option("--idle-size", min=1, help="Utterances run with a scorer that costs nothing (memory)."),
    ] = [10_000, 300_000],  # noqa: B006
    workers: Annotated[int, typer.Option(min=1, help="Workers of the run beside the largest of one worker.")] = 2,
    rival: Annotated[
        bool, typer.Option("--rival/--no-rival", help="Run the RoBERTa bi-encoder too (torch).")
    ] = True,
    core_hour: Annotated[float, typer.Option(help="The price of a core for an hour, in your currency.")] = 0.04,
    write: Write = None,
    store: Store = None,
) -> None:
    """Measure throughput by workers, memory by size, start-up and cost, beside a RoBERTa-base bi-encoder."""
    from empathy.batch.bench import as_markdown, bi_encoder_cost, make_corpus, measure, raw

    runs = []
    with tempfile.TemporaryDirectory(prefix="empathy-bench-") as name:
        folder = Path(name)
        plans = [(size, 1, "model") for size in sizes] + [(sizes[-1], workers, "model")]
        for size, crew, scorer in plans + [(size, 1, "none") for size in idle]:
            corpus = folder / f"corpus-{size}.csv"
            if not corpus.exists():
                make_corpus(practice, corpus, size)
            runs.append(measure(corpus, folder / "out", workers=crew, scorer=scorer))
            typer.echo(
                f"{size:,} utterances, {plural(crew, 'worker')}, {scorer}: {runs[-1].seconds:.1f} s", err=True
            )
    rate = bi_encoder_cost() if rival else None
    table = as_markdown(runs, rate, core_hour=core_hour)
    publish(Figures(name="batch", markdown=table, raw=raw(runs, rate)), write, store)
