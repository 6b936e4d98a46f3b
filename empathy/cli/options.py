"""Arguments and options that several commands share, worded once."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[Path],
    typer.Argument(help="Transcripts, or folders of them.", metavar="FILE", show_default=False),
]
Helper = Annotated[
    list[str] | None,
    typer.Option("--helper", metavar="NAME", help="Who helps, by the name in the transcript (repeatable)."),
]
Client = Annotated[
    list[str] | None,
    typer.Option("--client", metavar="NAME", help="Who is helped (repeatable)."),
]
Roles = Annotated[
    Path | None, typer.Option("--roles", metavar="FILE", help="A file that says who is helper and who client.")
]
Column = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="FIELD=NAME", help="Name a column: speaker=, text=, start=, end=, session=."),
]
Out = Annotated[
    Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to write; its suffix sets the format.")
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAME|FOLDER", help="A shipped model, or a folder with one.")
]
AllowResidual = Annotated[
    bool,
    typer.Option(
        "--allow-residual",
        help="Write a session even if a likely identifier is left in it. The kinds found are told on stderr and in "
        "a report's notes; batch notes in its manifest that it was allowed.",
    ),
]
