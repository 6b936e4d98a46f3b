"""Records of the output contract <-> Arrow tables, with the schema version in every file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from empathy.export import parquet_schema
from empathy.markers.catalogue import Marker
from empathy.session.summary import SessionSummary
from empathy.transcript import Role

Record = Mapping[str, Any]
_COMPRESSION = "zstd"
# 1.1 added what counting the labels gives beside each measure, 1.2 the turns of noise by role.
SESSION_SCHEMA_VERSION = "1.2"
# Those whose turns numbers count, and of whom noise has to be taken away for a rate's base.
_SIDES = (Role.HELPER, Role.CLIENT)


def utterance_schema(own: Mapping[str, Sequence[str]]) -> pa.Schema:
    """Return the columns of ``utterances/*.parquet``: those of the output contract, after ``key``.

    ``own`` has the values of a programme's own markers.

    ``key`` names the session within the run and joins to ``sessions.parquet``; names of sessions may repeat.
    """
    contract: pa.Schema = parquet_schema(own)
    return contract.insert(0, pa.field("key", pa.string()))


def write_records(handle: IO[bytes], records: Iterable[Record], schema: pa.Schema) -> None:
    """Write records as one Parquet file; the same records give the same bytes."""
    rows = [{name: record[name] for name in schema.names} for record in records]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), handle, compression=_COMPRESSION)


def to_record(row: Record) -> dict[str, Any]:
    """Turn a row read from Parquet back into the object of the output contract (absent markers left out)."""
    record = {name: value for name, value in row.items() if name != "key"}
    record["markers"] = {marker: score for marker, score in row["markers"].items() if score is not None}
    return record


def session_record(summary: SessionSummary, *, noise: Mapping[Role, int], key: str, source: int) -> dict[str, Any]:
    """Flatten a summary into a row of ``sessions.parquet``.

    ``noise`` counts by role the turns without a word, which no number counts: a rate over one side's turns rests
    on ``utterances`` less ``noise`` of that role.
    Counts are integers, shares lie in 0–1, ``duration`` is in seconds; each measure has its value, the same
    counted from labels, the bounds of its 90 % interval, its base, and whether it tells. Opportunities are those
    that were met or missed.
    """
    roles = {f"utterances.{role}": summary.utterances.get(role, 0) for role in ("helper", "client", "other")}
    met, judged = summary.taken_up
    row: dict[str, Any] = {
        "key": key,
        "session": summary.session,
        "source": source,
        "model": summary.model,
        **roles,
        "noise": summary.noise,
        **{f"noise.{role}": noise.get(role, 0) for role in _SIDES},
        "talk_words": summary.talk_words,
        "talk_time": summary.talk_time,
        "duration": summary.duration,
        "uncertain_share": summary.uncertain_share,
        "opportunities": judged,
        "opportunities.met": met,
    }
    for count in summary.counts:
        row[f"{count.marker}.{count.value}"] = count.count
    for measure in summary.measures:
        row[measure.id] = measure.value
        row[f"{measure.id}.counted"] = measure.counted
        row[f"{measure.id}.low"] = measure.interval.low if measure.interval else None
        row[f"{measure.id}.high"] = measure.interval.high if measure.interval else None
        row[f"{measure.id}.base"] = measure.base
        row[f"{measure.id}.telling"] = measure.telling
    return row


def session_schema(measures: Sequence[str], markers: Sequence[Marker]) -> pa.Schema:
    """Return the columns of ``sessions.parquet``, whatever sessions there are; see :func:`session_record`."""
    text, whole, real, truth = pa.string(), pa.int64(), pa.float64(), pa.bool_()
    fields = [("key", text), ("session", text), ("source", whole), ("model", text)]
    fields += [(f"utterances.{role}", whole) for role in ("helper", "client", "other")]
    fields += [("noise", whole), *((f"noise.{role}", whole) for role in _SIDES)]
    fields += [("talk_words", real), ("talk_time", real), ("duration", real)]
    fields += [("uncertain_share", real), ("opportunities", whole), ("opportunities.met", whole)]
    fields += [(f"{marker.id}.{value}", whole) for marker in markers for value in marker.positives]
    for measure in measures:
        fields += [(f"{measure}{part}", real) for part in ("", ".counted", ".low", ".high")]
        fields += [(f"{measure}.base", whole), (f"{measure}.telling", truth)]
    return pa.schema(fields, metadata={"schema": SESSION_SCHEMA_VERSION})


def open_session_writer(handle: IO[bytes], schema: pa.Schema) -> pq.ParquetWriter:
    """Return a writer that takes the sessions of many chunks in turn."""
    return pq.ParquetWriter(handle, schema, compression=_COMPRESSION)
