"""Any CSV, TSV or JSONL with one's own label columns -> labelled sessions, as its spec says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from empathy.corpora.codetable import code_shown, encoding_of, open_table
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.corpora.spec import CorpusSpec, TableSpec
from empathy.errors import InputError
from empathy.ingest.columns import listed
from empathy.ingest.source import open_text
from empathy.transcript import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    cells: Mapping[str, str]


def read_table(path: Path, spec: CorpusSpec) -> tuple[LabelledSession, ...]:
    """Read a table of coded utterances; rows of one session and utterance by several coders become one.

    Coders stand in the order of their names, in whatever order their rows come.

    Raises:
        InputError: a file that cannot be read, a column that is not there, a row of too many cells, a speaker
            without a role, a code that the spec does not map, an utterance that stands there again, a coder's two
            codes of one utterance (with line and column).
    """
    assert spec.table is not None, "checked when the spec was read"
    columns = [*spec.table.model_dump(exclude_none=True).values()]
    columns += [*(c.column for c in spec.columns.values()), *spec.metadata]
    lines = path.suffix.lower() in (".jsonl", ".ndjson")
    rows = _json_rows(path, columns) if lines else _delimited_rows(path, columns)
    if not rows:
        raise InputError("holds no row", path=path)
    sessions: dict[str, list[_Row]] = {}
    for row in rows:
        name = row.cells[spec.table.session] if spec.table.session else path.stem
        sessions.setdefault(name, []).append(row)
    return tuple(_session(name, found, spec, spec.table, path) for name, found in sessions.items())


def _delimited_rows(path: Path, columns: Sequence[str]) -> list[_Row]:
    table = open_table(path, columns)
    for column in columns:
        if column not in table.header:
            raise table.lacks(column, columns)
    return [_Row(line=line, cells=cells) for line, cells in table.rows()]


def _json_rows(path: Path, columns: Sequence[str]) -> list[_Row]:
    """Return a row a record; a key that some of the records lack is empty there."""
    with open_text(path, encoding_of(path)) as file:
        records = [(line, _record(text, path, line)) for line, text in enumerate(file, start=1) if text.strip()]
    keys = dict.fromkeys(key for _, record in records for key in record)
    for column in columns if records else ():
        if column not in keys:
            raise InputError("no such column", path=path, column=column, hint=f"Found: {listed(tuple(keys))}.")
    blank = dict.fromkeys(keys, "")
    return [_Row(line=line, cells=blank | record) for line, record in records]


def _record(text: str, path: Path, line: int) -> dict[str, str]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise InputError("expected one JSON object", path=path, line=line)
    return {key: "" if value is None else str(value) for key, value in record.items()}


def _session(name: str, rows: Sequence[_Row], spec: CorpusSpec, table: TableSpec, path: Path) -> LabelledSession:
    groups = _groups(name, rows, table, path)
    utterances = tuple(_utterance(str(i), group, spec, table, path) for i, group in enumerate(groups))
    metadata = {column: rows[0].cells[column] for column in spec.metadata}
    return LabelledSession(corpus=spec.name, session=name, utterances=utterances, metadata=metadata)


def _groups(name: str, rows: Sequence[_Row], table: TableSpec, path: Path) -> list[list[_Row]]:
    """Bring the rows of each utterance together, utterances in order of appearance, rows in that of coders' names.

    Where no column names the coder, only rows that follow each other are one utterance's.
    """
    key, coder = table.utterance, table.coder
    if key is None:
        return [[row] for row in rows]
    found: dict[str, list[_Row]] = {}
    for _, group in groupby(rows, key=lambda row: row.cells[key]):
        first, *more = group
        before = found.setdefault(first.cells[key], [])
        if before and coder is None:
            raise InputError(
                f"session {name!r}, utterance {first.cells[key]!r} stands there again",
                path=path,
                line=first.line,
                column=key,
                hint=f"It stands in line {before[0].line}. Leave one of the two; where both are coders' rows, name "
                "the coders' column under [table] as 'coder'.",
            )
        before += (first, *more)
    if coder is None:
        return list(found.values())
    return [sorted(group, key=lambda row: row.cells[coder]) for group in found.values()]


def _utterance(
    number: str, rows: Sequence[_Row], spec: CorpusSpec, table: TableSpec, path: Path
) -> LabelledUtterance:
    first = rows[0]
    role = _role(first, spec, table, path)
    given = {
        name: found
        for name, task in spec.tasks.items()
        if task.role is role and name in spec.columns and (found := tuple(_codes(rows, name, spec, table, path)))
    }
    return LabelledUtterance(
        id=first.cells[table.utterance] if table.utterance else number,
        speaker=first.cells[table.speaker],
        role=role,
        text=first.cells[table.text],
        start=_seconds(first, table, path),
        codes={name: tuple(code for _, code in found) for name, found in given.items()},
        spans={},
        coders={name: tuple(coder for coder, _ in found) for name, found in given.items()} if table.coder else {},
    )


def _role(row: _Row, spec: CorpusSpec, table: TableSpec, path: Path) -> Role:
    speaker = row.cells[table.speaker].strip().casefold()
    for role, names in spec.roles.items():
        if speaker in {name.casefold() for name in names}:
            return role
    hint = f"Name it under [roles] in the spec of {spec.name!r}."
    raise InputError("a speaker without a role", path=path, line=row.line, column=table.speaker, hint=hint)


def _codes(
    rows: Sequence[_Row], task: str, spec: CorpusSpec, table: TableSpec, path: Path
) -> Iterator[tuple[str, str]]:
    """Yield each coder ("" where no column tells) with the code of an utterance; of rows that say the same, one."""
    column = spec.columns[task]
    given: dict[str, tuple[str, int]] = {}
    for row in rows:
        cell = row.cells[column.column].strip()
        if cell in column.missing:
            continue
        code = column.values.get(cell, cell)
        if code not in spec.tasks[task].values:
            values = ", ".join(spec.tasks[task].values)
            hint = f"Map it under [columns.{task}.values] to one of: {values}."
            told = f"a code that the spec does not map{code_shown(cell)}"
            raise InputError(told, path=path, line=row.line, column=column.column, hint=hint)
        if table.coder is not None:
            before, line = given.setdefault(row.cells[table.coder], (code, row.line))
            if before != code:
                hint = f"The other stands in line {line}. Leave one of the two."
                told = "another code of the same utterance by the same coder"
                raise InputError(told, path=path, line=row.line, column=column.column, hint=hint)
            if line != row.line:
                continue
        yield row.cells[table.coder] if table.coder else "", code


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
