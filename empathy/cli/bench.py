"""``empathy bench``: print the figures of the documents, and put them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

bench = typer.Typer(no_args_is_help=True, help="Measure what the documents claim, and print or store the figures.")

Write = Annotated[
    Path | None,
    # looked for before minutes of measuring, not after
    typer.Option(
        "--write",
        metavar="DOC",
        exists=True,
        dir_okay=False,
        help="Fill the figures into this Markdown file, between its marks.",
    ),
]
Store = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Store the raw figures as JSON.")]
Data = Annotated[
    Path,
    typer.Option(
        "--data", metavar="FOLDER", exists=True, file_okay=False, help="The folder that holds corpora/ and labels/."
    ),
]


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
    transcript: Annotated[Path, typer.Argument(exists=True, help="A transcript that says its roles.")],
    runs: Annotated[int, typer.Option(min=1, help="How often the whole process runs.")] = 5,
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
    from empathy.evaluation.session_bench import as_markdown, fit, index_auc, session_figures
    from empathy.evaluation.session_cases import read_cases

    quality = {s.session: s.metadata["quality"] for s in read_corpora(data) if s.corpus == "annomi"}
    cases = read_cases(scores, quality)
    (figures, counts), index = session_figures(cases), index_auc(cases)
    raw = {
        "figures": [asdict(figure) for figure in figures],
        "counts": [asdict(figure) for figure in counts],
        "index": asdict(index),
        **asdict(fit(cases)),
    }
    publish(Figures(name="session", markdown=as_markdown(figures, counts, index), raw=raw), write, store)


@bench.command("recordings")
def bench_recordings(
    scores: Annotated[Path, typer.Argument(help="Held-out scores (Parquet) of a training run.")],
    data: Data,
    write: Write = None,
    store: Store = None,
) -> None:
    """Compare agreement with and without AnnoMI's sessions whose recording stands in several folds."""
    from dataclasses import asdict

    from empathy.corpora.folder import read_corpora
    from empathy.evaluation.recordings import as_markdown, recording_figures
    from empathy.training.folds import apart, assign_folds

    sessions = read_corpora(data)
    found = recording_figures(scores, apart(sessions, assign_folds(sessions)))
    raw = [asdict(entry) for entry in found]
    publish(Figures(name="recordings", markdown=as_markdown(found), raw=raw), write, store)


@bench.command("model")
def bench_model(
    model: Annotated[
        str | None, typer.Argument(help="A shipped model's name or a folder; the default one else.")
    ] = None,
    write: Write = None,
    store: Store = None,
    page: Annotated[
        bool, typer.Option("--page", help="Write the model card (README.md, plot) beside card.json.")
    ] = False,
    people: Annotated[
        bool, typer.Option("--people", help="Only the decisions for which a second human coder's figure is known.")
    ] = False,
) -> None:
    """Print a model's held-out figures beside the human ones and the bar; with --page, write its model card."""
    from empathy.evaluation.card import write_page
    from empathy.evaluation.model_bench import as_markdown, as_raw, beside_people
    from empathy.markers.card import read_card
    from empathy.markers.model import model_folder

    folder = model_folder(model)
    card = read_card(folder)
    if page:
        write_page(folder)
    table = beside_people(card) if people else as_markdown(card)
    publish(Figures(name="model", markdown=table, raw=as_raw(card)), write, store)


@bench.command("attempt")
def bench_attempt(
    figures: Annotated[Path, typer.Argument(help="figures-fold….json of a run, or a model's card.json.")],
    recipe: Annotated[str, typer.Option("--recipe", help="What was tried, in words.")],
    fold: Annotated[str, typer.Option("--fold", help="The fold that the figures are of, or all.")],
    into: Annotated[Path, typer.Option("--into", metavar="FILE", help="The table of attempts (CSV).")],
    share: Annotated[
        float | None,
        typer.Option("--share", min=0.01, max=1, help="Of a point of the learning curve: its training's --share."),
    ] = None,
) -> None:
    """Add what was tried to the table that a model's card shows."""
    from empathy.evaluation.attempts import add_attempt, as_markdown, read_attempts

    add_attempt(into, recipe, fold, figures, share=share)
    typer.echo(as_markdown(read_attempts(into)))


