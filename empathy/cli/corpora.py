"""``empathy corpora``: which corpora are known, and reading, checking and exporting them."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from empathy.plural import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from empathy.corpora.session import LabelledSession

corpora = typer.Typer(
    no_args_is_help=True, help="Corpora with human codes: list, info, add, validate, fingerprint, export."
)
Name = Annotated[str, typer.Argument(help="A corpus's name, or a spec file that ends in .toml.")]
Corpus = Annotated[str, typer.Argument(help="name:path, e.g. annomi:AnnoMI-full.csv, or spec.toml:path.")]


class ExportFormat(StrEnum):
    """What a corpus can be written as."""

    CONVOKIT = "convokit"
    LABELSTUDIO = "labelstudio"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


@corpora.command("list")
def list_() -> None:
    """List the corpora that are known by name."""
    from empathy.corpora.registry import corpora as known

    for name, spec in known().items():
        typer.echo(f"{name:12} {spec.title} ({spec.licence or 'licence not stated'})")


@corpora.command()
def info(name: Name) -> None:
    """Show what is known of a corpus: its files, licence, citation, codes, and the markers that answer them."""
    from empathy.corpora.registry import find_spec

    spec = find_spec(name)
    for label, value in (
        ("title", spec.title),
        ("kind", spec.kind),
        ("language", spec.language),
        ("licence", spec.licence),
        ("cite", spec.citation),
        ("from", spec.url),
        ("files", ", ".join(spec.files)),
        ("metadata", ", ".join(spec.metadata)),
    ):
        if value:
            typer.echo(f"{label:9} {value}")
    for task, found in spec.tasks.items():
        answered = found.marker or ", ".join((*found.any_of, *found.as_marker)) or "no marker"
        typer.echo(f"code      {task} ({found.role.value}): {' · '.join(found.values)} → {answered}")


@corpora.command()
def add(
    spec: Annotated[Path, typer.Argument(help="A description of your corpus (TOML).")],
    force: Annotated[bool, typer.Option("--force", help="Replace one that was added before.")] = False,
) -> None:
    """Add a corpus of your own by its description: its name then works everywhere, its data stay where they are."""
    from empathy.corpora.registry import corpora as known
    from empathy.corpora.registry import user_folder
    from empathy.corpora.spec import read_spec
    from empathy.errors import UsageError
    from empathy.output import write_atomically

    found, folder = read_spec(spec), user_folder()
    place = folder / f"{found.name}.toml"
    if found.name in known() and not (force and place.is_file()):
        raise UsageError(f"a corpus is called {found.name!r} already", hint="Choose another name, or --force.")
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(place, spec.read_text(encoding="utf-8"))
    typer.echo(f"Added {found.name}: `empathy corpora validate {found.name}:PATH` checks the data.")


@corpora.command()
def validate(corpus: Corpus) -> None:
    """Read a whole corpus, stop at the first fault with file, line and column, and count what is there."""
    from empathy.corpora.registry import read_corpus, split_corpus

    name, path = split_corpus(corpus)
    sessions = read_corpus(name, path)
    for line in _joined(name, path):
        typer.echo(line)
    utterances = [u for session in sessions for u in session.utterances]
    roles = Counter(u.role.value for u in utterances)
    typer.echo(f"{plural(len(sessions), 'session')}, {plural(len(utterances), 'utterance')} ({_listed(roles)})")
    check_names(sessions)
    tasks: dict[str, Counter[str]] = {}
    several: Counter[str] = Counter()
    for utterance in utterances:
        for task, codes in utterance.codes.items():
            tasks.setdefault(task, Counter()).update(codes[:1])
            several[task] += len(codes) > 1
    for task, counts in tasks.items():
        coded = f", {several[task]} by several coders" if several[task] else ""
        typer.echo(f"{task}: {plural(sum(counts.values()), 'utterance')}{coded} ({_listed(counts)})")


@corpora.command()
def fingerprint(
    corpus: Corpus,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The CSV to write.")],
) -> None:
    """Write a table of fingerprints: they tell a conversation by its words, and give none of them away.

    A published list without ids is joined with stand-off labels by such a table.
    """
    from empathy.cli.targets import corpus_files, refuse_overwriting, require_place
    from empathy.corpora.fingerprints import fingerprint_table
    from empathy.corpora.registry import read_corpus, split_corpus
    from empathy.output import write_atomically

    require_place(out)
    refuse_overwriting({"-o": (out,)}, corpus_files(corpus))
    sessions = read_corpus(*split_corpus(corpus))
    write_atomically(out, fingerprint_table(sessions))
    typer.echo(f"{plural(len(sessions), 'session')} in {out}", err=True)


@corpora.command()
def export(
    corpus: Corpus,
    kind: Annotated[ExportFormat, typer.Option("--to", help="The format.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="PATH", help="A file; for convokit a folder.")],
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Keep the texts as they are, as for a corpus that is public already.")
    ] = False,
) -> None:
    """Write a corpus in another tool's format, with its codes; identities are taken out first.

    Label Studio gets a task for each of the helper's utterances, and beside it a labelling configuration (.xml).
    Codes that are a marker's are in the tasks as predictions, a coder each.

    Examples:

        empathy corpora export annomi:AnnoMI-full.csv --to convokit -o annomi-convokit

        empathy corpora export study.toml:codes.csv --to labelstudio -o tasks.json
    """
    from empathy.cli.targets import CONVOKIT, corpus_files, refuse_overwriting, require_folder, require_place
    from empathy.corpora.export import EXPORTERS
    from empathy.corpora.registry import find_spec, read_corpus, split_corpus

    (require_folder if kind is ExportFormat.CONVOKIT else require_place)(out)
    inside = [out / file for file in CONVOKIT] if kind is ExportFormat.CONVOKIT else []
    beside = [out.with_suffix(".xml")] if kind is ExportFormat.LABELSTUDIO else []
    refuse_overwriting({"-o": (out, *inside, *beside)}, corpus_files(corpus))
    name, path = split_corpus(corpus)
    sessions = read_corpus(name, path)
    if not as_is:
        from empathy.anonymize import Anonymizer
        from empathy.corpora.anonymized import anonymized

        anonymizer = Anonymizer.load()
        sessions = tuple(anonymized(session, anonymizer) for session in sessions)
    EXPORTERS[kind.value](sessions, find_spec(name), out)
    typer.echo(f"{plural(len(sessions), 'session')} in {out}", err=True)


def _joined(name: str, path: Path) -> "Iterator[str]":
    from empathy.corpora.joined import join_shipped
    from empathy.corpora.registry import find_spec

    if find_spec(name).reader == "standoff":
        yield from join_shipped(path).told()


def check_names(sessions: "Sequence[LabelledSession]") -> None:
    """Refuse a corpus in which sessions share a name.

    Raises:
        InputError: with their number.
    """
    from empathy.errors import InputError

    repeated = [name for name, n in Counter(s.session for s in sessions).items() if n > 1]
    if repeated:
        raise InputError(
            f"{len(repeated)} session names stand twice; predictions could not be told apart",
            hint="Give each session of the corpus a name of its own.",
        )


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{value} {n}" for value, n in counts.most_common())
