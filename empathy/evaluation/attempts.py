"""The table of what was tried: a row a recipe with its figures on the development fold, or on all."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from empathy.apa import coefficient
from empathy.corpora.epitome import MECHANISMS
from empathy.corpora.standoff import BINARY_MARKERS
from empathy.errors import InputError
from empathy.output import write_atomically

ATTEMPTS = "attempts.csv"
# Figures of `figures-fold<k>.json` that the table shows, with their heads.
SHOWN: Mapping[str, str] = {
    "behaviour_f1": "behaviour F1",
    "behaviour_kappa": "behaviour κ",
    "question_kappa": "question κ",
    "open_closed_kappa": "open/closed κ",
    "reflection_kappa": "reflection κ",
    "input_kappa": "input κ",
    "talk_f1": "talk F1",
    "standoff_f1": "ten yes/no F1",
    "emotional_reactions_f1": "reactions F1",
    "interpretations_f1": "interpretations F1",
    "explorations_f1": "explorations F1",
    "speech_behaviour_kappa": "speech: behaviour κ",
    "speech_question_kappa": "speech: question κ",
}


def add_attempt(table: Path, recipe: str, fold: str, figures: Path, *, share: float | None = None) -> None:
    """Append the figures of a run's fold to the table, or replace the recipe's row.

    Args:
        table: the CSV; made where it is missing.
        recipe: what was tried, in words.
        fold: the fold that the figures are of, or "all".
        figures: ``figures-fold<k>.json`` of an encoder's run, or the ``card.json`` of a model.
        share: of a point of the learning curve, the part of the training conversations that it learnt from.

    Raises:
        InputError: the figures are not such a file.
    """
    try:
        found = json.loads(figures.read_text(encoding="utf-8"))
        found = _of_card(found) if "markers" in found else found
        row = {"recipe": recipe, "fold": fold, "share": f"{share:g}" if share is not None else ""}
        row |= {name: f"{found[name]:.4f}" for name in SHOWN if name in found}
        if not set(row) & set(SHOWN):
            raise KeyError("no figure")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError("expected figures of a run's fold (figures-fold….json) or a card", path=figures) from error
    kept = [each for each in read_attempts(table) if each["recipe"] != recipe] if table.is_file() else []
    written = io.StringIO()
    writer = csv.DictWriter(
        written, ["recipe", "fold", "share", *SHOWN], extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows([*kept, row])
    write_atomically(table, written.getvalue())


def _of_card(card: Mapping[str, Any]) -> dict[str, float]:
    """Return a model's held-out figures under the names of an encoder's."""

    def of(decision: str, figure: str) -> float:
        entry = card["markers"].get(decision, {}).get("figures") or card["beside"][decision]
        return float(entry[figure]["value"])

    found = {f"{name}_f1": of(name, "macro-F1") for name in ("behaviour", "talk", *MECHANISMS)}
    found |= {"standoff_f1": sum(of(marker, "F1") for marker in BINARY_MARKERS) / len(BINARY_MARKERS)}
    found |= {"behaviour_kappa": of("behaviour", "κ"), "input_kappa": of("input", "κ")}
    found |= {f"{name}_kappa": of(name, "κ present") for name in ("question", "reflection")}
    found |= {"open_closed_kappa": of("question", "κ open/closed")}
    for name, figure in (("behaviour", "speech: κ"), ("question", "speech: κ present")):
        found[f"speech_{name}_kappa"] = of(name, figure)
    return found


def read_attempts(table: Path) -> list[dict[str, str]]:
    """Return the rows of the table.

    Raises:
        InputError: a row has more cells than the table has columns.
    """
    with table.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            if None in row:
                raise InputError(
                    "expected a cell a column; quote a cell that holds a comma", path=table, line=reader.line_num
                )
            rows.append(row)
    return rows


def as_markdown(rows: list[dict[str, str]]) -> str:
    """Return the table as Markdown."""
    lines = ["| tried | fold | " + " | ".join(SHOWN.values()) + " |", "|---" * (len(SHOWN) + 2) + "|"]
    for row in rows:
        cells = [coefficient(float(row[name]) if row.get(name) else None, 3) for name in SHOWN]
        lines.append(f"| {row['recipe']} | {row['fold']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def curve_as_markdown(rows: list[dict[str, str]]) -> str:
    """Return the points of the learning curve as Markdown, by their share, and what the last step of it gave.

    >>> points = [{"share": "1", "talk_f1": "0.5"}, {"share": "0.5", "talk_f1": "0.46"}, {"talk_f1": "0.6"}]
    >>> print(curve_as_markdown(points))
    | share of the conversations | talk F1 |
    |---|---|
    | 0.5 | .460 |
    | 1 | .500 |
    | 1 less 0.5 | .040 |
    """
    points = sorted((row for row in rows if row.get("share")), key=lambda row: float(row["share"]))
    shown = [name for name in SHOWN if points and all(row.get(name) for row in points)]
    lines = ["| share of the conversations | " + " | ".join(SHOWN[name] for name in shown) + " |"]
    lines.append("|---" * (len(shown) + 1) + "|")
    figures = [(row["share"], [float(row[name]) for name in shown]) for row in points]
    if len(figures) > 1:
        (before, less), (last, all_of_it) = figures[-2:]
        figures.append((f"{last} less {before}", [b - a for a, b in zip(less, all_of_it, strict=True)]))
    lines += [f"| {share} | " + " | ".join(coefficient(f, 3) for f in row) + " |" for share, row in figures]
    return "\n".join(lines)
