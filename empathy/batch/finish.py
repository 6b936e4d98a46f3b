"""Receipts -> sessions.parquet, failures.csv, manifest.json: what depends on all chunks, streamed in order."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from empathy.batch.journal import read_receipts
from empathy.batch.store import Store
from empathy.batch.tables import open_session_writer
from empathy.spreadsheet import safe_cell

SESSIONS, FAILURES, MANIFEST = "sessions.parquet", "failures.csv", "manifest.json"
# Rows of sessions.parquet are gathered to groups of this size, so that many small chunks make few row groups.
_ROW_GROUP = 1_024


def finish(store: Store, head: Mapping[str, Any], schema: pa.Schema, *, named: Mapping[str, str]) -> dict[str, Any]:
    """Write the run's closing files from its receipts and return the manifest.

    Names that the user gave and that were heard in no session are told at the end of the failures, of no file: only
    now is it known that nobody has them. ``named`` says what stands for each, by the key that receipts count.
    The manifest is written last: where it stands, everything does.
    """
    totals: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    heard: set[str] = set()
    table = io.StringIO(newline="")
    failures = csv.writer(table, lineterminator="\n")
    failures.writerow(["file", "line", "reason"])
    waiting: list[Mapping[str, Any]] = []
    with store.open_write(SESSIONS) as handle, open_session_writer(handle, schema) as writer:
        for receipt, sessions, failed in read_receipts(store):
            totals.update(
                sessions=receipt.sessions, utterances=receipt.utterances, failures=receipt.failures, chunks=1
            )
            roles.update(receipt.roles)
            labels.update(receipt.labels)
            heard.update(receipt.heard)
            failures.writerows([safe_cell(f.file), f.line, safe_cell(f.reason)] for f in failed)
            waiting += sessions
            if len(waiting) >= _ROW_GROUP:
                writer.write_table(_table(waiting, schema))
                waiting = []
        writer.write_table(_table(waiting, schema))
    for name in (name for key, name in named.items() if key not in heard):
        totals["failures"] += 1
        failures.writerow(["", None, f"nobody of the name given with {name} speaks in any session"])
    with store.open_write(FAILURES) as handle:
        handle.write(table.getvalue().encode())
    manifest = {
        **head,
        "counts": {
            **{name: totals[name] for name in ("sessions", "utterances", "failures", "chunks")},
            "roles": dict(sorted(roles.items())),
            "labels": dict(sorted(labels.items())),
        },
    }
    with store.open_write(MANIFEST) as handle:
        handle.write((json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())
    return manifest


def _table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)
