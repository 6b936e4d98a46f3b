"""``empathy score``: the output contract, one record per utterance."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from empathy.cli.options import AllowResidual, Client, Column, Files, Helper, ModelName, Out, Roles


class ScoreFormat(StrEnum):
    """The formats that carry the output contract."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


def score(
    files: Files,
    out: Out = None,
    kind: Annotated[
        ScoreFormat | None, typer.Option("--format", help="Format; else the suffix of -o, else jsonl.")
    ] = None,
    helper: Helper = None,
    client: Client = None,
    roles: Roles = None,
    column: Column = None,
    model: ModelName = None,
    allow_residual: AllowResidual = False,
) -> None:
    """Score every utterance and write one record each: label, probabilities, doubt and evidence of every marker.

    Without -o the records go to standard output, one JSON object per utterance.

    Examples:

        empathy score session.vtt --format jsonl

        empathy score study/*.csv --column text=utterance_text -o scores.parquet
    """
    from empathy.cli.guard import check_residual
    from empathy.cli.names import unique_names
    from empathy.cli.output import write_out
    from empathy.cli.reading import load_pipeline, read_transcripts
    from empathy.export import EXPORTERS

    chosen = kind or _from_suffix(out)
    transcripts = read_transcripts(files, helper=helper, client=client, roles=roles, columns=column, out=out)
    scored = list(load_pipeline(model).pipe(transcripts))
    # (session, utterance) is the key of a record
    scored = [s.named(n) for s, n in zip(scored, unique_names([s.session for s in scored]), strict=True)]
    check_residual(scored, out, allow=allow_residual)
    write_out(EXPORTERS[chosen.value](scored), out)


def _from_suffix(out: Path | None) -> ScoreFormat:
    from empathy.errors import UsageError

    if out is None:
        return ScoreFormat.JSONL
    try:
        return ScoreFormat(out.suffix.lower().lstrip("."))
    except ValueError:
        known = ", ".join(f".{f}" for f in ScoreFormat)
        raise UsageError(
            f"expected a name that ends in one of {known}", path=out, hint="Or say --format."
        ) from None
