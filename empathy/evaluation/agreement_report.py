"""AgreementReport -> the document that ``empathy agreement`` shows."""

from empathy.evaluation.agreement import AgreementReport
from empathy.evaluation.bootstrap import interval_note
from empathy.evaluation.render import Cell, Document, Table

# Disagreements that the shown list holds; the template holds all.
_SHOWN = 50


def agreement_document(report: AgreementReport) -> Document:
    """Return the tables: coefficients, pairs, sessions, counts and examples of disagreements."""
    return Document(
        title="Agreement of coders",
        intro=(
            f"{len(report.coders)} coders: {', '.join(report.coders)}.",
            f"{interval_note(a.conversations for a in report.markers.values())} "
            "κ is the mean of the coders' pairs, by the units that each shares.",
            *report.notices,
        ),
        tables=tuple(table for table in _tables(report) if table.rows),
    )


def _tables(report: AgreementReport) -> tuple[Table, ...]:
    coefficients: tuple[tuple[Cell, ...], ...] = tuple(
        (marker, a.units, a.conversations, a.percent, a.kappa, a.alpha, a.ac1)
        for marker, a in report.markers.items()
    )
    pairs: tuple[tuple[Cell, ...], ...] = tuple(
        (marker, first, second, units, kappa)
        for marker, a in report.markers.items()
        for first, second, units, kappa in a.pairs
        if units
    )
    sessions: tuple[tuple[Cell, ...], ...] = tuple(
        (s.measure, s.sessions, s.icc, s.low, s.high) for s in report.sessions if s.icc is not None
    )
    examples: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{d.unit[0]} / {d.unit[1]}", d.marker, ", ".join(f"{c}: {v}" for c, v in d.codes), d.context, d.text)
        for d in report.disagreements[:_SHOWN]
    )
    shown = f", the first {_SHOWN} here" if len(report.disagreements) > _SHOWN else ""
    return (
        Table(
            title="By marker",
            note="Units that two coders or more coded. AC1: Gwet 2008; α: Krippendorff, nominal.",
            columns=("marker", "units", "conversations", "percent", "κ", "α", "AC1"),
            rows=coefficients,
        ),
        Table(
            title="By pair of coders",
            keys=3,
            columns=("marker", "coder", "and", "units", "κ"),
            rows=pairs,
        ),
        Table(
            title="By session",
            note="ICC(2,1): single random raters, absolute agreement; its 95 % interval is pingouin's.",
            columns=("number", "sessions", "ICC", "low", "high"),
            rows=sessions,
        ),
        Table(
            title="Disagreements",
            note=f"{len(report.disagreements)} in all{shown}.",
            keys=2,
            columns=("session / utterance", "marker", "codes", "before", "text"),
            rows=examples,
        ),
    )
