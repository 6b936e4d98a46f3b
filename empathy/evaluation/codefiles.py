"""Coders' files -> codes: our own tables, wide or long, Label Studio exports, and scored sessions."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from empathy.corpora.labelstudio import read_annotations
from empathy.errors import InputError
from empathy.evaluation.coefficients import MISSING, Ratings
from empathy.markers.catalogue import codebook

Unit = tuple[str, str]

# Names under which tools keep what we need, compared in lower case.
SESSION = ("session", "conversation", "transcript_id", "conversation_id", "session_id", "document name", "document")
UTTERANCE = ("utterance", "utterance_id", "turn", "unit", "segment_id", "line")
CODER = ("coder", "annotator", "annotator_id", "rater", "completed_by", "coder_id", "codername", "coder name")
TEXT = ("text", "utterance_text", "segment")
MARKER = ("marker", "code_name", "variable")
VALUE = ("value", "code", "label", "final")


@dataclass(slots=True)
class Codes:
    """Every code by marker, unit and coder; ``texts`` holds the units' words where a file has them."""

    codes: dict[str, dict[Unit, dict[str, str]]] = field(default_factory=dict)
    texts: dict[Unit, str] = field(default_factory=dict)
    order: dict[Unit, None] = field(default_factory=dict)

    def add(self, marker: str, unit: Unit, coder: str, value: str) -> None:
        """Keep one code."""
        self.order.setdefault(unit)
        self.codes.setdefault(marker, {}).setdefault(unit, {})[coder] = value

    @property
    def coders(self) -> tuple[str, ...]:
        """Every coder's name, in order of appearance."""
        return tuple(dict.fromkeys(c for units in self.codes.values() for given in units.values() for c in given))

    def ratings(self, marker: str) -> Ratings:
        """Return one marker's codes as a table; see :class:`Ratings`."""
        units = self.codes[marker]
        values = values_of(marker, (v for given in units.values() for v in given.values()))
        coders = [c for c in self.coders if any(c in given for given in units.values())]
        sessions = {name: i for i, name in enumerate(dict.fromkeys(session for session, _ in units))}
        import numpy as np

        table = [[values.index(given[c]) if c in given else MISSING for c in coders] for given in units.values()]
        return Ratings(
            values=values,
            coders=tuple(coders),
            table=np.array(table, dtype=np.int64).reshape(len(units), len(coders)),
            conversation=np.array([sessions[session] for session, _ in units], dtype=np.int64),
        )


def values_of(marker: str, seen: Iterable[str]) -> tuple[str, ...]:
    """Return a marker's values: the codebook's, or for an own marker those that were used."""
    book = codebook()
    return book[marker].values if marker in book.ids else tuple(sorted(set(seen)))


def read_codes(paths: Sequence[Path]) -> Codes:
    """Read the files of one or more coders; a file without a coder column is one coder's, named by the file.

    Raises:
        InputError: naming the file, line and column at fault.
    """
    codes = Codes()
    for path in paths:
        if not path.is_file():
            raise InputError("there is no such file", path=path)
        if path.suffix.lower() in (".json", ".jsonl"):
            _read_json(path, codes)
        else:
            _read_csv(path, codes)
    if len(codes.coders) < 2:
        raise InputError(
            f"two coders or more are needed, {len(codes.coders)} found",
            path=paths[0],
            hint="Give a file for each coder, or one file with a column 'coder'.",
        )
    return codes


def _read_json(path: Path, codes: Codes) -> None:
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        content = json.loads(text)
        if content and "annotations" in content[0]:
            for annotated in read_annotations(path):
                codes.texts.setdefault(annotated.unit, annotated.text)
                codes.add(annotated.marker, annotated.unit, annotated.coder, annotated.value)
            return
        records = content
    else:
        records = [json.loads(line) for line in text.split("\n") if line.strip()]
    for record in records:
        _add_record(record, path.stem, codes)


def _add_record(record: Mapping[str, Any], coder: str, codes: Codes) -> None:
    """Take a record of the output contract as the codes of a coder called like the file."""
    unit = (str(record["session"]), str(record["utterance"]))
    codes.texts.setdefault(unit, record.get("text", ""))
    for marker, score in record["markers"].items():
        codes.add(marker, unit, coder, score["label"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    session: str | None
    utterance: str
    coder: str | None
    text: str | None
    marker: str | None
    value: str | None
    wide: Mapping[str, str]


def _read_csv(path: Path, codes: Codes) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t" if path.suffix.lower() in (".tsv", ".tab") else ",")
        columns = _columns(reader.fieldnames or (), path)
        for cells in reader:
            unit = (cells[columns.session] if columns.session else path.stem, cells[columns.utterance])
            coder = cells[columns.coder] if columns.coder else path.stem
            if columns.text:
                codes.texts.setdefault(unit, cells[columns.text] or "")
            for marker, value in _cells(cells, columns, path, reader.line_num):
                codes.add(marker, unit, coder, value)


def _cells(cells: Mapping[str, str], columns: _Columns, path: Path, line: int) -> Iterator[tuple[str, str]]:
    wide = columns.wide
    if columns.marker is not None and columns.value is not None:
        wide = {cells[columns.marker]: columns.value}
    for marker, column in wide.items():
        value = _unwrapped(cells[column] or "")
        if value:
            _check(marker, value, path, line, column)
            yield marker, value


def _unwrapped(cell: str) -> str:
    """Return a cell's code; Label Studio's CSV writes several choices as JSON, of which the first counts."""
    cell = cell.strip()
    if cell.startswith('{"choices"'):
        chosen = json.loads(cell)["choices"]
        return str(chosen[0]) if chosen else ""
    return cell


def _check(marker: str, value: str, path: Path, line: int, column: str) -> None:
    book = codebook()
    if marker in book.ids and value not in book[marker].values:
        known = ", ".join(book[marker].values)
        raise InputError(
            f"{marker!r} has no such value", path=path, line=line, column=column, hint=f"It has: {known}."
        )


def _columns(header: Sequence[str], path: Path) -> _Columns:
    names = {name.strip().casefold(): name for name in header if name}

    def find(known: Sequence[str]) -> str | None:
        return next((names[name] for name in known if name in names), None)

    utterance = find(UTTERANCE)
    if utterance is None:
        raise InputError(
            "no column names the utterance",
            path=path,
            line=1,
            column="utterance",
            hint=f"Found: {', '.join(header)}.",
        )
    # a score export spreads a marker over "reflection.label", "reflection.probability", …
    wide = {m: names[c] for m in codebook().ids for c in (m, f"{m}.label", f"standoff.{m}") if c in names}
    marker, value = find(MARKER), find(VALUE)
    if not wide and not (marker and value):
        raise InputError(
            "no column is called like a marker",
            path=path,
            line=1,
            hint="Expected columns such as 'reflection', or a pair 'marker' and 'value'.",
        )
    session, coder, text = find(SESSION), find(CODER), find(TEXT)
    return _Columns(
        session=session, utterance=utterance, coder=coder, text=text, marker=marker, value=value, wide=wide
    )
