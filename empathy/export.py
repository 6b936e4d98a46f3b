"""Scored sessions in the formats of the output contract: JSON Lines, JSON, CSV, Parquet."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from empathy.markers.catalogue import codebook
from empathy.markers.scores import SCHEMA_VERSION, ScoredTranscript
from empathy.spreadsheet import safe_cell

Values = Mapping[str, Sequence[str]]
_BASE = ("schema", "session", "utterance", "start", "end", "speaker", "role", "text")


def to_jsonl(scored: Sequence[ScoredTranscript]) -> bytes:
    """Return one JSON object a line, UTF-8."""
    return b"".join(_dump(r) + b"\n" for s in scored for r in s.to_records())


def to_json(scored: Sequence[ScoredTranscript]) -> bytes:
    """Return one JSON list of the same objects."""
    records = [r for s in scored for r in s.to_records()]
    return json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n"


def to_csv(scored: Sequence[ScoredTranscript]) -> bytes:
    """Return a row an utterance; each marker spreads over ``marker.label``, ``.probability``, … columns."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, fieldnames=[*_BASE, *_marker_columns(_own(scored))], lineterminator="\n")
    writer.writeheader()
    for s in scored:
        writer.writerows(_flat(record) for record in s.to_records())
    return buffer.getvalue().encode()


def to_parquet(scored: Sequence[ScoredTranscript]) -> bytes:
    """Return a Parquet file with the contract's nesting and the schema's version in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    records = [r for s in scored for r in s.to_records()]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(records, schema=parquet_schema(_own(scored))), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def parquet_schema(own: Values | None = None) -> Any:  # noqa: ANN401  # pyarrow ships no types
    """Return the pyarrow schema of one record; markers of the other role are null, own ones come last."""
    import pyarrow as pa

    values = {m.id: m.values for m in codebook().markers} | dict(own or {})
    markers = pa.struct([(marker, _marker_type(pa, found)) for marker, found in values.items()])
    kinds: dict[str, Any] = {"utterance": pa.int64(), "start": pa.float64(), "end": pa.float64()}
    fields = [(name, kinds.get(name, pa.string())) for name in _BASE]
    return pa.schema([*fields, ("markers", markers)], metadata={"schema": SCHEMA_VERSION})


EXPORTERS: dict[str, Callable[[Sequence[ScoredTranscript]], bytes]] = {
    "jsonl": to_jsonl,
    "json": to_json,
    "csv": to_csv,
    "parquet": to_parquet,
}


def _marker_type(pa: Any, values: Sequence[str]) -> Any:  # noqa: ANN401  # pyarrow ships no types
    return pa.struct(
        [
            ("label", pa.string()),
            ("probability", pa.float64()),
            ("probabilities", pa.struct([(v, pa.float64()) for v in values])),
            ("uncertain", pa.bool_()),
            ("evidence", pa.list_(pa.list_(pa.int64()))),
        ]
    )


def _own(scored: Sequence[ScoredTranscript]) -> Values:
    """Return the values of the markers that are not the codebook's: a programme's own."""
    known = set(codebook().ids)
    found: dict[str, Sequence[str]] = {}
    for s in scored:
        for u in s.utterances:
            for marker in u.markers.keys() - known:
                found.setdefault(marker, tuple(u.markers[marker].probabilities))
    return dict(sorted(found.items()))


def _marker_columns(own: Values) -> list[str]:
    values = {m.id: m.values for m in codebook().markers} | dict(own)
    return [
        f"{marker}.{part}"
        for marker, found in values.items()
        for part in ("label", "probability", *(f"p({v})" for v in found), "uncertain", "evidence")
    ]


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: safe_cell(record[name]) for name in _BASE}
    # evidence counts in the cell as it stands here
    added = len(row["text"]) - len(record["text"])
    for marker, score in record["markers"].items():
        row[f"{marker}.label"] = score["label"]
        row[f"{marker}.probability"] = score["probability"]
        row |= {f"{marker}.p({value})": p for value, p in score["probabilities"].items()}
        row[f"{marker}.uncertain"] = str(score["uncertain"]).lower()
        spans = [[start + added, end + added] for start, end in score["evidence"]]
        row[f"{marker}.evidence"] = json.dumps(spans, separators=(",", ":"))
    return row


def _dump(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")).encode()
