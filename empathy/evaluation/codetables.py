"""Tables of codes in our own layouts, a row an utterance or a row a code -> codes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from empathy.corpora.codetable import CodeTable, code_shown, open_table
from empathy.errors import InputError
from empathy.evaluation.coders.names import CodeNames
from empathy.evaluation.codes import Codes
from empathy.evaluation.misspelt import misspelt_columns
from empathy.ingest.columns import listed
from empathy.markers.catalogue import Catalogue, codebook

# Names under which tools keep what we need, compared in lower case.
SESSION = ("session", "conversation", "transcript_id", "conversation_id", "session_id", "document name", "document")
UTTERANCE = ("utterance", "utterance_id", "turn", "unit", "segment_id", "line")
CODER = ("coder", "annotator", "annotator_id", "rater", "completed_by", "coder_id", "codername", "coder name")
TEXT = ("text", "utterance_text", "segment")
MARKER = ("marker", "code_name", "variable")
VALUE = ("value", "code", "label", "final")
# What else stands in tables of codes, and is none.
_BESIDE = ("schema", "id", "start", "end", "time", "timestamp", "speaker", "interlocutor", "role", "context", "how")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    session: str | None
    utterance: str
    coder: str | None
    text: str | None
    marker: str | None
    value: str | None
    wide: Mapping[str, str]


def read_code_table(path: Path, coder: str, codes: Codes, names: CodeNames | None) -> int:
    """Add a table's codes to ``codes``; return how many cells held no value of their marker, but a mapped code.

    Args:
        path: the table, wide or long.
        coder: who coded where no column says so.
        codes: where the codes are added.
        names: what codes mean that are no value of their marker; None where no mapping was given.

    Raises:
        InputError: naming the file, line and column at fault.
    """
    known, mapped = _known(codes.book), 0
    table = open_table(path, known)
    columns = _columns(table, codes.book)
    table.refuse_twins({*known, *(column.casefold() for column in columns.wide.values())})
    codes.notices.extend(f"{path.name}: {told}" for told in _misspelt(table, columns, codes.book))
    codes.notices.extend(f"{path.name}: {told}" for told in _not_read(table, columns, codes.book))
    for line, cells in table.rows():
        unit = (cells[columns.session] if columns.session else path.stem, cells[columns.utterance])
        who = (columns.coder and cells[columns.coder]) or coder
        if columns.text:
            codes.add_text(unit, cells[columns.text], who)
        for marker, column in _cells(cells, columns):
            code = _unwrapped(cells[column], path, line, column)
            value = _meant(marker, code, names, codes.book)
            mapped += value != code
            if value:
                check_value(
                    codes.book, marker, value, path, line, column, hint=" --mapping gives other codes a meaning."
                )
                codes.add(marker, unit, who, value, path=path, line=line)
    return mapped


def _misspelt(table: CodeTable, columns: _Columns, book: Catalogue) -> Iterator[str]:
    """Yield what to say of columns that look like one that is read, where that one is missing."""
    # of a table that names markers in a column, no other column is one
    markers = () if columns.marker and columns.value else (m for m in book.ids if m not in columns.wide)
    named = {SESSION[0]: columns.session, CODER[0]: columns.coder, TEXT[0]: columns.text}
    yield from misspelt_columns(
        table.header, _known(book), (*markers, *(name for name, found in named.items() if found is None))
    )


def _not_read(table: CodeTable, columns: _Columns, book: Catalogue) -> Iterator[str]:
    """Yield what to say of columns that may be markers of the coders' own, where no codebook tells of them."""
    if book is not codebook() or not columns.wide:
        return
    known = {*_known(book), *_BESIDE}
    told = " ".join(_misspelt(table, columns, book))
    left = [n for n in table.header if n and "." not in n and n.casefold() not in known and repr(n) not in told]
    if left:
        yield f"not read: {listed(left)}. Columns of your own markers are told by --codebook."


def _cells(cells: Mapping[str, str], columns: _Columns) -> Iterator[tuple[str, str]]:
    """Yield the markers that a row may code, each with the column that holds its code."""
    if columns.marker is not None and columns.value is not None:
        yield cells[columns.marker], columns.value
    else:
        yield from columns.wide.items()


def _meant(marker: str, code: str, names: CodeNames | None, book: Catalogue) -> str:
    """Return the marker's value that a code means: itself, or what the mapping says; "" for one to be left out."""
    if not code or names is None or marker not in book.ids or code in book[marker].values:
        return code
    meanings = names.find(code)
    if not meanings:
        return code if meanings is None else ""
    for meaning in meanings:
        if meaning.marker == marker:
            return meaning.value
        if meaning.marker is None and meaning.role is book[marker].role:
            return book[marker].negative
    return code


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


def check_value(
    book: Catalogue, marker: str, value: str, path: Path, line: int | None, column: str, *, hint: str = ""
) -> None:
    """Refuse a value that a marker of the codebook does not have.

    Raises:
        InputError: naming the value, unless it is too long for a code: then it may be somebody's words.
    """
    if marker in book.ids and value not in book[marker].values:
        raise InputError(
            f"{marker!r} has no such value{code_shown(value)}",
            path=path,
            line=line,
            column=column,
            hint=f"It has: {', '.join(book[marker].values)}.{hint}",
        )


def _known(book: Catalogue) -> tuple[str, ...]:
    ours = (name for m in book.ids for name in (m, f"{m}.label", f"standoff.{m}"))
    return (*SESSION, *UTTERANCE, *CODER, *TEXT, *MARKER, *VALUE, *ours)


def _columns(table: CodeTable, book: Catalogue) -> _Columns:
    names = {name.casefold(): name for name in table.header if name}

    def find(known: Sequence[str]) -> str | None:
        return next((names[name] for name in known if name in names), None)

    utterance = find(UTTERANCE)
    if utterance is None:
        raise table.lacks("utterance", _known(book), message="no column names the utterance")
    # a score export spreads a marker over "reflection.label", "reflection.probability", …
    wide = {m: names[c] for m in book.ids for c in (m, f"{m}.label", f"standoff.{m}") if c in names}
    # … a programme's own markers too
    wide |= {n.removesuffix(".label"): n for n in names.values() if n.endswith(".label") and n not in wide.values()}
    marker, value = find(MARKER), find(VALUE)
    if not wide and not (marker and value):
        near = "".join(f" {told}" for told in misspelt_columns(table.header, _known(book), book.ids))
        raise InputError(
            "no column is called like a marker",
            path=table.path,
            line=table.line,
            hint="Expected columns such as 'reflection', or a pair 'marker' and 'value'. Columns of your own "
            f"markers are told by --codebook.{near}",
        )
    session, coder, text = find(SESSION), find(CODER), find(TEXT)
    return _Columns(
        session=session, utterance=utterance, coder=coder, text=text, marker=marker, value=value, wide=wide
    )
