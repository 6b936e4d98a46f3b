"""A table of own codes: session, utterance, and a column a marker, or marker and value in columns of their own."""

import csv
from pathlib import Path

from empathy.errors import InputError
from empathy.markers.catalogue import Catalogue

OwnCodes = dict[str, dict[tuple[str, int], str]]
_SESSION = ("session", "conversation", "transcript_id", "conversation_id")
_UTTERANCE = ("utterance", "utterance_id", "turn")


def read_own_codes(path: Path, book: Catalogue) -> OwnCodes:
    """Read the codes of a codebook's markers; empty cells are "not coded", other columns are left alone.

    Raises:
        InputError: a missing column, an utterance that is no number, or a value that the marker lacks.
    """
    codes: OwnCodes = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        session, utterance = _column(names, _SESSION, path), _column(names, _UTTERANCE, path)
        wide = [marker for marker in book.ids if marker in names]
        long = {"marker", "value"} <= set(names)
        if not wide and not long:
            raise InputError(
                "no column is called like a marker", path=path, line=1, hint=f"Known: {', '.join(book.ids)}."
            )
        for row in reader:
            if not row[utterance].strip().isdecimal():
                raise InputError("expected a number from 0", path=path, line=reader.line_num, column=utterance)
            unit = (row[session], int(row[utterance]))
            given = {row["marker"]: row["value"]} if long and not wide else {marker: row[marker] for marker in wide}
            for marker, value in given.items():
                if value.strip() and marker in book.ids:
                    _check(book, marker, value.strip(), path, reader.line_num)
                    codes.setdefault(marker, {})[unit] = value.strip()
    if not codes:
        raise InputError("holds no code of the codebook's markers", path=path)
    return codes


def _column(names: list[str], known: tuple[str, ...], path: Path) -> str:
    for name in known:
        if name in names:
            return name
    raise InputError("no such column", path=path, line=1, column=known[0], hint=f"Found: {', '.join(names)}.")


def _check(book: Catalogue, marker: str, value: str, path: Path, line: int) -> None:
    if value not in book[marker].values:
        known = ", ".join(book[marker].values)
        raise InputError("no such value", path=path, line=line, column=marker, hint=f"{marker!r} has: {known}.")
