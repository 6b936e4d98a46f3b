"""Coders' files -> codes: our own tables, wide or long, scored sessions, and what the tools of the field export."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from empathy.corpora.codetable import CodeTable, encoding_of, open_table
from empathy.corpora.labelstudio import read_annotations
from empathy.errors import InputError
from empathy.evaluation.coders import cacti, exports, refi
from empathy.evaluation.coders.grid import read_grid
from empathy.evaluation.coders.names import CodeNames
from empathy.evaluation.coders.segments import Segment, add_segments
from empathy.evaluation.codes import Codes
from empathy.ingest.jsonvalues import parse
from empathy.ingest.source import open_text
from empathy.markers.catalogue import codebook

# What a folder of a coder is searched for.
_SUFFIXES = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".xlsx", ".casaa", ".qdpx", ".qde")

# Names under which tools keep what we need, compared in lower case.
SESSION = ("session", "conversation", "transcript_id", "conversation_id", "session_id", "document name", "document")
UTTERANCE = ("utterance", "utterance_id", "turn", "unit", "segment_id", "line")
CODER = ("coder", "annotator", "annotator_id", "rater", "completed_by", "coder_id", "codername", "coder name")
TEXT = ("text", "utterance_text", "segment")
MARKER = ("marker", "code_name", "variable")
VALUE = ("value", "code", "label", "final")
_RECORD = (
    "Expected records with 'session', 'utterance' and 'markers', as `empathy score -o FILE.jsonl` writes them."
)


def read_codes(paths: Sequence[Path], mapping: Path | None = None) -> Codes:
    """Read the files of one or more coders; a file without a coder column is one coder's, named by the file.

    Args:
        paths: files, or folders: a folder holds one coder's files and names the coder.
        mapping: what the codes of other tools mean; see :meth:`CodeNames.read`.

    Raises:
        InputError: naming the file, line and column at fault. ConfigError: a mapping at fault, used or not.
    """
    codes, segments = Codes(), list[Segment]()
    # read though it may not be needed, so that a path that is mistyped is told
    names = CodeNames.read(mapping) if mapping else None
    files = [file for path in paths for file in coder_files(path)]
    for file, coder in files:
        suffix = file.suffix.lower()
        if suffix in cacti.SUFFIXES:
            segments += cacti.read_cacti(file, coder)
        elif suffix in refi.SUFFIXES:
            segments += _project(file, coder, codes)
        elif suffix in (".json", ".jsonl"):
            _read_json(file, coder, codes)
        else:
            segments += _read_table(file, coder, codes, one_of_many=len(files) > 1)
    if segments:
        add_segments(segments, names, codes)
    elif mapping:
        codes.notices.append(
            f"The mapping {mapping.name} was not used: it says what the codes of other tools mean, and no file "
            "holds a tool's coded segments."
        )
    if len(codes.coders) < 2:
        raise InputError(
            f"two coders or more are needed, {len(codes.coders)} found",
            path=paths[0],
            hint="Give a file for each coder, or one file with a column 'coder'.",
        )
    return codes


def coder_files(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield files with the coder that they belong to if they name none: the folder given, else the file itself."""
    if path.is_dir():
        found = sorted(
            f for f in path.iterdir() if f.suffix.lower() in _SUFFIXES and not f.name.startswith((".", "~$"))
        )
        if not found:
            raise InputError("this folder holds no coder's file", path=path, hint=f"Known: {', '.join(_SUFFIXES)}.")
        yield from ((file, path.resolve().name) for file in found)
    elif path.is_file():
        yield path, path.stem
    else:
        raise InputError("there is no such file or folder", path=path)


def _project(path: Path, coder: str, codes: Codes) -> Sequence[Segment]:
    found = refi.read_refi(path, coder)
    codes.texts.update(found.texts)
    codes.notices.extend(found.notices)
    return found.segments


def _read_table(path: Path, coder: str, codes: Codes, *, one_of_many: bool) -> Iterator[Segment]:
    """Yield the segments of a tool's export; a table of our own layouts goes into ``codes`` at once."""
    grid = read_grid(path, exports.WANTED)
    codes.notices.extend(f"{path.name}: {note}." for note in grid.notes)
    tool = exports.tool_of(grid)
    if tool == exports.MAXQDA:
        yield from exports.read_maxqda(grid, coder)
    elif tool == exports.ATLAS:
        yield from exports.read_atlas(grid, coder, one_of_many=one_of_many)
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        raise InputError(
            "is no export of coded segments that is known",
            path=path,
            line=1,
            hint="Known workbooks: MAXQDA's coded segments, ATLAS.ti's quotations; save any other table as CSV.",
        )
    else:
        _read_csv(path, coder, codes)


def _read_json(path: Path, coder: str, codes: Codes) -> None:
    records = list(_records(path, codes))
    first = records[0][1] if records else None
    if isinstance(first, dict) and "annotations" in first:
        for annotated in read_annotations(path):
            codes.texts.setdefault(annotated.unit, annotated.text)
            codes.add(annotated.marker, annotated.unit, annotated.coder, annotated.value)
        return
    for line, record in records:
        _add_record(record, coder, codes, path, line)


