"""The part of ``empathy train`` that learns a programme's own markers."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from empathy.cli.reading import Names
    from empathy.markers.own import OwnHeads
    from empathy.markers.own_features import Read
    from empathy.training.own import Learnt
    from empathy.transcript import Transcript


def learn(
    codes: Path,
    codebook: Path,
    texts: Sequence[Path],
    out: Path,
    *,
    model: str | None,
    names: "Names",
    roles: Path | None,
) -> None:
    """Score the coded transcripts, learn the markers, print what became of each.

    ``names`` and ``roles`` say who helps and who is helped where the transcripts do not.

    Raises:
        InputError: codes, codebook or transcripts at fault. UsageError: the folder holds a model or what is read.
        EmpathyError: every marker was refused; nothing was written.
    """
    from rich.console import Console
    from rich.progress import track

    from empathy.cli.reading import read_files
    from empathy.cli.targets import files_read, refuse_overwriting
    from empathy.errors import EmpathyError, UsageError
    from empathy.ingest import assign_roles, find_files
    from empathy.markers.card import CARD
    from empathy.markers.own_card import read_own_codebook
    from empathy.markers.own_files import OWN, OWN_CODEBOOK, OWN_HEADS, base_digest
    from empathy.pipeline import load
    from empathy.training.own import train_own
    from empathy.training.own_codes import read_own_codes

    began = time.monotonic()
    lists = {"--codes": codes, "--roles": roles}
    written = [out / name for name in (OWN, OWN_CODEBOOK, OWN_HEADS)]
    # the codebook may be the folder's own, which is written as it was read
    refuse_overwriting({"-o": written}, files_read(find_files(texts, lists=lists.values())[0], lists))
    if (out / CARD).is_file():
        raise UsageError("-o holds a model, whose heads would be lost", path=out, hint="Give another folder.")
    given = read_own_codes(codes, read_own_codebook(codebook))
    wanted = {session for units in given.values() for session, _ in units}

    def cast(transcript: "Transcript") -> "Transcript":
        told = roles is not None or any(names.values())
        if transcript.session not in wanted or not (told or any(u.role is None for u in transcript.utterances)):
            return transcript  # a table may have a role by utterance
        return assign_roles(transcript, **names, roles_file=roles, elsewhere=True)

    found = read_files(texts, prepare=cast, names=names, columns=None, targets={}, lists=lists)
    read = [(path, t) for path, transcripts in found for t in transcripts if t.session in wanted]
    _refuse_namesakes(read)
    pipeline = load(model)
    # anonymizing may change a session's name; the codes know the name in the file
    shown = track([t for _, t in read], "Reading the sessions", console=Console(stderr=True), transient=True)
    learnt = train_own(
        [_named(pipeline.read(pipeline.anonymize(t)), t.session) for t in shown],
        given,
        codebook,
        out,
        base=_base(pipeline.own, model),
        digest=base_digest(pipeline.scorer.model.card),
        progress=lambda step: typer.echo(step, err=True),
    )
    for one in learnt:
        _show(one)
    if all(one.refused for one in learnt):
        raise EmpathyError("no marker could be learnt; nothing was written\n  Code more utterances and sessions.")
    typer.echo(f"Written to {out} in {time.monotonic() - began:.0f} s: use it with --model {out}")


def _show(one: "Learnt") -> None:
    """Print what became of a marker, and its learning curve."""
    if one.refused:
        typer.echo(f"{one.marker}: refused, {one.refused}")
    else:
        typer.echo(
            f"{one.marker}: κ {one.kappa:.2f} [{one.low:.2f}, {one.high:.2f}], F1 {one.f1:.2f}, "
            f"average precision {one.average_precision:.2f}, {one.cases} of {one.utterances} utterances"
        )
    for size, kappa in one.curve:
        bar = "█" * max(0, round(kappa * 40))
        typer.echo(f"    {size:6} utterances  κ {kappa:5.2f}  {bar}")


def _refuse_namesakes(read: "Sequence[tuple[Path, Transcript]]") -> None:
    """Stop before anything is scored where two transcripts are one session of the codes.

    Raises:
        InputError: with both files.
    """
    from empathy.errors import InputError
    from empathy.training.own import ONE_NAME

    files: dict[str, Path] = {}
    for path, transcript in read:
        if other := files.get(transcript.session):
            raise InputError(f"holds session {transcript.session!r}, as {other} does", path=path, hint=ONE_NAME)
        files[transcript.session] = path


def _base(own: "OwnHeads | None", model: str | None) -> str:
    """Return the model that own heads stand on, by its name, or by its folder wherever they are read from."""
    base = own.card.base if own is not None else model or ""
    return str(Path(base).resolve()) if base and Path(base).is_dir() else base


def _named(read: "Read", session: str) -> "Read":
    """Return the session under its name in the codes, without what only evidence needs: many are kept at once."""
    transcript = replace(read.scored.transcript, session=session)
    return replace(read.without_words(), scored=replace(read.scored, transcript=transcript))
