"""``empathy report``: a transcript in, a report to learn from out."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from empathy.cli.options import AllowResidual, Client, Column, Files, Helper, ModelName, Out, Roles

if TYPE_CHECKING:
    from empathy.session.summary import SessionReport

SUFFIXES = (".html", ".md", ".json", ".csv")


def report(
    files: Files,
    out: Out = None,
    helper: Helper = None,
    client: Client = None,
    roles: Roles = None,
    column: Column = None,
    model: ModelName = None,
    allow_residual: AllowResidual = False,
) -> None:
    """Write the report of one or more sessions.

    Without -o, a summary appears on the terminal and an HTML page is written beside the transcript.

    Examples:

        empathy report corpora/practice/exam-stress.vtt

        empathy report session.docx --helper "Maya Lind" -o session.html

        empathy report term-1/ --roles roles.toml -o term-1.html
    """
    from empathy.cli.reading import load_pipeline, read_transcripts
    from empathy.cli.targets import files_read, refuse_overwriting

    target_format = _format_of(out)
    transcripts = read_transcripts(files, helper=helper, client=client, roles=roles, columns=column, out=out)
    pipeline = load_pipeline(model)
    reports = _named([pipeline.report(transcript) for transcript in transcripts])
    target = out or _beside(files, reports)
    refuse_overwriting({"the report's place": (target,)}, files_read(files, {}))
    _write(reports, target, target_format, allow_residual=allow_residual)
    if out is None:
        from rich.console import Console

        from empathy.report import render_terminal

        render_terminal(reports, Console())
        typer.echo(f"\nThe whole report: {target}")


def _format_of(out: Path | None) -> str:
    from empathy.errors import UsageError

    if out is None:
        return "html"
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"a report is written as one of {', '.join(SUFFIXES)}", path=out, hint="Name the file so.")
    return out.suffix.lower()[1:]


def _beside(files: list[Path], reports: "list[SessionReport]") -> Path:
    """Name the page after the anonymized session: the file's own name may hold a client's."""
    folder = files[0] if files[0].is_dir() else files[0].parent
    name = reports[0].summary.session if len(reports) == 1 else "sessions"
    return folder / f"{''.join(c if c.isalnum() or c in '-_. ' else '-' for c in name)}.report.html"


def _named(reports: "list[SessionReport]") -> "list[SessionReport]":
    """Give sessions of one name different ones: their parts of a page are found by the name."""
    from dataclasses import replace

    from empathy.cli.names import unique_names

    names = unique_names([report.summary.session for report in reports])
    return [
        replace(report, scored=report.scored.named(name), summary=replace(report.summary, session=name))
        for report, name in zip(reports, names, strict=True)
    ]


def _write(reports: "list[SessionReport]", target: Path, kind: str, *, allow_residual: bool) -> None:
    from empathy.cli.guard import check_residual
    from empathy.output import write_atomically
    from empathy.report import FORMATS

    note = check_residual([r.scored for r in reports], target, allow=allow_residual)
    recorded = [_with_note(r, note) for r in reports] if note else reports
    write_atomically(target, FORMATS[kind](recorded))


def _with_note(report: "SessionReport", note: str) -> "SessionReport":
    """Record in the report itself that it was written in spite of the leak check."""
    from dataclasses import replace

    scored = report.scored
    reading = replace(scored.transcript.reading, notes=(*scored.transcript.reading.notes, note))
    return replace(report, scored=replace(scored, transcript=replace(scored.transcript, reading=reading)))
