"""``empathy key``: who the placeholders of an anonymized session stand for, to the one who has the passphrase."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from empathy.anonymize.anonymizer import Originals

_VARIABLE = "EMPATHY_KEY_PASSPHRASE"
_SUFFIXES = {"", ".txt", ".json"}


def key(
    file: Annotated[
        Path, typer.Argument(metavar="KEY", help="A key file that anonymize --key wrote.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="Write it here, readable by you alone: .txt (or no suffix) or .json.",
        ),
    ] = None,
) -> None:
    """Open a key file: show what each placeholder stood for.

    Asks the passphrase that the file was written with. Nothing is put back into a transcript or a report.

    Examples:

        empathy key key.json

        empathy key key.json -o names.txt
    """
    from empathy.anonymize.keyfile import read_key, require_key
    from empathy.cli.output import write_out
    from empathy.cli.targets import refuse_overwriting, require_place
    from empathy.errors import UsageError

    if out is not None and out.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"{out.suffix} files are not written", path=out, hint="End the name in .txt or .json.")
    require_place(out)
    refuse_overwriting({"-o": (out,)}, {"the key file": (file,)})
    require_key(file)  # nobody should be asked a passphrase for a file that none opens
    sessions = read_key(file, ask_passphrase("the key file", confirm=False))
    as_json = out is not None and out.suffix.lower() == ".json"
    content = json.dumps(sessions, ensure_ascii=False, indent=1) + "\n" if as_json else _as_text(sessions)
    write_out(content.encode(), out, private=True)


def ask_passphrase(what: str, *, confirm: bool) -> str:
    """Return the passphrase from the environment, or from the terminal without showing it.

    Raises:
        UsageError: none was given, and nobody can be asked.
    """
    from empathy.errors import UsageError

    given = os.environ.get(_VARIABLE)
    if given is None and sys.stdin.isatty():
        given = typer.prompt(f"Passphrase for {what}", hide_input=True, confirmation_prompt=confirm, err=True)
    if given is None:
        raise UsageError(f"{what} needs a passphrase", hint=f"Answer at a terminal, or set {_VARIABLE}.")
    return given


def _as_text(sessions: "Mapping[str, Originals]") -> str:
    """Return a paragraph a session, a line a placeholder, its forms set apart by ``|``."""
    paragraphs = []
    for session, originals in sessions.items():
        width = max(map(len, originals), default=0)
        lines = [f"  {p:<{width}}  {' | '.join(map(_in_line, forms))}" for p, forms in originals.items()]
        paragraphs.append("\n".join([_in_line(session), *(lines or ["  nothing was replaced"])]) + "\n")
    return "\n".join(paragraphs)


def _in_line(form: str) -> str:
    """Return what stood in a transcript as one line without what would steer a terminal."""
    return "".join(c for c in " ".join(form.split()) if c.isprintable())
