"""``empathy evaluate``: the markers beside human codes of a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import ModelName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from empathy.corpora.session import LabelledSession
    from empathy.evaluation.scored_by import Run


def evaluate(
    corpus: Annotated[
        str, typer.Argument(help="name:path of a corpus, e.g. annomi:AnnoMI-full.csv, or spec.toml:path.")
    ],
    model: ModelName = None,
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="FILE|FOLDER", help="Take what score or batch wrote."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="MODEL|FILE|FOLDER", help="Compare with another model, or another run."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN", help="Break down by a column, or 'speaker'."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write a .md, .csv, .json or .html."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="Only the first N conversations."),
    ] = None,
) -> None:
    """Compare the model's markers with a corpus's human codes, beside what coders reach among themselves.

    Per marker: precision, recall, F1, average precision, κ, α, calibration, confusion, with 95 % intervals over
    conversations; ICC of session numbers; by group; against another model.

    Examples:

        empathy evaluate annomi:AnnoMI-full.csv --by topic -o annomi.html

        empathy evaluate annomi:AnnoMI-full.csv --predictions scored/ --against older/
    """
    from empathy.cli.corpora import check_names
    from empathy.cli.tables import check_table, show
    from empathy.cli.targets import corpus_files, predicted_files, refuse_overwriting
    from empathy.corpora.registry import find_spec, read_corpus, split_corpus
    from empathy.evaluation.evaluate import evaluate as compare
    from empathy.evaluation.evaluate_report import evaluation_document
    from empathy.evaluation.scored_by import learnt

    check_table(out)
    _require(predictions, model, against)
    read = corpus_files(corpus) | predicted_files("--predictions", predictions)
    read |= predicted_files("--against", Path(against) if against else None)
    refuse_overwriting({"-o": (out,)}, read)
    name, path = split_corpus(corpus)
    spec, sessions = find_spec(name), read_corpus(name, path)[:limit]
    check_names(sessions)
    own = _run(str(predictions) if predictions else model, sessions)
    other = _run(against, sessions) if against else None
    same = other is not None and other.name == own.name
    warnings = list(learnt([own, other] if other else [own], spec))
    found = compare(
        sessions,
        spec,
        own.predictions,
        model=str(predictions or model) if same else own.name,
        by=by or (),
        against=(str(against) if same else other.name, other.predictions) if other else None,
        warnings=warnings,
    )
    if out is not None:
        for warning in found.warnings:
            typer.secho(warning, err=True, fg=typer.colors.YELLOW)
    show(evaluation_document(found), out)


def _require(predictions: Path | None, model: str | None, against: str | None) -> None:
    """Say that there is no such model or file before scoring, which may take an hour, not after.

    Raises:
        UsageError: what was given is neither predictions nor a model, or is both.
    """
    from empathy.errors import UsageError
    from empathy.markers.model import model_folder

    if predictions is not None and model is not None:
        raise UsageError(
            "--predictions and --model both say what is compared with the codes",
            hint="Give one of them; --against takes the other.",
        )
    if predictions is not None and not predictions.exists():
        raise UsageError(
            "no such file or folder", path=predictions, hint="--predictions takes what score or batch wrote."
        )
    for source in (model if predictions is None else None, against):
        if source is not None and not _is_output(Path(source)):
            model_folder(source)


def _run(source: str | None, sessions: "Sequence[LabelledSession]") -> "Run":
    """Read predictions from a file or an output folder of batch; else load the model of this name and score."""
    from empathy.evaluation.predictions import read_predictions
    from empathy.evaluation.scored_by import Run, card_of

    if source is not None and _is_output(Path(source)):
        card = card_of(Path(source))
        name = f"{card.name}-{card.version}" if card else Path(source).name
        return Run(name=name, predictions=read_predictions(Path(source)), card=card)
    return _scored(source, sessions)


def _scored(model: str | None, sessions: "Sequence[LabelledSession]") -> "Run":
    from rich.console import Console
    from rich.progress import track

    from empathy.corpora.transcripts import to_transcript
    from empathy.evaluation.predictions import collect
    from empathy.evaluation.scored_by import Run
    from empathy.pipeline import load

    pipeline = load(model)
    scored = track(sessions, "Scoring", console=Console(stderr=True), transient=True)
    # under the corpus's own name of a session, which anonymizing may have changed
    predictions = collect(
        {**record, "session": session.session}
        for session in scored
        for record in pipeline.score(to_transcript(session)).to_records()
    )
    name = Path(model).name if model and Path(model).is_dir() else pipeline.scorer.model.name
    return Run(name=name, predictions=predictions, card=pipeline.scorer.model.card)


def _is_output(path: Path) -> bool:
    return path.is_file() or (path / "manifest.json").is_file() or (path / "utterances").is_dir()
