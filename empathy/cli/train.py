"""``empathy train``: reproduce the encoder from a recipe, or learn markers of one's own from codes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import Client, Helper, ModelName, Roles

if TYPE_CHECKING:
    from empathy.cli.reading import Names


def train(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The folder to write.")],
    config: Annotated[
        Path | None, typer.Argument(metavar="CONFIG", help="A recipe, e.g. configs/train-minilm.toml.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FOLDER", help="Holds corpora/ and labels/.")
    ] = None,
    fold: Annotated[
        list[int] | None, typer.Option("--fold", min=0, max=4, help="Only these folds; may be given again.")
    ] = None,
    final: Annotated[
        bool, typer.Option("--final/--no-final", help="Train the encoder on everything as well.")
    ] = True,
    teacher: Annotated[
        list[Path] | None,
        typer.Option("--teacher", metavar="FOLDER", help="An earlier run to learn from; may be given again."),
    ] = None,
    mean_of: Annotated[
        list[Path] | None,
        typer.Option("--mean-of", metavar="FOLDER", help="Learn nothing, take the mean of such runs' weights."),
    ] = None,
    share: Annotated[
        float,
        typer.Option("--share", min=0.01, max=1, help="Learn from this part of the sessions alone."),
    ] = 1.0,
    encoder_run: Annotated[
        Path | None,
        typer.Option("--encoder-run", metavar="FOLDER", help="The encoder's run that stacked heads read."),
    ] = None,
    oof: Annotated[
        Path | None, typer.Option("--held-out", metavar="FILE", help="Store the heads' held-out scores (Parquet).")
    ] = None,
    codes: Annotated[
        Path | None,
        typer.Option("--codes", metavar="FILE", help="Your codes, a row an utterance."),
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help="Your markers, as in configs/markers.toml.")
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", metavar="FILE", help="The coded transcripts; without it, the codes' own table."),
    ] = None,
    helper: Helper = None,
    client: Client = None,
    roles: Roles = None,
    model: ModelName = None,
) -> None:
    """Learn your own markers from your codes, in a minute; or train the encoder from a recipe.

    With --codes and --codebook: heads on the shipped model, with cross-validated figures and a learning curve. A
    marker whose interval includes chance is refused. The folder then serves as --model of every command.

    With CONFIG and --data: a recipe of heads (train-lexical, train-stack) gives a model's folder; else the
    encoder, five folds and one on everything. Needs the extra `train` (torch). A stopped run goes on when
    started again.

    Examples:

        empathy train --codes codes.csv --codebook ours.toml --texts transcripts/ -o ours

        empathy train configs/train-minilm.toml --data shared -o run

        empathy train configs/train-stack.toml --data shared --encoder-run run -o models/stack
    """
    from empathy.errors import UsageError

    given = {
        "--codes": codes,
        "--codebook": codebook,
        "--texts": texts,
        "--helper": helper,
        "--client": client,
        "--roles": roles,
        "--model": model,
        "CONFIG": config,
        "--data": data,
        "--fold": fold,
        "--no-final": not final,
        "--teacher": teacher,
        "--mean-of": mean_of,
        "--share": share < 1,
        "--encoder-run": encoder_run,
        "--held-out": oof,
    }
    if codes is not None and codebook is not None:
        from empathy.cli.own import learn

        _refuse_idle(given, "markers of your own")
        names: Names = {"helper": helper or (), "client": client or ()}
        learn(codes, codebook, texts or [codes], out, model=model, names=names, roles=roles)
        return
    if config is None or data is None:
        raise UsageError(
            "expected --codes and --codebook, or a recipe and --data", hint="See empathy train --help."
        )

    from empathy.cli.targets import refuse_overwriting
    from empathy.training.settings import is_head_settings, read_head_settings

    refuse_overwriting(
        {"-o": (out,)},
        {
            "the folder given with --data": (data,),
            # the encoder is copied from there
            "the folder given with --encoder-run": (encoder_run, encoder_run and encoder_run / "final"),
            "the folder given with --teacher": teacher or (),
            "the folder given with --mean-of": mean_of or (),
        },
    )
    if is_head_settings(config):
        _refuse_idle(given, f"{read_head_settings(config).kind} heads")
        _heads(config, data, out, encoder_run, oof)
        return
    _refuse_idle(given, "a mean of encoders" if mean_of else "an encoder")
    _require_torch()
    from empathy.training.run import train as run

    run(config, data, out, folds=fold, final=final, teachers=teacher or (), share=share, mean_of=mean_of or ())


def _heads(config: Path, data: Path, out: Path, encoder_run: Path | None, oof: Path | None) -> None:
    """Train a model's heads; neither what is read nor a folder of own markers is written over."""
    from empathy.cli.targets import refuse_overwriting
    from empathy.errors import UsageError
    from empathy.markers.own_files import OWN
    from empathy.training.heads import train_heads

    folders = [data / "corpora", data / "labels", *([encoder_run / "final"] if encoder_run else [])]
    read = [file for folder in folders for file in folder.rglob("*")]
    read += encoder_run.glob("oof-fold*.npz") if encoder_run else []
    refuse_overwriting({"--held-out": (oof,)}, {"the recipe": (config,), "a file that is read": read})
    if (out / OWN).is_file():
        raise UsageError("-o holds markers of your own, which would be lost", path=out, hint="Give another folder.")
    train_heads(data, out, config=config, encoder_run=encoder_run, oof=oof, progress=_tell)


def _require_torch() -> None:
    """Say early and plainly that PyTorch is missing."""
    from empathy.errors import UsageError

    try:
        import torch  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "training needs PyTorch, which is not installed",
            hint='Install the extra, in the folder of the source: pip install ".[train]"',
        ) from error


# What each training uses; anything else would be passed over in silence.
_USED = {
    "markers of your own": {"--codes", "--codebook", "--texts", "--helper", "--client", "--roles", "--model"},
    "an encoder": {"CONFIG", "--data", "--fold", "--no-final", "--teacher", "--share"},
    "a mean of encoders": {"CONFIG", "--data", "--fold", "--no-final", "--mean-of"},
    "lexical heads": {"CONFIG", "--data", "--held-out"},
    "stack heads": {"CONFIG", "--data", "--held-out", "--encoder-run"},
}


def _refuse_idle(given: Mapping[str, object], training: str) -> None:
    from empathy.errors import UsageError

    idle = [option for option, value in given.items() if value and option not in _USED[training]]
    if idle:
        raise UsageError(f"not used when training {training}: {', '.join(idle)}", hint="Leave it out.")


def _tell(step: str) -> None:
    typer.echo(step, err=True)
