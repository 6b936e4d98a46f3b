"""Labelled sessions -> files of other tools."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO, cast

from empathy.corpora.convokit import write_convokit
from empathy.corpora.hub import to_dataset
from empathy.corpora.labelstudio import labelling_config, tasks
from empathy.corpora.session import LabelledSession, by_coder, coder_names
from empathy.corpora.spec import CorpusSpec
from empathy.output import atomic_writer, write_atomically
from empathy.spreadsheet import safe_cell

Exporter = Callable[[Sequence[LabelledSession], CorpusSpec, Path], None]


def records(
    sessions: Sequence[LabelledSession], predicted: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield a record an utterance, in the form of the output contract, with the predictions' markers if given."""
    for session in sessions:
        found = (predicted or {}).get(session.session, {})
        for index, u in enumerate(session.utterances):
            yield {
                "session": session.session,
                "utterance": index,
                "speaker": u.speaker,
                "role": u.role.value,
                "text": u.text,
                "markers": found.get(index, {}),
            }


def to_convokit(sessions: Sequence[LabelledSession], spec: CorpusSpec, out: Path) -> None:
    """Write a ConvoKit corpus into the folder ``out``."""
    meta = {"name": spec.name, "title": spec.title, "licence": spec.licence, "citation": spec.citation}
    write_convokit(out, sessions, meta=meta)


def to_labelstudio(sessions: Sequence[LabelledSession], spec: CorpusSpec, out: Path) -> None:
    """Write Label Studio tasks to ``out`` and the labelling configuration beside it (``.xml``).

    Codes that are a marker's go along as predictions; the corpus's own have no place in the configuration.
    """
    markers = {name: task.marker for name, task in spec.tasks.items() if task.marker is not None}
    utterances, names = (u for session in sessions for u in session.utterances), coder_names(sessions)
    coded = [
        record | {"codes": {coder: _of_markers(given, markers) for coder, given in by_coder(u, names).items()}}
        for record, u in zip(records(sessions), utterances, strict=True)
    ]
    write_atomically(out, json.dumps(tasks(coded), ensure_ascii=False, indent=1) + "\n")
    write_atomically(out.with_suffix(".xml"), labelling_config())


def _of_markers(given: Mapping[str, str], markers: Mapping[str, str]) -> dict[str, str]:
    return {markers[task]: code for task, code in given.items() if task in markers}


def to_jsonl(sessions: Sequence[LabelledSession], spec: CorpusSpec, out: Path) -> None:
    """Write a line a session, as the Dataset's rows, labels as words."""
    del spec
    with atomic_writer(out) as handle:
        for session in sessions:
            row = {
                "corpus": session.corpus,
                "session": session.session,
                "metadata": dict(session.metadata),
                "utterances": [
                    {"id": u.id, "speaker": u.speaker, "role": u.role.value, "text": u.text, "start": u.start}
                    | {"codes": {task: list(codes) for task, codes in u.codes.items()}}
                    for u in session.utterances
                ],
            }
            cast(TextIO, handle).write(json.dumps(row, ensure_ascii=False) + "\n")


def to_csv(sessions: Sequence[LabelledSession], spec: CorpusSpec, out: Path) -> None:
    """Write the codes as a table that ``empathy agreement`` reads: a row an utterance and coder."""
    names = coder_names(sessions)
    with atomic_writer(out) as handle:
        writer = csv.writer(cast(TextIO, handle), lineterminator="\n")
        writer.writerow(["session", "utterance", "coder", "speaker", "role", "text", *spec.tasks])
        for session in sessions:
            for index, u in enumerate(session.utterances):
                for coder, codes in (by_coder(u, names) or {0: {}}).items():
                    given = [codes.get(task, "") for task in spec.tasks]
                    head = [session.session, index, f"coder {coder + 1}", u.speaker, u.role.value, u.text]
                    writer.writerow([safe_cell(cell) for cell in (*head, *given)])


def to_parquet(sessions: Sequence[LabelledSession], spec: CorpusSpec, out: Path) -> None:
    """Write the Dataset as Parquet, its features in the file's metadata."""
    with atomic_writer(out, binary=True) as handle:
        to_dataset(sessions, spec).to_parquet(cast(Any, handle))


EXPORTERS: Mapping[str, Exporter] = {
    "convokit": to_convokit,
    "labelstudio": to_labelstudio,
    "jsonl": to_jsonl,
    "csv": to_csv,
    "parquet": to_parquet,
}
