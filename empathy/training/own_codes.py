"""A table of own codes: session, utterance, and a column a marker, or marker and value in columns of their own."""

from pathlib import Path

from empathy.corpora.codetable import CodeTable, open_table
from empathy.errors import InputError
from empathy.markers.catalogue import Catalogue

OwnCodes = dict[str, dict[tuple[str, int], str]]
_SESSION = ("session", "conversation", "transcript_id", "conversation_id")
_UTTERANCE = ("utterance", "utterance_id", "turn")
_LONG = ("marker", "value")


def read_own_codes(path: Path, book: Catalogue) -> OwnCodes:
    """Read the codes of a codebook's markers; empty cells are "not coded", other columns are left alone.

    Raises:
        InputError: a file that cannot be read, a missing column, a row of too many cells, an utterance that is no
            number, or a value that the marker lacks.
    """
    codes: OwnCodes = {}
    known = (*_SESSION, *_UTTERANCE, *_LONG, *book.ids)
    table = open_table(path, known)
    session, utterance = _column(table, _SESSION, known), _column(table, _UTTERANCE, known)
    wide = [marker for marker in book.ids if marker in table.header]
    long = set(_LONG) <= set(table.header)
    if not wide and not long:
        raise InputError(
            "no column is called like a marker", path=path, line=table.line, hint=f"Known: {', '.join(book.ids)}."
        )
    for line, row in table.rows():
        if not row[utterance].strip().isdecimal():
            raise InputError("expected a number from 0", path=path, line=line, column=utterance)
        unit = (row[session], int(row[utterance]))
        given = {row["marker"]: row["value"]} if long and not wide else {marker: row[marker] for marker in wide}
        for marker, value in given.items():
            if value.strip() and marker in book.ids:
                _check(book, marker, value.strip(), path, line)
                codes.setdefault(marker, {})[unit] = value.strip()
    if not codes:
        raise InputError("holds no code of the codebook's markers", path=path)
    return codes


def _column(table: CodeTable, names: tuple[str, ...], known: tuple[str, ...]) -> str:
    for name in names:
        if name in table.header:
            return name
    raise table.lacks(names[0], known)


def _check(book: Catalogue, marker: str, value: str, path: Path, line: int) -> None:
    if value not in book[marker].values:
        known = ", ".join(book[marker].values)
        raise InputError("no such value", path=path, line=line, column=marker, hint=f"{marker!r} has: {known}.")
