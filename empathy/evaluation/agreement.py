"""Codes of several people -> how far they agree, where they do not, and what is decided."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from empathy.errors import InputError
from empathy.evaluation.codes import Codes, Unit, values_of
from empathy.evaluation.coefficients import Agreement, agree
from empathy.evaluation.icc import SessionIcc, session_icc
from empathy.export import safe_cell
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
        sessions=tuple(session_icc(codes.ratings(m), m) for m in markers if m in markers),
        disagreements=tuple(_disagreements(codes)),
        notices=tuple(codes.notices),
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
        InputError: a column is missing, a row that no coder coded, or a value that the marker lacks.
    """
    decided: dict[tuple[str, Unit], str] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in ("session", "utterance", "marker", _FINAL):
            if column not in (reader.fieldnames or ()):
                raise InputError("no such column", path=path, line=1, column=column)
        for row in reader:
            marker, unit, value = row["marker"], (row["session"], row["utterance"]), row[_FINAL].strip()
            if unit not in codes.codes.get(marker, {}):
                raise InputError("no coder coded this", path=path, line=reader.line_num, column="utterance")
            if not value:
                continue
            values = values_of(marker, codes.codes[marker][unit].values())
            if value not in values:
                hint = f"{marker!r} has: {', '.join(values)}."
                raise InputError("no such value", path=path, line=reader.line_num, column=_FINAL, hint=hint)
            decided[marker, unit] = value
    return decided


def consensus(codes: Codes, decided: dict[tuple[str, Unit], str]) -> Iterator[tuple[str, Unit, str, str]]:
    """Yield (marker, unit, value, how) for all that is settled: "agreed", "adjudicated" or "majority"."""
    for marker, units in codes.codes.items():
        for unit, given in units.items():
            if (marker, unit) in decided:
                yield marker, unit, decided[marker, unit], "adjudicated"
                continue
            (first, votes), *rest = Counter(given.values()).most_common()
            if not rest:
                yield marker, unit, first, "agreed"
            elif votes > rest[0][1]:
                yield marker, unit, first, "majority"


def write_consensus(path: Path, rows: Sequence[tuple[str, Unit, str, str]]) -> None:
    """Write what is settled as a table of codes that ``agreement`` and ``train`` read again."""
    with atomic_writer(path) as handle:
        writer = csv.writer(cast(TextIO, handle), lineterminator="\n")
        writer.writerow(["session", "utterance", "marker", "value", "how"])
        writer.writerows([*unit, marker, value, how] for marker, unit, value, how in rows)
