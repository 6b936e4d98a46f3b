"""``empathy bench``: print the figures of the documents, and put them there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

bench = typer.Typer(no_args_is_help=True, help="Measure what the documents claim, and print or store the figures.")

Write = Annotated[
    Path | None,
    typer.Option("--write", metavar="DOC", help="Fill the figures into this Markdown file, between its marks."),
]
Store = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Store the raw figures as JSON.")]
Data = Annotated[Path, typer.Option("--data", metavar="FOLDER", help="The folder that holds corpora/ and labels/.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a benchmark yields: a name, a Markdown table and the raw figures."""

    name: str
    markdown: str
    raw: Any


def publish(figures: Figures, write: Path | None, store: Path | None) -> None:
    """Print the table; fill it into a document and store the raw figures where asked."""
    import json

    from empathy.evaluation.figures import fill
    from empathy.output import write_atomically

    typer.echo(figures.markdown)
    if write is not None:
        fill(write, figures.name, figures.markdown)
    if store is not None:
        store.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(store, json.dumps(figures.raw, indent=1, default=str) + "\n")


@bench.command("report")
def bench_report(
    transcript: Annotated[Path, typer.Argument(help="A transcript that says its roles.")],
    runs: Annotated[int, typer.Option(help="How often the whole process runs.")] = 5,
    write: Write = None,
    store: Store = None,
) -> None:
    """Time `empathy report` to HTML as a whole process, with its peak memory."""
    from dataclasses import asdict

    from empathy.evaluation.report_bench import as_markdown, measure_report

    cost = measure_report(transcript, runs=runs)
    publish(Figures(name="report", markdown=as_markdown(cost), raw=asdict(cost)), write, store)


@bench.command("session")
def bench_session(
    scores: Annotated[Path, typer.Argument(help="Held-out scores (Parquet) of a training run.")],
    data: Data,
    write: Write = None,
    store: Store = None,
) -> None:
    """Try the session's numbers against the expert: coverage of the intervals, ICC, and AUC of the balance."""
    from dataclasses import asdict

    from empathy.corpora.folder import read_corpora
    from empathy.evaluation.session_bench import as_markdown, fit_shifts, index_auc, session_figures
    from empathy.evaluation.session_cases import read_cases

    quality = {s.session: s.metadata["quality"] for s in read_corpora(data) if s.corpus == "annomi"}
    cases = read_cases(scores, quality)
    figures, auc = session_figures(cases), index_auc(cases)
    raw = {"figures": [asdict(f) for f in figures], "auc": auc, "shift": fit_shifts(cases)}
    publish(Figures(name="session", markdown=as_markdown(figures, auc), raw=raw), write, store)
