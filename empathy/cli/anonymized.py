"""What ``empathy anonymize`` writes: records, files of the transcripts' own formats, and the key."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from empathy.anonymize import AnonymizedTranscript
    from empathy.anonymize.anonymizer import Originals

# Names of sessions that a message shows at most.
_NAMED = 5


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


def write_records(done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]", out: Path | None) -> None:
    """Write a line of JSON per utterance, on standard output where no file is named."""
    from empathy.cli.output import write_out

    lines = (json.dumps(r, ensure_ascii=False) for _, ts in done for t in ts for r in records(t))
    write_out("".join(f"{line}\n" for line in lines).encode(), out)


def targets_of(
    done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]", out: Path, *, folder: bool
) -> list[Path]:
    """Name the files after the anonymized sessions: the file's own name may be a client's.

    One file becomes ``out`` itself, unless that is a folder or ``folder`` says that a folder was read.

    Raises:
        UsageError: the suffix of ``out`` names no format.
    """
    if len(done) == 1 and not folder and not out.is_dir():
        _check_suffix(done[0][0], out)
        return [out]
    targets: dict[str, Path] = {}
    for path, transcripts in done:
        stem = transcripts[0].session if len(transcripts) == 1 else "sessions"
        stem = "".join(c if c.isalnum() or c in "-_. [" else "-" for c in stem.replace("]", "")).replace("[", "")
        name, count = f"{stem}{path.suffix.lower()}", 1
        while name.casefold() in targets:  # some systems take "A.txt" and "a.txt" for one file
            count += 1
            name = f"{stem}-{count}{path.suffix.lower()}"
        targets[name.casefold()] = out / name
    return list(targets.values())


def _check_suffix(source: Path, out: Path) -> None:
    """Refuse a name such as ``x.pdf``, under which a text would be no such file."""
    from empathy.anonymize.writers import WRITERS
    from empathy.errors import UsageError
    from empathy.ingest.readers import format_of

    # what stands behind the stop of "Smith J. intake" is no ending
    if out.suffix.strip(".").isalnum() and format_of(out) is None and out.suffix.lower() != source.suffix.lower():
        raise UsageError(
            f"{out.suffix} files are not written",
            path=out,
            hint=f"Give a name that ends in {', '.join(f'.{kind}' for kind in WRITERS)}, or in none: "
            "then the source's format is written.",
        )


def write_all(
    done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]", targets: Sequence[Path], out: Path
) -> None:
    """Write each file's sessions to its target, all of them or none.

    Raises:
        UsageError: a format that cannot hold what it would have to.
        OutputError: a target cannot be written.
    """
    from empathy.anonymize.writers import write_back
    from empathy.errors import InputError, OutputError

    if list(targets) == [out]:
        write_back(done[0][0], done[0][1], out)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        # written beside their places first: a file that fails must not leave the ones before it behind
        with tempfile.TemporaryDirectory(prefix=".empathy-", dir=out) as aside:
            for (path, transcripts), target in zip(done, targets, strict=True):
                try:
                    write_back(path, transcripts, Path(aside) / target.name)
                except InputError as error:
                    error.path = target
                    raise
            for target in targets:
                (Path(aside) / target.name).replace(target)
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", path=out) from error


def new_passphrase(path: Path | None) -> str:
    """Ask the passphrase of the key file to be; an empty one where no key is asked for.

    Raises:
        UsageError: none was given and nobody can be asked, or it is too short.
    """
    from empathy.anonymize.keyfile import require_long
    from empathy.cli.key import ask_passphrase

    if path is None:
        return ""
    passphrase = ask_passphrase("the key file", confirm=True)
    require_long(passphrase, path)
    return passphrase


@contextmanager
def key_file(path: Path | None, keys: "Mapping[str, Originals]", passphrase: str) -> Iterator[None]:
    """Write the encrypted key if the transcripts are written meanwhile; with None do nothing."""
    from empathy.anonymize.keyfile import writing_key

    if path is None:
        yield
        return
    with writing_key(path, keys, passphrase):
        yield
    typer.echo(
        f"The key is in {path}, encrypted, readable by you alone; 'empathy key' opens it. "
        "Keep it apart from the transcripts.",
        err=True,
    )


def tell_columns(paths: Sequence[Path], columns: Sequence[str] | None) -> None:
    """Say on stderr which columns of the tables read were left out, and which number the utterances anew."""
    from empathy.anonymize.writers.tables import unread
    from empathy.ingest import ColumnMap

    given = ColumnMap.parse(columns or ())
    for path in paths:
        told = unread(path, given)
        if told.left_out:
            typer.echo(
                f"{path}: columns left out, since they may say who somebody is: {told.left_out}. "
                "--column FIELD=NAME reads one that holds speech, speakers, sessions or times.",
                err=True,
            )
        if told.numbered:
            typer.echo(f"{path}: utterances are counted anew, from 0, in place of {told.numbered}.", err=True)


def tell_counts(done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]") -> None:
    """Say on stderr how much of each kind was replaced."""
    counts: Counter[str] = Counter()
    for _, transcripts in done:
        for transcript in transcripts:
            counts.update(transcript.redaction_counts)
    told = ", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "nothing found"
    typer.echo(f"Replaced: {told}.", err=True)


def tell_initials(done: "Sequence[tuple[Path, Sequence[AnonymizedTranscript]]]") -> None:
    """Say on stderr which sessions' names, taken from the files' names, may hold somebody's initials still."""
    from empathy.anonymize.lexicon import load_lexicon
    from empathy.anonymize.speakers import holds_initials

    lexicon = load_lexicon()
    names = [t.session for _, transcripts in done for t in transcripts if holds_initials(t.session, lexicon)]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        typer.echo(
            f"Kept in names of sessions, which stand in what is written: {', '.join(names[:_NAMED])}{more}. "
            "If these letters are somebody's initials, rename the file, or put them into a --hide list.",
            err=True,
        )
