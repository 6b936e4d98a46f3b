"""A table of own codes: session, utterance, and a column a marker, or marker and value in columns of their own."""

from collections.abc import Callable, Mapping
from pathlib import Path

from empathy.corpora.codetable import CodeTable, code_shown, open_table
from empathy.errors import InputError
from empathy.markers.catalogue import Catalogue, Marker
from empathy.plural import plural
from empathy.transcript import Role

OwnCodes = dict[str, dict[tuple[str, int], str]]
_SESSION = ("session", "conversation", "transcript_id", "conversation_id")
_UTTERANCE = ("utterance", "utterance_id", "turn")
_LONG = ("marker", "value")


def read_own_codes(path: Path, book: Catalogue) -> OwnCodes:
    """Read the codes of a codebook's markers; empty cells are "not coded", other columns are left alone.

    Raises:
        InputError: a file that cannot be read, a column that is missing or there twice, a row of too many cells, an
            utterance that is no number, a value that the marker lacks, or an utterance that has two values of one.
    """
    codes: OwnCodes = {}
    lines: dict[tuple[str, tuple[str, int]], int] = {}
    known = (*_SESSION, *_UTTERANCE, *_LONG, *book.ids)
    table = open_table(path, known)
    table.refuse_twins({name.casefold() for name in known}, capitals=True)
    session, utterance = _column(table, _SESSION, known), _column(table, _UTTERANCE, known)
    wide = {marker: column for marker in book.ids if (column := _find(table, marker))}
    long = [column for name in _LONG if (column := _find(table, name))]
    if not wide and len(long) < len(_LONG):
        raise InputError(
            "no column is called like a marker", path=path, line=table.line, hint=f"Known: {', '.join(book.ids)}."
        )
    for line, row in table.rows():
        if not row[utterance].strip().isdecimal():
            raise InputError("expected a number from 0", path=path, line=line, column=utterance)
        unit = (row[session], int(row[utterance]))
        for marker, column in (wide or {row[long[0]]: long[1]}).items():
            value = row[column].strip()
            if not value or marker not in book.ids:
                continue
            _check(book, marker, value, path, line)
            if codes.setdefault(marker, {}).setdefault(unit, value) != value:
                raise InputError(
                    f"another value of {marker!r} than line {lines[marker, unit]} gives the same utterance",
                    path=path,
                    line=line,
                    column=column,
                    hint="Settle what coders differ on (empathy agreement --final); of one coder's two, leave one.",
                )
            lines.setdefault((marker, unit), line)
    if not codes:
        raise InputError("holds no code of the codebook's markers", path=path)
    return codes


def of_their_role(
    codes: OwnCodes,
    markers: Mapping[str, Marker],
    roles: Mapping[tuple[str, int], Role],
    tell: Callable[[str], None],
) -> OwnCodes:
    """Return the codes that stand on utterances of their marker's role; ``tell`` hears how many do not.

    A marker is read on the turns of its role alone, so that codes of other turns would teach what is never asked.
    An utterance that ``roles`` lacks is left as it is.

    Raises:
        InputError: all codes of a marker stand on others' utterances.
    """
    kept: OwnCodes = {}
    for name, units in codes.items():
        marker = markers[name]
        kept[name] = {unit: value for unit, value in units.items() if roles.get(unit, marker.role) is marker.role}
        left = [value for unit, value in units.items() if unit not in kept[name]]
        if not kept[name]:
            raise InputError(
                f"all {plural(len(left), 'code')} of {name!r} stand on utterances that are not the {marker.role}'s",
                hint=f"The codebook says that {name!r} is the {marker.role}'s, and utterances count from 0.",
            )
        if left:
            present = sum(value != marker.negative for value in left)
            tell(
                f"{name}: left out {plural(len(left), 'code')} of utterances that are not the {marker.role}'s, "
                f"{present} of them other than {marker.negative!r}"
            )
    return kept


def _column(table: CodeTable, names: tuple[str, ...], known: tuple[str, ...]) -> str:
    for name in names:
        if column := _find(table, name):
            return column
    raise table.lacks(names[0], known)


def _find(table: CodeTable, name: str) -> str | None:
    """Return the column of this name, else one that differs from it in capitals alone."""
    if name in table.header:
        return name
    return next((column for column in table.header if column.casefold() == name.casefold()), None)


def _check(book: Catalogue, marker: str, value: str, path: Path, line: int) -> None:
    if value not in book[marker].values:
        known = ", ".join(book[marker].values)
        raise InputError(
            f"no such value{code_shown(value)}",
            path=path,
            line=line,
            column=marker,
            hint=f"{marker!r} has: {known}.",
        )
