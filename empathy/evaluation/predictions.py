"""Predictions made before or now: records of the output contract, by session and utterance."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from empathy.corpora.codetable import open_table
from empathy.errors import InputError

Markers = Mapping[str, Mapping[str, Any]]
# session -> utterance -> marker -> {"label", "probability", "probabilities", …}
Predictions = Mapping[str, Mapping[int, Markers]]
_WANTED = ("session", "utterance", "markers")
_PROBABILITY = re.compile(r"(.+)\.p\((.+)\)")


class Namesake(str):
    """The name under which one of several sessions of a run is kept that are all called ``session``.

    It has the session's key in the run, so that it is no other's; which of the corpus's it is, its place may tell.
    """

    __slots__ = ("session",)
    session: str

    @classmethod
    def of(cls, session: str, key: str) -> "Namesake":
        """Return the name of the session that has this key."""
        name = cls(f"{session} ({key})")
        name.session = session
        return name


def read_predictions(path: Path) -> Predictions:
    """Read what ``empathy score`` (JSONL, JSON, CSV, Parquet) or ``empathy batch`` (its folder) wrote.

    Sessions of a batch that are called alike are kept apart, each as a :class:`Namesake`.

    Raises:
        InputError: no such file, not of this kind, or an utterance that stands there twice.
    """
    try:
        return collect(_records(path))
    except InputError as error:
        raise error.at(path) from error


def collect(records: Iterable[Mapping[str, Any]]) -> Predictions:
    """Bring records into the order in which they are looked up, by the run's ``key`` where they have one.

    Raises:
        InputError: an utterance that stands there twice.
    """
    found: dict[tuple[str, str], dict[int, Markers]] = {}
    for record in records:
        session, utterance = str(record["session"]), int(record["utterance"])
        utterances = found.setdefault((session, str(record.get("key") or "")), {})
        if utterance in utterances:
            raise InputError(
                f"session {session!r}, utterance {utterance} stands there twice",
                hint="Each session needs a name of its own, and each file is to be scored once.",
            )
        markers = {marker: score for marker, score in record["markers"].items() if score is not None}
        utterances[utterance] = markers
    alike = Counter(session for session, _ in found)
    return {
        Namesake.of(session, key) if alike[session] > 1 else session: utterances
        for (session, key), utterances in found.items()
    }


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
        for line, record in _READERS.get(file.suffix.lower(), _json)(file):
            if not _is_scored(record):
                raise _other(file, line)
            yield record


def _parquet(path: Path) -> Iterator[tuple[None, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        columns = [name for name in ("key", *_WANTED) if name in file.schema_arrow.names]
        for batch in file.iter_batches(columns=columns):
            yield from ((None, record) for record in batch.to_pylist())
    except (pa.ArrowException, OSError) as error:
        raise _other(path, None) from error


def _csv(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield the records of a table that spreads a marker over ``marker.label`` and one ``marker.p(value)`` each."""
    table = open_table(path, ("session", "utterance", "speaker", "role", "text"))
    table.refuse_twins({name.casefold() for name in table.header}, capitals=True)
    spread = [found for name in table.header if (found := _PROBABILITY.fullmatch(name))]
    if not spread or not {"session", "utterance"} <= set(table.header):
        raise _other(path, table.line)
    for line, row in table.rows():
        markers: dict[str, dict[str, Any]] = {}
        try:
            for column in spread:
                marker, value = column.groups()
                if label := row[f"{marker}.label"]:
                    score = markers.setdefault(marker, {"label": label, "probabilities": {}})
                    score["probabilities"][value] = float(row[column[0]])
            yield line, {"session": row["session"], "utterance": int(row["utterance"]), "markers": markers}
        except (KeyError, ValueError):
            raise _other(path, line) from None


def _json(path: Path) -> Iterator[tuple[int | None, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise _other(path, None) from error
    if text.lstrip().startswith("["):
        yield from ((None, record) for record in _parsed(text, path, None))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _parsed(line, path, number)


def _parsed(text: str, path: Path, line: int | None) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _other(path, line) from None


def _is_scored(record: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    """Whether a record has a session, an utterance's number, and markers with what figures are computed from."""
    if not isinstance(record, dict) or not set(_WANTED) <= record.keys():
        return False
    number, markers = record["utterance"], record["markers"]
    return (
        str(number).isdecimal()
        and isinstance(markers, dict)
        and all(score is None or _is_score(score) for score in markers.values())
    )


def _is_score(score: Any) -> bool:  # noqa: ANN401 - whatever the file holds
    return isinstance(score, dict) and "label" in score and isinstance(score.get("probabilities"), dict)


def _other(path: Path, line: int | None) -> InputError:
    return InputError(
        "expected records of `empathy score`, as JSON Lines, JSON, CSV or Parquet",
        path=path,
        line=line,
        hint="Each has 'session', 'utterance' and 'markers'. Give what `empathy score` or `empathy batch` wrote.",
    )


_READERS: Mapping[str, Callable[[Path], Iterator[tuple[int | None, Any]]]] = {".parquet": _parquet, ".csv": _csv}
