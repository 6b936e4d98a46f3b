"""Files that this program wrote itself: scores and reports in a folder are no transcripts to read again."""

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path

# Room for the first record of scores with a long turn; a file is looked at this far and no further.
_HEAD = 64 * 1024
# What only our own files have at once: a record of scores, the manifest of a run of batch, its tables.
_OBJECTS = (frozenset(("schema", "markers")), frozenset(("schema", "empathy", "inputs", "counts")))
_TABLES = (frozenset(("schema", "markers")), frozenset(("key", "session", "source", "model")))
_FAILURES = ["file", "line", "reason"]
_REPORT = re.compile(r'\A\s*\{[^\[]{0,1000}?"kind"\s*:\s*"empathy-report"')
_JSON = (".json", ".jsonl", ".ndjson")
_PARQUET = (".parquet", ".pq")


def is_own_export(path: Path) -> bool:
    """Whether a file begins as the scores, reports and results of batch do that this program writes.

    False where it cannot be read: its reader says why.
    """
    kind = path.suffix.lower()
    if kind in _PARQUET:
        return _is_table_of_scores(path)
    if kind != ".csv" and kind not in _JSON:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    return _has_header_of_scores(head) if kind == ".csv" else _begins_with_scores(head)


def _begins_with_scores(head: str) -> bool:
    """Look at the first object alone: the whole file may be of any size."""
    if _REPORT.match(head):
        return True
    start = head.lstrip().removeprefix("[").lstrip()
    try:
        first, _ = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, Mapping) and any(keys <= first.keys() for keys in _OBJECTS)


def _has_header_of_scores(head: str) -> bool:
    names = next(csv.reader([head.partition("\n")[0].rstrip("\r")]), [])
    return names == _FAILURES or (names[:1] == ["schema"] and any(n.endswith(".probability") for n in names))


def _is_table_of_scores(path: Path) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = set(pq.read_schema(path).names)
    except (OSError, pa.ArrowException):
        return False
    return any(columns <= names for columns in _TABLES)
