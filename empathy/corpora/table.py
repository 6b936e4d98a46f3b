"""Any CSV, TSV or JSONL with one's own label columns -> labelled sessions, as its spec says."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.corpora.spec import CorpusSpec, TableSpec
from empathy.errors import InputError
from empathy.transcript import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def read_table(path: Path, spec: CorpusSpec) -> tuple[LabelledSession, ...]:
    """Read a table of coded utterances; rows of one session and utterance by several coders become one.

    Raises:
        InputError: a column that is not there, a speaker without a role, a code that the spec does not map
            (with line and column).
    """
    assert spec.table is not None, "checked when the spec was read"
    rows = list(_rows(path))
    _check_columns(path, spec, rows)
    order = sorted(enumerate(rows), key=lambda pair: pair[0])
    sessions: dict[str, list[_Row]] = {}
    for _, row in order:
        name = row.cells[spec.table.session] if spec.table.session else path.stem
        sessions.setdefault(name, []).append(row)
    return tuple(_session(name, found, spec, spec.table, path) for name, found in sessions.items())


def _rows(path: Path) -> Iterator[_Row]:
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _json_rows(path)
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
            for cells in reader:
                yield _Row(line=reader.line_num, cells={k: v or "" for k, v in cells.items() if isinstance(k, str)})
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=path, hint="Save the file as UTF-8.") from error


def _json_rows(path: Path) -> Iterator[_Row]:
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except json.JSONDecodeError:
            raise InputError("expected one JSON object", path=path, line=line) from None
        if not isinstance(record, dict):
            raise InputError("expected one JSON object", path=path, line=line)
        yield _Row(line=line, cells={key: "" if value is None else str(value) for key, value in record.items()})


def _check_columns(path: Path, spec: CorpusSpec, rows: Sequence[_Row]) -> None:
    if not rows:
        raise InputError("holds no row", path=path)
    table = spec.table.model_dump(exclude_none=True).values() if spec.table else ()
    wanted = [*table, *(c.column for c in spec.columns.values()), *spec.metadata]
    missing = [column for column in wanted if column not in rows[0].cells]
    if missing:
        found = ", ".join(sorted(rows[0].cells))
        raise InputError("no such column", path=path, column=missing[0], hint=f"The file has: {found}.")


def _session(name: str, rows: Sequence[_Row], spec: CorpusSpec, table: TableSpec, path: Path) -> LabelledSession:
    if table.utterance is None:
        groups = [[row] for row in rows]
    else:
        key = table.utterance
        groups = [list(group) for _, group in groupby(rows, key=lambda row: row.cells[key])]
        if table.coder is not None:
            groups = _joined(rows, key)
    utterances = tuple(_utterance(str(i), group, spec, table, path) for i, group in enumerate(groups))
    metadata = {column: rows[0].cells[column] for column in spec.metadata}
    return LabelledSession(corpus=spec.name, session=name, utterances=utterances, metadata=metadata)


def _joined(rows: Sequence[_Row], key: str) -> list[list[_Row]]:
    """Bring the coders' rows of each utterance together, utterances in order of appearance."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(row.cells[key], []).append(row)
    return list(groups.values())


def _utterance(
    number: str, rows: Sequence[_Row], spec: CorpusSpec, table: TableSpec, path: Path
) -> LabelledUtterance:
    first = rows[0]
    role = _role(first, spec, table, path)
    codes = {
        name: found
        for name, task in spec.tasks.items()
        if task.role is role and name in spec.columns and (found := tuple(_codes(rows, name, spec, path)))
    }
    return LabelledUtterance(
        id=first.cells[table.utterance] if table.utterance else number,
        speaker=first.cells[table.speaker],
        role=role,
        text=first.cells[table.text],
        start=_seconds(first, table, path),
        codes=codes,
        spans={},
    )


def _role(row: _Row, spec: CorpusSpec, table: TableSpec, path: Path) -> Role:
    speaker = row.cells[table.speaker].strip().casefold()
    for role, names in spec.roles.items():
        if speaker in {name.casefold() for name in names}:
            return role
    hint = f"Name it under [roles] in the spec of {spec.name!r}."
    raise InputError("a speaker without a role", path=path, line=row.line, column=table.speaker, hint=hint)


def _codes(rows: Sequence[_Row], task: str, spec: CorpusSpec, path: Path) -> Iterator[str]:
    column = spec.columns[task]
    for row in rows:
        cell = row.cells[column.column].strip()
        if cell in column.missing:
            continue
        code = column.values.get(cell, cell)
        if code not in spec.tasks[task].values:
            values = ", ".join(spec.tasks[task].values)
            hint = f"Map it under [columns.{task}.values] to one of: {values}."
            raise InputError(
                "a code that the spec does not map", path=path, line=row.line, column=column.column, hint=hint
            )
        yield code


def _seconds(row: _Row, table: TableSpec, path: Path) -> float | None:
    cell = row.cells[table.start].strip() if table.start else ""
    if not cell:
        return None
    try:
        seconds = 0.0
        for part in cell.replace(",", ".").split(":"):
            seconds = seconds * 60 + float(part)
    except ValueError:
        raise InputError("expected seconds or h:mm:ss", path=path, line=row.line, column=table.start) from None
    return seconds
