"""``empathy batch``: whole corpora, from one folder to a cluster."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import AllowResidual, Client, Column, Helper, ModelName, Roles
from empathy.plural import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.progress import Progress as Bar

    from empathy.batch.run import Progress


# So many of the files left out are named.
_SHOWN = 5


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files, folders, Parquet, URLs, or corpus:path.", metavar="INPUT", show_default=False),
    ],
    out: Annotated[str, typer.Option("-o", "--out", metavar="FOLDER", help="A folder or URL for the results.")],
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes at work; by default, one a core.")
    ] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="This machine, or Ray.")] = EngineName.LOCAL,
    address: Annotated[
        str | None, typer.Option("--address", metavar="HOST", help="The Ray cluster; without it, Ray runs here.")
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Throw away what the output folder holds of an earlier run.")
    ] = False,
    helper: Helper = None,
    client: Client = None,
    roles: Roles = None,
    column: Column = None,
    model: ModelName = None,
    allow_residual: AllowResidual = False,
) -> None:
    """Score every session of many files; an interrupted run is taken up by the same command.

    Writes OUT/utterances/*.parquet, sessions.parquet, failures.csv and manifest.json. What cannot be read or scored
    is listed in failures.csv, and the run goes on. A folder's files that are no transcripts are left out.

    Examples:

        empathy batch recordings/ -o scored

        empathy batch annomi:AnnoMI-full.csv study.parquet -o scored --workers 4

        empathy batch "s3://bucket/study/*.parquet" -o s3://bucket/scored --engine ray --address auto
    """
    import os

    from empathy.batch.loading import PipelineLoader
    from empathy.batch.reading import SourceReader
    from empathy.batch.run import EngineOptions, run_batch
    from empathy.errors import UsageError
    from empathy.ingest.options import ColumnMap

    if not out:
        raise UsageError("-o names no folder", hint="Give the folder or URL for the results.")
    if address is not None and engine is not EngineName.RAY:
        raise UsageError("--address is Ray's", hint="Add --engine ray, or leave it out.")
    reader = SourceReader(
        helper=tuple(helper or ()),
        client=tuple(client or ()),
        roles=roles,
        columns=ColumnMap.parse(column or ()),
    )
    with _bar() as bar:
        result = run_batch(
            inputs,
            out,
            loader=PipelineLoader(model=model, allow_residual=allow_residual),
            reader=reader,
            engine=EngineOptions(name=engine.value, workers=workers or os.cpu_count() or 1, address=address),
            restart=restart,
            progress=_Teller(bar),
            tell_left=_tell_left,
        )
    counts = result.manifest["counts"]
    rate = f", {result.scored / result.seconds:.0f} utterances a second" if result.scored else ""
    typer.echo(
        f"{plural(counts['sessions'], 'session')}, {plural(counts['utterances'], 'utterance')} in {out}"
        f"{' (this call scored ' + str(result.scored) + ')' if result.resumed else ''}{rate}"
    )
    if counts["failures"]:
        where = f"{out.rstrip('/')}/failures.csv" if "://" in out else str(Path(out) / "failures.csv")
        typer.secho(f"{counts['failures']} failed: see {where}", err=True, fg=typer.colors.YELLOW)
        if not counts["sessions"]:
            raise typer.Exit(2)  # every input was at fault: nothing may take this for a run that went well


def _tell_left(left: "Mapping[Path, str]") -> None:
    shown = [f"{path} ({reason})" for path, reason in list(left.items())[:_SHOWN]]
    more = f", and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    typer.echo(f"Left out {len(left)} {'file' if len(left) == 1 else 'files'}: {', '.join(shown)}{more}.", err=True)


def _bar() -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn(
            "{task.fields[utterances]} utterances, {task.fields[rate]:.0f}/s, {task.fields[failures]} failed"
        ),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    # in a file of what was told, a bar that takes itself away leaves an empty line
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


class _Teller:
    """Moves the bar with every chunk."""

    def __init__(self, bar: "Bar") -> None:
        import time

        self._bar, self._clock, self._began = bar, time.monotonic, time.monotonic()
        self._task = bar.add_task("", total=None, utterances=0, rate=0.0, failures=0)

    def __call__(self, progress: "Progress") -> None:
        seconds = max(self._clock() - self._began, 1e-9)
        self._bar.update(
            self._task,
            total=progress.bytes_total,
            completed=progress.bytes_done,
            utterances=progress.utterances,
            rate=progress.utterances / seconds,
            failures=progress.failures,
        )
