"""Codes of several people -> how far they agree, where they do not, and what is decided."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO, cast

from empathy.corpora.codetable import csv_rows, open_table
from empathy.errors import InputError, UsageError
from empathy.evaluation.codes import Codes, Unit
from empathy.evaluation.coefficients import Agreement, agree
from empathy.evaluation.icc import SessionIcc, left_out, session_icc
from empathy.output import atomic_writer
from empathy.spreadsheet import plain_cell, safe_cell

# Turns before a disagreement that its list shows.
_CONTEXT = 2
_FINAL = "final"
_TEMPLATE = ("session", "utterance", "marker", _FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A unit that coders coded differently: the codes by coder, its words and those before it (where known)."""

    marker: str
    unit: Unit
    codes: tuple[tuple[str, str], ...]
    text: str
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """Everything about the coders of one set of files."""

    coders: tuple[str, ...]
    markers: dict[str, Agreement]
    sessions: tuple[SessionIcc, ...]
    disagreements: tuple[Disagreement, ...]
    notices: tuple[str, ...] = ()


def compare_coders(codes: Codes) -> AgreementReport:
    """Compute every coefficient and list every disagreement.

    Raises:
        InputError: no utterance was coded by two coders.
    """
    markers = {m: found for m in codes.codes if (found := agree(codes.ratings(m))) is not None}
    if not markers:
        raise InputError(
            "no utterance was coded by two coders for the same marker",
            hint=" ".join(("Session and utterance have to be named alike in all files.", *codes.notices)),
        )
    alone = [marker for marker in codes.codes if marker not in markers]
    sessions = tuple(session_icc(codes.ratings(m), m, codes.negatives(m)) for m in markers)
    return AgreementReport(
        coders=codes.coders,
        markers=markers,
        sessions=sessions,
        disagreements=tuple(_disagreements(codes)),
        notices=(*codes.notices, *_not_compared(codes, alone), *left_out(zip(markers, sessions, strict=True))),
    )


def _not_compared(codes: Codes, markers: Sequence[str]) -> Iterator[str]:
    """Yield for each of these markers that no utterance has two coders' codes of it, and whose codes there are."""
    for marker in markers:
        coders = dict.fromkeys(coder for given in codes.codes[marker].values() for coder in given)
        yield f"{marker} is not compared: no utterance was coded by two coders. Coded by: {', '.join(coders)}."


def _disagreements(codes: Codes) -> Iterator[Disagreement]:
    order = list(codes.order)
    place = {unit: i for i, unit in enumerate(order)}
    for marker, units in codes.codes.items():
        for unit, given in units.items():
            if len(set(given.values())) < 2:
                continue
            before = [u for u in order[max(0, place[unit] - _CONTEXT) : place[unit]] if u[0] == unit[0]]
            yield Disagreement(
                marker=marker,
                unit=unit,
                codes=tuple(given.items()),
                text=codes.texts.get(unit, ""),
                context=" / ".join(codes.texts.get(u, "") for u in before),
            )


def write_template(path: Path, report: AgreementReport) -> None:
    """Write the disagreements as a table to decide: one row each, the column ``final`` empty.

    Raises:
        UsageError: a template stands there in which somebody decided already.
    """
    if _holds_decisions(path):
        raise UsageError(
            f"holds decisions in its column {_FINAL!r}, which a new template would blank",
            path=path,
            hint="Give it to --decided, or give --template another name.",
        )
    with atomic_writer(path) as handle:
        writer = csv.writer(cast(TextIO, handle), lineterminator="\n")
        header = ["session", "utterance", "marker", *report.coders, "context", "text", _FINAL]
        writer.writerow([safe_cell(name) for name in header])
        for d in report.disagreements:
            given = dict(d.codes)
            row = [*d.unit, d.marker, *(given.get(c, "") for c in report.coders), d.context, d.text, ""]
            writer.writerow([safe_cell(cell) for cell in row])


def _holds_decisions(path: Path) -> bool:
    """Tell whether a file is a template that is filled, if only in part or not to be read to its end."""
    try:
        table = open_table(path, _TEMPLATE)
    except InputError:
        return False
    if not set(_TEMPLATE) <= set(table.header):
        return False
    try:
        return any(row[_FINAL].strip() for _, row in table.rows())
    except InputError:
        return True


def read_decisions(path: Path, codes: Codes) -> dict[tuple[str, Unit], str]:
    """Read an adjudicated template, as spreadsheets save it too: what ``final`` says by marker and unit.

    Empty cells stay undecided.

    Raises:
        InputError: a file that cannot be read, a column is missing, a row has not a cell for each column or is of
            what no coder coded, a value that the marker lacks, or a unit that is decided in two ways.
    """
    decided: dict[tuple[str, Unit], str] = {}
    table = open_table(path, _TEMPLATE)
    for column in _TEMPLATE:
        if column not in table.header:
            raise table.lacks(column, _TEMPLATE)
    for line, cells in islice(csv_rows(path, table.encoding, table.delimiter), 1, None):
        _check_cells(cells, table.header, path, line)
        row = dict(zip(table.header, map(plain_cell, cells), strict=False))
        marker, unit, value = row["marker"], (row["session"], row["utterance"]), row[_FINAL].strip()
        if unit not in codes.codes.get(marker, {}):
            raise InputError("no coder coded this", path=path, line=line, column="utterance")
        if not value:
            continue
        if value not in codes.values(marker):
            hint = f"{marker!r} has: {', '.join(codes.values(marker))}."
            raise InputError("no such value", path=path, line=line, column=_FINAL, hint=hint)
        if decided.setdefault((marker, unit), value) != value:
            hint = "Leave one of the two."
            raise InputError("is decided otherwise further up", path=path, line=line, column=_FINAL, hint=hint)
    return decided


def _check_cells(cells: Sequence[str], header: Sequence[str], path: Path, line: int) -> None:
    """Refuse a row whose cells do not match the header: what stands in ``final`` would be another column's."""
    many = any(cell.strip() for cell in cells[len(header) :])
    if many or len(cells) < len(header):
        raise InputError(
            f"too {'many' if many else 'few'} cells in this row",
            path=path,
            line=line,
            hint="Each row needs a cell for every column of line 1, if only an empty one; quote texts with commas.",
        )


def consensus(codes: Codes, decided: dict[tuple[str, Unit], str]) -> Iterator[tuple[str, Unit, str, str]]:
    """Yield (marker, unit, value, how) for all that is settled.

    ``how`` is "adjudicated" where people decided, "single" where one coder alone coded the unit, "agreed" where all
    who coded it agree, "majority" where more than half do. Whatever else coders differ on stays open.
    """
    for marker, units in codes.codes.items():
        for unit, given in units.items():
            if (marker, unit) in decided:
                yield marker, unit, decided[marker, unit], "adjudicated"
                continue
            value, votes = Counter(given.values()).most_common(1)[0]
            if votes == len(given):
                yield marker, unit, value, "agreed" if votes > 1 else "single"
            elif 2 * votes > len(given):
                yield marker, unit, value, "majority"


def write_consensus(path: Path, rows: Sequence[tuple[str, Unit, str, str]]) -> None:
    """Write what is settled as a table of codes that ``agreement`` and ``train`` read again."""
    with atomic_writer(path) as handle:
        writer = csv.writer(cast(TextIO, handle), lineterminator="\n")
        writer.writerow(["session", "utterance", "marker", "value", "how"])
        for marker, unit, value, how in rows:
            writer.writerow([safe_cell(cell) for cell in (*unit, marker, value, how)])
