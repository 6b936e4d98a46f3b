"""``empathy agreement``: how far coders agree, and what is decided where they do not."""

from pathlib import Path
from typing import Annotated

import typer


def agreement(
    codes: Annotated[
        list[Path],
        typer.Argument(help="Coders' files: a file or folder each, or one that names the coders.", metavar="CODES"),
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write the tables: .md, .csv, .json or .html."),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Write the disagreements as a CSV to decide.")
    ] = None,
    decided: Annotated[
        Path | None,
        typer.Option("--decided", metavar="FILE", help="Read a template with its 'final' column filled."),
    ] = None,
    final: Annotated[
        Path | None, typer.Option("--final", metavar="FILE", help="Write the settled codes as a CSV.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="What your codes are called in the codebook (TOML)."),
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option("--codebook", metavar="FILE", help="Your own markers, as `train` takes them."),
    ] = None,
) -> None:
    """Compare two or more coders: percent, κ, α and AC1 per marker, ICC of session numbers, all disagreements.

    Reads tables with a row an utterance (columns session, utterance, coder and one a marker), long tables (marker,
    value), scored sessions, Label Studio (JSON, CSV), MAXQDA's coded segments, ATLAS.ti's quotations (XLSX, CSV),
    REFI-QDA projects (.qdpx, which NVivo and QualCoder export too), and CACTI's sessions (.casaa).

    Examples:

        empathy agreement anna.csv ben.csv --template decide.csv

        empathy agreement anna.csv ben.csv --decided decide.csv --final settled.csv

        empathy agreement project.qdpx --mapping codes.toml -o agreement.html
    """
    from empathy.cli.tables import check_table, show
    from empathy.cli.targets import refuse_overwriting, require_place
    from empathy.errors import UsageError
    from empathy.evaluation.agreement import (
        compare_coders,
        consensus,
        read_decisions,
        write_consensus,
        write_template,
    )
    from empathy.evaluation.agreement_report import agreement_document
    from empathy.evaluation.codefiles import coder_files, read_codes

    if decided is not None and final is None:
        raise UsageError("--decided needs --final FILE", hint="Say where the settled codes shall be written.")
    check_table(out)
    for option, target in (("--template", template), ("--final", final)):
        require_place(target, option=option)
    found = read_codes(codes, mapping, codebook)
    decisions = read_decisions(decided, found) if decided else {}
    targets = {"--template": (template,), "--final": (final,), "-o": (out,)}
    kept = {
        "one of the coders' files": [file for path in codes for file, _ in coder_files(path)],
        "the file given with --decided": (decided,),
        "the file given with --mapping": (mapping,),
        "the file given with --codebook": (codebook,),
    }
    refuse_overwriting(targets, kept)
    refuse_overwriting({"--template": (template,)}, {"what --final writes": (final,), "what -o writes": (out,)})
    refuse_overwriting({"--final": (final,)}, {"what -o writes": (out,)})
    report = compare_coders(found)
    for notice in report.notices if out is not None else ():
        typer.secho(notice, err=True, fg=typer.colors.YELLOW)
    if template is not None:
        write_template(template, report)
        typer.echo(f"{_counted(len(report.disagreements), 'disagreement')} to decide in {template}", err=True)
    if final is not None:
        settled = list(consensus(found, decisions))
        write_consensus(final, settled)
        open_cases = sum(len(units) for units in found.codes.values()) - len(settled)
        typer.echo(f"{_counted(len(settled), 'code')} settled in {final}, {open_cases} still open", err=True)
    show(agreement_document(report), out)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
