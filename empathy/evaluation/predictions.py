"""Predictions made before or now: records of the output contract, by session and utterance."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from empathy.errors import InputError

Markers = Mapping[str, Mapping[str, Any]]
# session -> utterance -> marker -> {"label", "probability", "probabilities", …}
Predictions = Mapping[str, Mapping[int, Markers]]


def read_predictions(path: Path) -> Predictions:
    """Read what ``empathy score`` (JSONL, JSON, Parquet) or ``empathy batch`` (its folder) wrote.

    Raises:
        InputError: no such file, or not of this kind.
    """
    return collect(_records(path))


def collect(records: Iterable[Mapping[str, Any]]) -> Predictions:
    """Bring records into the order in which they are looked up."""
    found: dict[str, dict[int, Markers]] = {}
    for record in records:
        markers = {marker: score for marker, score in record["markers"].items() if score is not None}
        found.setdefault(str(record["session"]), {})[int(record["utterance"])] = markers
    return found


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.is_dir():
        folder = path / "utterances" if (path / "utterances").is_dir() else path
        files = sorted(folder.glob("*.parquet"))
        if not files:
            raise InputError("holds no output of `empathy batch`", path=path)
    elif path.is_file():
        files = [path]
    else:
        raise InputError("there is no such file or folder", path=path)
    for file in files:
        yield from _file_records(file)


def _file_records(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        for batch in pq.ParquetFile(path).iter_batches(columns=["session", "utterance", "markers"]):
            yield from batch.to_pylist()
        return
    try:
        text = path.read_text(encoding="utf-8")
        lines = (
            json.loads(text) if text.lstrip().startswith("[") else map(json.loads, filter(None, text.split("\n")))
        )
        for record in lines:
            if not {"session", "utterance", "markers"} <= record.keys():
                raise InputError("expected records of `empathy score`", path=path)
            yield record
    except (json.JSONDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise InputError("expected JSON Lines, JSON or Parquet of `empathy score`", path=path) from error
