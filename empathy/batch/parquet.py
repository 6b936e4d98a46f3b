"""Parquet tables of utterances as input: streamed batch by batch, a row an utterance."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from empathy.errors import InputError
from empathy.ingest.columns import Columns, find_columns
from empathy.ingest.found import to_transcript
from empathy.ingest.options import ColumnMap
from empathy.ingest.rows import Row, sessions_of
from empathy.transcript import Transcript

_ROWS = 8192


def read_parquet(path: Path, columns: ColumnMap) -> Iterator[Transcript]:
    """Read the sessions of a Parquet file; the rows of a session have to stand together.

    Columns are recognised by name as in a CSV. Memory stays flat: a batch of rows at a time.

    Raises:
        InputError: no such columns, or a session's rows stand apart (with the row, from 1).
    """
    try:
        with pq.ParquetFile(path) as file:
            header = file.schema_arrow.names
            places = find_columns(header, columns, path=path)
            rows = _contiguous(_rows(file, header, places), places, path)
            for found in sessions_of(rows, places, format_name="Parquet", notes=()):
                yield to_transcript(found, path=path)
    except pa.ArrowException as error:
        raise InputError("cannot be read as Parquet", path=path) from error


def _rows(file: pq.ParquetFile, header: list[str], places: Columns) -> Iterator[Row]:
    line = 0
    wanted = [header[place] for place in sorted(places.used)]
    for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
        columns = [batch.column(name).to_pylist() if name in wanted else [None] * len(batch) for name in header]
        for cells in zip(*columns, strict=True):
            line += 1
            yield Row(line=line, cells=cells)


def _contiguous(rows: Iterator[Row], places: Columns, path: Path) -> Iterator[Row]:
    seen: set[str] = set()
    current = None
    for row in rows:
        name = row.text(places.session)
        if name != current:
            if name in seen:
                raise InputError(
                    "the rows of one session stand apart",
                    path=path,
                    line=row.line,
                    hint="Sort the file by session.",
                )
            seen.add(name)
            current = name
        yield row
