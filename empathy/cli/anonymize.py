"""``empathy anonymize``: a transcript in, the same transcript without its identities out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import AllowResidual, Client, Column, Files, Helper, ModelName, Roles

if TYPE_CHECKING:
    from empathy.anonymize import AnonymizedTranscript, Anonymizer, AnonymizeSettings
    from empathy.anonymize.anonymizer import Originals
    from empathy.markers.scores import ScoredTranscript
    from empathy.pipeline import Pipeline
    from empathy.transcript import Transcript


class AnonymizeFormat(StrEnum):
    """The transcript's own format, or one record an utterance with its redactions."""

    OWN = "own"
    JSONL = "jsonl"


class LevelChoice(StrEnum):
    """How much is hidden."""

    STANDARD = "standard"
    STRICT = "strict"


def anonymize(
    files: Files,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE|FOLDER", help="Where to write; a folder for several files."),
    ] = None,
    kind: Annotated[AnonymizeFormat | None, typer.Option("--format", help="own, or jsonl with redactions.")] = None,
    level: Annotated[
        LevelChoice,
        typer.Option(help="standard hides what identifies; strict weekdays, years, ages and countries too."),
    ] = LevelChoice.STANDARD,
    hide: Annotated[
        Path | None, typer.Option("--hide", metavar="LIST", help="A file of names to hide always, one a line.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="LIST", help="A file of words never to hide, one a line.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", metavar="FILE", help="Write an encrypted key from pseudonyms to originals (asks a passphrase)."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Score before and after, and list the labels that flip.")
    ] = False,
    helper: Helper = None,
    client: Client = None,
    roles: Roles = None,
    column: Column = None,
    model: ModelName = None,
    allow_residual: AllowResidual = False,
) -> None:
    """Replace what identifies people by placeholders, the same for the same person throughout a session.

    Without -o the records go to standard output, one JSON object per utterance.

    Examples:

        empathy anonymize session.vtt -o session.anonymous.vtt

        empathy anonymize term-1/ -o term-1-anonymous/ --level strict --hide names.txt

        empathy anonymize session.docx --format jsonl --check --helper "Maya Lind"
    """
    from empathy.anonymize import Anonymizer
    from empathy.cli.anonymized import (
        key_file,
        new_passphrase,
        targets_of,
        tell_columns,
        tell_counts,
        tell_initials,
        write_all,
        write_records,
    )
    from empathy.cli.guard import check_anonymized
    from empathy.cli.reading import read_files
    from empathy.cli.targets import files_read, refuse_overwriting, require_folder, require_place
    from empathy.errors import UsageError

    if model is not None and not check:
        raise UsageError("--model is what --check scores with", hint="Add --check, or leave it out.")
    settings = _settings(level, hide, keep)
    own = _is_own(kind, out)
    folder = any(path.is_dir() for path in files)
    # what cannot be written is told before the work, and the passphrase is asked before it
    if own and out and (folder or len(files) > 1 or out.is_dir()):
        require_folder(out)
    else:
        require_place(out)
    require_place(key, option="--key")
    lists = {"--roles": roles, "--hide": hide, "--keep": keep}
    groups = read_files(
        files,
        prepare=lambda t: _with_roles(t, helper, client, roles),
        names={"helper": helper or (), "client": client or ()},
        columns=column,
        targets={"-o": out, "--key": key},
        lists=lists,
    )
    passphrase = new_passphrase(key)
    checker = _Checker.load(model, settings) if check else None
    anonymizer = checker.pipeline.anonymizer if checker else Anonymizer.load(settings)
    done, keys = _anonymized(anonymizer, groups)
    check_anonymized([r for _, results in done for r in results], out, allow=allow_residual, settings=settings)
    targets = targets_of(done, out, folder=folder) if own and out else [out] if out else []
    # every name is checked before anything is written: those of a folder are known only now
    refuse_overwriting({"-o": targets}, files_read([path for path, _ in groups], lists))
    if key is not None:
        refuse_overwriting({"--key": (key,)}, {"what -o writes": targets})
    # scored before anything is written: what fails leaves nothing behind
    flips = checker.told(groups) if checker else ""
    # the key and the files, or neither; what goes down a pipe is written once the key stands
    with key_file(key, keys, passphrase):
        if own and out:
            write_all(done, targets, out)
        elif out:
            write_records(done, out)
    if out is None:
        write_records(done, out)
    tell_columns([path for path, _ in groups], column)
    tell_initials(done)
    tell_counts(done)
    if flips:
        typer.echo(flips, err=True)


def _settings(level: LevelChoice, hide: Path | None, keep: Path | None) -> "AnonymizeSettings":
    from empathy.anonymize.settings import load_settings, read_user_list

    base = load_settings()
    return replace(
        base,
        level=level.value,
        hide=(*base.hide, *(read_user_list(hide) if hide else ())),
        keep=(*base.keep, *(read_user_list(keep) if keep else ())),
    )


def _is_own(kind: AnonymizeFormat | None, out: Path | None) -> bool:
    """Whether files of the transcripts' own formats are written, not records."""
    from empathy.errors import UsageError

    if kind is None:
        return out is not None and out.suffix != ".jsonl"
    if kind is AnonymizeFormat.OWN and out is None:
        raise UsageError(
            "--format own needs -o", hint="Say where to write: -o FILE, or -o FOLDER for several files."
        )
    return kind is AnonymizeFormat.OWN


def _with_roles(
    transcript: "Transcript", helper: list[str] | None, client: list[str] | None, roles: Path | None
) -> "Transcript":
    """Set roles where options say them; names may say them too, and they are not needed otherwise."""
    from empathy.ingest import assign_roles

    if not (helper or client or roles):
        return transcript
    return assign_roles(transcript, helper=helper or (), client=client or (), roles_file=roles, elsewhere=True)


def _anonymized(
    anonymizer: "Anonymizer", groups: "Sequence[tuple[Path, Sequence[Transcript]]]"
) -> "tuple[list[tuple[Path, list[AnonymizedTranscript]]], dict[str, Originals]]":
    """Return each file's sessions anonymized, no two of one name, and by that name what was replaced."""
    from empathy.cli.names import unique_names

    found = [(path, *anonymizer.with_key(t)) for path, transcripts in groups for t in transcripts]
    names = unique_names([result.session for _, result, _ in found])
    done: dict[Path, list[AnonymizedTranscript]] = {}
    for (path, result, _), name in zip(found, names, strict=True):
        done.setdefault(path, []).append(replace(result, session=name))
    return list(done.items()), {name: key for name, (_, _, key) in zip(names, found, strict=True)}


@dataclass(frozen=True, slots=True)
class _Checker:
    """Scores sessions before and after anonymizing, own markers and all."""

    pipeline: "Pipeline"

    @classmethod
    def load(cls, model: str | None, settings: "AnonymizeSettings") -> "_Checker":
        from empathy.pipeline import load

        return cls(load(model, settings=settings))

    def score(self, transcript: "AnonymizedTranscript") -> "ScoredTranscript":
        return self.pipeline.score_anonymized(transcript)

    def told(self, groups: "Sequence[tuple[Path, Sequence[Transcript]]]") -> str:
        from empathy.evaluation.flips import compare, told

        return told([compare(self, self.pipeline.anonymizer, t) for _, transcripts in groups for t in transcripts])
