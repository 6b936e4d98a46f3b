"""Codes of several people -> how far they agree, where they do not, and what is decided."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from empathy.errors import InputError
from empathy.evaluation.codes import Codes, Unit, is_negative
from empathy.evaluation.coefficients import Agreement, agree
from empathy.evaluation.icc import SessionIcc, session_icc
from empathy.export import safe_cell
from empathy.markers.scores import NEGATIVE_VALUES
from empathy.output import atomic_writer

# Turns before a disagreement that its list shows.
_CONTEXT = 2
_FINAL = "final"


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
            hint="Session and utterance have to be named alike in all files.",
        )
    return AgreementReport(
        coders=codes.coders,
        markers=markers,
        sessions=tuple(session_icc(codes.ratings(m), m) for m in markers),
        disagreements=tuple(_disagreements(codes)),
        notices=(*codes.notices, *_without_negative(codes, markers)),
    )


def _without_negative(codes: Codes, markers: Iterable[str]) -> Iterator[str]:
    left = [marker for marker in markers if not any(map(is_negative, codes.values(marker)))]
    if left:
        yield (
            f"No ICC of {', '.join(left)}: none of the values used says that the marker is not there "
            f"({', '.join(sorted(NEGATIVE_VALUES))} or 0)."
        )


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
    """Write the disagreements as a table to decide: one row each, the column ``final`` empty."""
    with atomic_writer(path) as handle:
        writer = csv.writer(cast(TextIO, handle), lineterminator="\n")
        writer.writerow(["session", "utterance", "marker", *report.coders, "context", "text", _FINAL])
        for d in report.disagreements:
            given = dict(d.codes)
            row = [*d.unit, d.marker, *(given.get(c, "") for c in report.coders), d.context, d.text, ""]
            writer.writerow([safe_cell(cell) for cell in row])


def read_decisions(path: Path, codes: Codes) -> dict[tuple[str, Unit], str]:
    """Read an adjudicated template: the values of ``final`` by marker and unit; empty cells stay undecided.

    Raises:
        InputError: a column is missing, a row has not a cell for each column or is of what no coder coded, a value
            that the marker lacks, or names that differ by the apostrophe of the template only.
    """
    decided: dict[tuple[str, Unit], str] = {}
    known = _as_written(codes, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in ("session", "utterance", "marker", _FINAL):
            if column not in (reader.fieldnames or ()):
                raise InputError("no such column", path=path, line=1, column=column)
        for row in reader:
            line = reader.line_num
            _check_cells(row, path, line)
            # as the template writes them; a table of one's own may hold them without the apostrophe
            names = tuple(safe_cell(row[column]) for column in ("marker", "session", "utterance"))
            if names not in known:
                raise InputError("no coder coded this", path=path, line=line, column="utterance")
            marker, unit = known[names]
            if value := row[_FINAL].strip():
                decided[marker, unit] = _value(value, marker, codes, path, line)
    return decided


def _as_written(codes: Codes, path: Path) -> dict[tuple[str, ...], tuple[str, Unit]]:
    """Return all that was coded by its marker, session and utterance as the template writes them."""
    known: dict[tuple[str, ...], tuple[str, Unit]] = {}
    for marker, units in codes.codes.items():
        for unit in units:
            names = tuple(safe_cell(name) for name in (marker, *unit))
            if names in known:
                raise InputError(
                    f"cannot tell {unit[0]!r}, {unit[1]!r} from {known[names][1]}: they differ by an apostrophe",
                    path=path,
                    hint="Name session and utterance alike in all coders' files.",
                )
            known[names] = (marker, unit)
    return known


def _check_cells(row: Mapping[str | None, object], path: Path, line: int) -> None:
    """Refuse a row whose cells do not match the header: what stands in ``final`` would be another column's."""
    if None in row.values() or row.get(None):
        raise InputError(
            f"too {'many' if row.get(None) else 'few'} cells in this row",
            path=path,
            line=line,
            hint="Each row needs a cell for every column of line 1, if only an empty one; quote texts with commas.",
        )


def _value(value: str, marker: str, codes: Codes, path: Path, line: int) -> str:
    """Return a decided value as coders wrote it: copied from the template, it may carry an apostrophe."""
    known = {safe_cell(v): v for v in codes.values(marker)}
    if safe_cell(value) not in known:
        hint = f"{marker!r} has: {', '.join(known.values())}."
        raise InputError("no such value", path=path, line=line, column=_FINAL, hint=hint)
    return known[safe_cell(value)]


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
        writer.writerows([*unit, marker, value, how] for marker, unit, value, how in rows)
