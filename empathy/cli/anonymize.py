"""``empathy anonymize``: a transcript in, the same transcript without its identities out."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.cli.options import AllowResidual, Client, Column, Files, Helper, ModelName, Roles

if TYPE_CHECKING:
    from empathy.anonymize import AnonymizedTranscript, Anonymizer, AnonymizeSettings
    from empathy.anonymize.anonymizer import Originals
    from empathy.transcript import Transcript

_PASSPHRASE = "EMPATHY_KEY_PASSPHRASE"


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
    from empathy.anonymize.residual import require_clean, scan_session

    settings = _settings(level, hide, keep)
    groups = list(_read(files, helper, client, roles, column))
    anonymizer = Anonymizer.load(settings)
    done: list[tuple[Path, list[AnonymizedTranscript]]] = []
    keys: dict[str, Originals] = {}
    for path, transcripts in groups:
        results = []
        for transcript in transcripts:
            result, originals = anonymizer.with_key(transcript)
            keys[result.session if result.session not in keys else f"{result.session} ({len(keys)})"] = originals
            results.append(result)
        done.append((path, results))
    findings = [f for _, results in done for r in results for f in scan_session(r, keep=settings.keep)]
    recorded = require_clean(findings, target=str(out or "standard output"), allow=allow_residual)
    if recorded:
        typer.echo(f"Written with likely identifiers left, as allowed: {recorded}.", err=True)
    if key is not None:
        _write_key(key, keys)
    _write(
        done,
        out,
        kind or (AnonymizeFormat.OWN if out is not None and out.suffix != ".jsonl" else AnonymizeFormat.JSONL),
    )
    _tell(done)
    if check:
        _check(anonymizer, groups, model)


def _settings(level: LevelChoice, hide: Path | None, keep: Path | None) -> "AnonymizeSettings":
    from dataclasses import replace

    from empathy.anonymize.settings import load_settings, read_user_list

    base = load_settings()
    return replace(
        base,
        level=level.value,
        hide=(*base.hide, *(read_user_list(hide) if hide else ())),
        keep=(*base.keep, *(read_user_list(keep) if keep else ())),
    )


def _read(
    files: Sequence[Path],
    helper: list[str] | None,
    client: list[str] | None,
    roles: Path | None,
    column: list[str] | None,
) -> "Iterator[tuple[Path, list[Transcript]]]":
    """Read each file; roles are set where options or names say them, and are not needed otherwise."""
    from empathy.errors import InputError
    from empathy.ingest import ColumnMap, assign_roles, find_files, read_all

    found, skipped = find_files(files)
    for path in skipped:
        typer.echo(f"Left out {path}: not a transcript format.", err=True)
    if not found:
        raise InputError("no transcript found", path=files[0], hint="Give a file, or a folder that holds some.")
    for path in found:
        try:
            transcripts = read_all(path, columns=ColumnMap.parse(column) if column else None)
        except InputError as error:
            raise error.at(path) from error
        if helper or client or roles:
            transcripts = [
                assign_roles(t, helper=helper or (), client=client or (), roles_file=roles) for t in transcripts
            ]
        yield path, transcripts


def records(transcript: "AnonymizedTranscript") -> Iterator[dict[str, object]]:
    """Yield one record per utterance, as the design's last paragraph sets them; offsets in the anonymized text."""
    for utterance in transcript.utterances:
        yield {
            "session": transcript.session,
            "utterance": utterance.index,
            "speaker": utterance.speaker,
            "role": utterance.role.value,
            "text": utterance.text,
            "redactions": [
                {"kind": r.kind, "placeholder": r.placeholder, "start": r.start, "end": r.end}
                for r in utterance.redactions
            ],
        }


def _write(
    done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]", out: Path | None, kind: AnonymizeFormat
) -> None:
    from empathy.errors import UsageError
    from empathy.output import write_atomically

    if kind is AnonymizeFormat.JSONL:
        lines = (json.dumps(r, ensure_ascii=False) for _, ts in done for t in ts for r in records(t))
        content = "".join(f"{line}\n" for line in lines)
        if out is None:
            sys.stdout.write(content)
        else:
            write_atomically(out, content)
        return
    if out is None:
        raise UsageError(
            "--format own needs -o", hint="Say where to write: -o FILE, or -o FOLDER for several files."
        )
    from empathy.anonymize.writers import write_back

    for (path, transcripts), target in zip(done, _targets(done, out), strict=True):
        write_back(path, transcripts, target)


def _targets(done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]", out: Path) -> Iterator[Path]:
    """Name the files after the anonymized sessions: the file's own name may be a client's."""
    if len(done) == 1 and not out.is_dir():
        yield out
        return
    out.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for path, transcripts in done:
        stem = transcripts[0].session if len(transcripts) == 1 else "sessions"
        stem = "".join(c if c.isalnum() or c in "-_. [" else "-" for c in stem.replace("]", "")).replace("[", "")
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        yield out / f"{name}{path.suffix.lower()}"


def _write_key(path: Path, keys: "dict[str, Originals]") -> None:
    from empathy.anonymize.keyfile import write_key
    from empathy.errors import UsageError

    passphrase = os.environ.get(_PASSPHRASE)
    if passphrase is None and sys.stdin.isatty():
        passphrase = typer.prompt(
            "Passphrase for the key file", hide_input=True, confirmation_prompt=True, err=True
        )
    if passphrase is None:
        raise UsageError("--key needs a passphrase", hint=f"Answer at a terminal, or set {_PASSPHRASE}.")
    write_key(path, keys, passphrase)
    typer.echo(
        f"The key is in {path}, encrypted, readable by you alone. Keep it apart from the transcripts.", err=True
    )


def _tell(done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]") -> None:
    from collections import Counter

    counts: Counter[str] = Counter()
    for _, transcripts in done:
        for transcript in transcripts:
            counts.update(transcript.redaction_counts)
    told = ", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "nothing found"
    typer.echo(f"Replaced: {told}.", err=True)


def _check(
    anonymizer: "Anonymizer", groups: "Sequence[tuple[Path, Sequence[Transcript]]]", model: str | None
) -> None:
    from empathy.evaluation.flips import compare, told
    from empathy.markers.model import Model
    from empathy.markers.score import Scorer

    scorer = Scorer(Model.load(model))
    results = [compare(scorer, anonymizer, t) for _, transcripts in groups for t in transcripts]
    typer.echo(told(results), err=True)
