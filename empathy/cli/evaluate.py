"""``empathy evaluate``: the markers beside human codes of a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import ModelName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from empathy.corpora.session import LabelledSession
    from empathy.evaluation.predictions import Predictions


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
    from empathy.cli.tables import show
    from empathy.corpora.registry import find_spec, read_corpus, split_corpus
    from empathy.evaluation.evaluate import evaluate as compare
    from empathy.evaluation.evaluate import evaluation_document

    name, path = split_corpus(corpus)
    sessions = read_corpus(name, path)[:limit]
    own = _predictions(str(predictions) if predictions else model, sessions)
    found = compare(
        sessions,
        find_spec(name),
        own,
        model=str(predictions or model or "the default model"),
        by=by or (),
        against=(against, _predictions(against, sessions)) if against else None,
    )
    show(evaluation_document(found), out)


def _predictions(source: str | None, sessions: "Sequence[LabelledSession]") -> "Predictions":
    """Read predictions from a file or an output folder of batch; else load the model of this name and score."""
    from empathy.corpora.transcripts import to_transcript
    from empathy.evaluation.predictions import collect, read_predictions
    from empathy.pipeline import load

    if source is not None and _is_output(Path(source)):
        return read_predictions(Path(source))
    pipeline = load(source)
    # the corpus's own name of a session, which anonymizing may have changed
    return collect(
        {**record, "session": session.session}
        for session in sessions
        for record in pipeline.score(to_transcript(session)).to_records()
    )


def _is_output(path: Path) -> bool:
    return path.is_file() or (path / "manifest.json").is_file() or (path / "utterances").is_dir()
