"""Coders' files -> codes: our own tables, wide or long, scored sessions, and what the tools of the field export."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from empathy.corpora.codetable import encoding_of
from empathy.corpora.labelstudio import read_annotations
from empathy.errors import InputError
from empathy.evaluation.coders import cacti, exports, refi
from empathy.evaluation.coders.grid import read_grid
from empathy.evaluation.coders.names import CodeNames
from empathy.evaluation.coders.segments import Segment, add_segments
from empathy.evaluation.codes import Codes
from empathy.evaluation.codetables import check_value, read_code_table
from empathy.evaluation.misspelt import check_units, misspelt_markers
from empathy.evaluation.wording import check_texts
from empathy.ingest.jsonvalues import parse
from empathy.ingest.source import open_text
from empathy.markers.catalogue import read_catalogue, with_own

# What a folder of a coder is searched for.
_SUFFIXES = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".xlsx", ".casaa", ".qdpx", ".qde")

_RECORD = (
    "Expected records with 'session', 'utterance' and 'markers', as `empathy score -o FILE.jsonl` writes them."
)


def read_codes(paths: Sequence[Path], mapping: Path | None = None, own: Path | None = None) -> Codes:
    """Read the files of one or more coders; a file without a coder column is one coder's, named by the file.

    Args:
        paths: files, or folders: a folder holds one coder's files and names the coder.
        mapping: what codes that are not the codebook's mean; see :meth:`CodeNames.read`.
        own: a codebook of the coders' own markers, laid out as ``configs/markers.toml``.

    Raises:
        InputError: naming the file, line and column at fault, a coder's two values of one marker for an utterance,
            or coders whose texts show that they did not code the same utterances.
        ConfigError: a mapping or codebook at fault, used or not.
    """
    codes = Codes(book=with_own(read_catalogue(own).markers)) if own else Codes()
    segments, mapped = list[Segment](), 0
    # read though it may not be needed, so that a path that is mistyped is told
    names = CodeNames.read(mapping, codes.book) if mapping else None
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
            found = _exported(file, coder, codes, one_of_many=len(files) > 1)
            segments += found or ()
            mapped += read_code_table(file, coder, codes, names) if found is None else 0
    if segments:
        add_segments(segments, names, codes)
    elif mapping and not mapped:
        codes.notices.append(
            f"The mapping {mapping.name} was not used: no file holds a code that is not the codebook's."
        )
    if len(codes.coders) < 2:
        raise InputError(
            f"two coders or more are needed, {len(codes.coders)} found",
            path=paths[0],
            hint=" ".join(("Give a file for each coder, or one file with a column 'coder'.", *codes.notices)),
        )
    codes.notices.extend(misspelt_markers(codes.codes, codes.book))
    check_units(codes)
    check_texts(codes)
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


def _exported(path: Path, coder: str, codes: Codes, *, one_of_many: bool) -> list[Segment] | None:
    """Return the segments of a tool's export; None for any other table."""
    grid = read_grid(path, exports.WANTED)
    codes.notices.extend(f"{path.name}: {note}." for note in grid.notes)
    tool = exports.tool_of(grid)
    if tool == exports.MAXQDA:
        return list(exports.read_maxqda(grid, coder))
    if tool == exports.ATLAS:
        return list(exports.read_atlas(grid, coder, one_of_many=one_of_many))
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise InputError(
            "is no export of coded segments that is known",
            path=path,
            line=1,
            hint="Known workbooks: MAXQDA's coded segments, ATLAS.ti's quotations; save any other table as CSV.",
        )
    return None


def _read_json(path: Path, coder: str, codes: Codes) -> None:
    records = list(_records(path, codes))
    first = records[0][1] if records else None
    if isinstance(first, dict) and "annotations" in first:
        for annotated in read_annotations(path, codes.book):
            codes.add_text(annotated.unit, annotated.text, annotated.coder)
            codes.add(annotated.marker, annotated.unit, annotated.coder, annotated.value, path=path)
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
    codes.add_text(unit, str(record.get("text") or ""), coder)
    for marker, score in record["markers"].items():
        label = score.get("label") if isinstance(score, dict) else None
        if not isinstance(label, str):
            raise InputError("expected a marker's score with its 'label'", path=path, line=line, hint=_RECORD)
        check_value(codes.book, marker, label, path, line, "markers")
        codes.add(marker, unit, coder, label, path=path, line=line)