@bench.command("faithfulness")
def bench_faithfulness(
    data: Data,
    sessions: Annotated[int, typer.Option(min=1, help="How many sessions of each corpus are read.")] = 12,
    labels: Annotated[int, typer.Option(min=1, help="How many labels of each marker are tried.")] = 30,
    model: Annotated[str | None, typer.Option("--model", help="A shipped model's name or a folder.")] = None,
    write: Write = None,
    store: Store = None,
) -> None:
    """Take the evidence of labels out, or leave it alone, beside random spans of the same length (ERASER)."""
    from dataclasses import asdict

    from empathy.corpora.folder import read_corpora
    from empathy.evaluation.faithfulness import as_markdown, drawn, measure
    from empathy.markers.model import Model
    from empathy.markers.score import Scorer

    found = measure(Scorer(Model.load(model)), drawn(read_corpora(data), sessions), per_marker=labels)
    raw = {marker: asdict(entry) for marker, entry in found.items()}
    publish(Figures(name="faithfulness", markdown=as_markdown(found), raw=raw), write, store)


@bench.command("privacy")
def bench_privacy(
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", metavar="FOLDER", exists=True, file_okay=False, help="The folder of corpora/: AnnoMI too."
        ),
    ] = None,
    flips: Annotated[bool, typer.Option("--flips", help="Score AnnoMI before and after anonymizing, too.")] = False,
    beside: Annotated[bool, typer.Option("--beside/--alone", help="Measure Presidio's defaults as well.")] = True,
    write: Write = None,
    store: Store = None,
) -> None:
    """Measure what the anonymizer finds and what it hides wrongly, beside Presidio with its defaults."""
    from empathy.evaluation.privacy_bench import as_markdown, run_privacy_benchmark

    corpora = data / "corpora" if data else None
    figures = run_privacy_benchmark(corpora, beside=beside, flips=flips)
    publish(Figures(name="privacy", markdown=as_markdown(figures), raw=figures.raw), write, store)
    for failure in figures.failures():
        typer.echo(f"Below the bar: {failure}", err=True)


@bench.command("speed")
def bench_speed(
    data: Data,
    model: Annotated[
        str | None, typer.Argument(help="A shipped model's name or a folder; the default one else.")
    ] = None,
    sessions: Annotated[int, typer.Option(min=1, help="How many sessions are read.")] = 12,
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="NAME=FOLDER", help="Another encoder's folder, of a run; again for more."),
    ] = None,
    write: Write = None,
    store: Store = None,
) -> None:
    """Time the encoder's way of reading a session beside others, on some of AnnoMI's sessions."""
    from dataclasses import asdict

    from empathy.corpora.folder import read_corpora
    from empathy.evaluation.speed_bench import as_markdown, measure_speed
    from empathy.markers.model import model_folder

    known = read_corpora(data)
    annomi = [s for s in known if s.corpus == "annomi"]
    chosen = annomi[:: max(1, len(annomi) // sessions)]
    others = [s for s in known if s not in chosen]
    found = measure_speed(model_folder(model), chosen, others, _named_folders(beside or []))
    publish(Figures(name="speed", markdown=as_markdown(found), raw=[asdict(line) for line in found]), write, store)


def _named_folders(given: Sequence[str]) -> dict[str, Path]:
    """Read NAME=FOLDER."""
    found = {}
    for each in given:
        name, equals, folder = each.partition("=")
        if not (name and equals and folder):
            raise typer.BadParameter(f"expected NAME=FOLDER, got {each!r}", param_hint="--beside")
        found[name] = Path(folder)
    return found


@bench.command("rationales")
def bench_rationales(
    run: Annotated[Path, typer.Argument(help="An encoder's run with the encoder of every fold.")],
    data: Data,
    write: Write = None,
    store: Store = None,
) -> None:
    """Compare evidence in written replies with the passages that EPITOME's annotators marked (IOU-F1)."""
    from dataclasses import asdict

    from empathy.corpora.folder import read_corpora
    from empathy.evaluation.rationales import as_markdown, rationale_figures
    from empathy.features.encoder import Encoder
    from empathy.training.folds import FOLDS, assign_folds

    sessions = read_corpora(data)
    encoders = {fold: Encoder.load(run / f"fold{fold}") for fold in range(FOLDS)}
    found = rationale_figures(encoders, assign_folds(sessions), sessions)
    raw = {mechanism: asdict(entry) for mechanism, entry in found.items()}
    publish(Figures(name="rationales", markdown=as_markdown(found), raw=raw), write, store)