def _records(path: Path, codes: Codes) -> Iterator[tuple[int | None, object]]:
    """Yield the records of a list, or those of a file that has one a line with their lines."""
    encoding = encoding_of(path)
    codes.notices.extend(f"{path.name}: {note}." for note in encoding.notes)
    with open_text(path, encoding) as file:
        text = file.read().removeprefix("\ufeff")
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    is_list = text.lstrip().startswith("[")
    # a document of several lines, which is none of ours: to be told so, and not that its first line is broken
    is_one = path.suffix.lower() == ".json" and bool(lines) and not lines[0][1].rstrip().endswith("}")
    if is_list or is_one:
        content = parse(text, path=path)
        yield from ((None, record) for record in (content if isinstance(content, list) else [content]))
    else:
        yield from ((number, parse(line, path=path, line=number)) for number, line in lines)


def _add_record(record: object, coder: str, codes: Codes, path: Path, line: int | None) -> None:
    """Take a record of the output contract as the codes of a coder called like the file."""
    wanted = {"session", "utterance", "markers"}
    if not (isinstance(record, dict) and wanted <= record.keys() and isinstance(record["markers"], dict)):
        raise InputError("expected a scored utterance", path=path, line=line, hint=_RECORD)
    unit = (str(record["session"]), str(record["utterance"]))
    codes.texts.setdefault(unit, str(record.get("text") or ""))
    for marker, score in record["markers"].items():
        label = score.get("label") if isinstance(score, dict) else None
        if not isinstance(label, str):
            raise InputError("expected a marker's score with its 'label'", path=path, line=line, hint=_RECORD)
        _check(marker, label, path, line, "markers")
        codes.add(marker, unit, coder, label)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    session: str | None
    utterance: str
    coder: str | None
    text: str | None
    marker: str | None
    value: str | None
    wide: Mapping[str, str]


def _read_csv(path: Path, coder: str, codes: Codes) -> None:
    table = open_table(path, _known())
    columns = _columns(table)
    for line, cells in table.rows():
        unit = (cells[columns.session] if columns.session else path.stem, cells[columns.utterance])
        who = (columns.coder and cells[columns.coder]) or coder
        if columns.text:
            codes.texts.setdefault(unit, cells[columns.text])
        for marker, value in _cells(cells, columns, path, line):
            codes.add(marker, unit, who, value)


def _cells(cells: Mapping[str, str], columns: _Columns, path: Path, line: int) -> Iterator[tuple[str, str]]:
    wide = columns.wide
    if columns.marker is not None and columns.value is not None:
        wide = {cells[columns.marker]: columns.value}
    for marker, column in wide.items():
        value = _unwrapped(cells[column], path, line, column)
        if value:
            _check(marker, value, path, line, column)
            yield marker, value


def _unwrapped(cell: str, path: Path, line: int, column: str) -> str:
    """Return a cell's code; Label Studio's CSV writes several choices as JSON, of which the first counts."""
    cell = cell.strip()
    if not cell.startswith('{"choices"'):
        return cell
    try:
        chosen = json.loads(cell)["choices"]
    except (ValueError, RecursionError):
        chosen = None
    if not isinstance(chosen, list):
        raise InputError("expected choices as Label Studio writes them", path=path, line=line, column=column)
    return str(chosen[0]) if chosen else ""


def _check(marker: str, value: str, path: Path, line: int | None, column: str) -> None:
    book = codebook()
    if marker in book.ids and value not in book[marker].values:
        known = ", ".join(book[marker].values)
        raise InputError(
            f"{marker!r} has no such value", path=path, line=line, column=column, hint=f"It has: {known}."
        )


def _known() -> tuple[str, ...]:
    ours = (name for m in codebook().ids for name in (m, f"{m}.label", f"standoff.{m}"))
    return (*SESSION, *UTTERANCE, *CODER, *TEXT, *MARKER, *VALUE, *ours)


def _columns(table: CodeTable) -> _Columns:
    names = {name.casefold(): name for name in table.header if name}

    def find(known: Sequence[str]) -> str | None:
        return next((names[name] for name in known if name in names), None)

    utterance = find(UTTERANCE)
    if utterance is None:
        raise table.lacks("utterance", _known(), message="no column names the utterance")
    # a score export spreads a marker over "reflection.label", "reflection.probability", …
    wide = {m: names[c] for m in codebook().ids for c in (m, f"{m}.label", f"standoff.{m}") if c in names}
    # … a programme's own markers too
    wide |= {n.removesuffix(".label"): n for n in names.values() if n.endswith(".label") and n not in wide.values()}
    marker, value = find(MARKER), find(VALUE)
    if not wide and not (marker and value):
        raise InputError(
            "no column is called like a marker",
            path=table.path,
            line=table.line,
            hint="Expected columns such as 'reflection', or a pair 'marker' and 'value'.",
        )
    session, coder, text = find(SESSION), find(CODER), find(TEXT)
    return _Columns(
        session=session, utterance=utterance, coder=coder, text=text, marker=marker, value=value, wide=wide
    )
