"""Evaluation -> the document that ``empathy evaluate`` shows."""

from empathy.corpora.spec import CorpusSpec
from empathy.evaluation.bootstrap import LEAST, interval_note
from empathy.evaluation.decision_figures import Figures
from empathy.evaluation.evaluate import Evaluation
from empathy.evaluation.icc import left_out
from empathy.evaluation.plots import interval_plot, reliability_plot
from empathy.evaluation.render import Document, P, Table
from empathy.plural import plural


def evaluation_document(found: Evaluation) -> Document:
    """Return the tables and plots of an evaluation."""
    human = {f.name: f.humans.kappa.value for f in found.figures if f.humans is not None}
    plots = [
        (
            "By marker",
            interval_plot(
                [(f.name, f.kappa, human.get(f.name)) for f in found.figures], label="κ", beside="between coders"
            ),
        )
    ]
    curves = "".join(reliability_plot(f.calibration.curve, label=f.name) for f in found.figures)
    return Document(
        title=f"{found.model} on {found.corpus.title}",
        intro=(
            _corpus(found.corpus),
            f"{interval_note(f.conversations for f in found.figures)} Gold is the value that most coders gave; "
            "where several are even, the first of these in the codebook's order, the negative one before all.",
        ),
        tables=tuple(table for table in _tables(found) if table.rows),
        plots=(*plots, ("Calibration", curves)),
        warnings=found.warnings,
    )


def _tables(found: Evaluation) -> tuple[Table, ...]:
    figures = found.figures
    return (
        Table(
            title="By marker",
            columns=("decision", "utterances", "conversations", "accuracy", "macro-F1", "κ", "α"),
            rows=tuple(
                (f.name, f.utterances, f.conversations, f.accuracy, f.macro_f1, f.kappa, f.alpha) for f in figures
            ),
        ),
        Table(
            title="Beside the coders",
            note=(
                "On utterances that several coders coded: one coder against another, the model against a coder; "
                "means by how many utterances each pair shares. "
                "Even: utterances on which no one value was given most often, so that gold is the first of several."
            ),
            columns=(
                "decision",
                "utterances",
                "even",
                "coders' κ",
                "coders' α",
                "coders' F1",
                "model's κ",
                "model's F1",
            ),
            rows=tuple(
                (f.name, f.humans.units, f.even, f.humans.kappa, f.humans.alpha, f.human_f1, *f.against_coder)
                for f in figures
                if f.humans is not None
            ),
        ),
        Table(
            title="By value",
            columns=("decision = value", "cases", "precision", "recall", "F1", "average precision"),
            rows=tuple(
                (f"{f.name} = {v.value}", v.support, v.precision, v.recall, v.f1, v.average_precision)
                for f in figures
                for v in f.values
            ),
        ),
        Table(
            title="Calibration",
            note=(
                "Expected calibration error of the predicted value (ten bins); Brier score over all values. "
                "Probabilities are as stated, also where a threshold or a weight chose the value."
            ),
            columns=("decision", "calibration error", "Brier score"),
            rows=tuple((f.name, f.calibration.error, f.calibration.brier) for f in figures),
        ),
        Table(
            title="By session",
            note=" ".join(
                (
                    "ICC(2,1) of gold and model on the share of a session's utterances that is not negative, with "
                    "pingouin's 95 % interval.",
                    *left_out((f.name, f.sessions) for f in figures),
                )
            ),
            columns=("decision", "sessions", "ICC", "low", "high"),
            rows=tuple(
                (f.name, f.sessions.sessions, f.sessions.icc, f.sessions.low, f.sessions.high) for f in figures
            ),
        ),
        *map(_confusion, figures),
        Table(
            title="By group",
            note=f"Groups of fewer than {LEAST} conversations have no interval.",
            columns=("decision, group", "utterances", "conversations", "macro-F1", "κ"),
            rows=tuple(
                (f"{f.name}, {column} = {group}", f.utterances, f.conversations, f.macro_f1, f.kappa)
                for column, group, f in found.groups
            ),
        ),
        Table(
            title=f"{found.model} less {found.against}",
            note=f"Paired bootstrap over conversations, on what both predicted: {plural(found.shared, 'session')}.",
            keys=2,
            columns=("decision", "figure", "utterances", found.model, found.against, "difference", "p"),
            rows=tuple(
                (d.name, d.figure, d.utterances, d.first, d.second, d.difference, d.p if d.p is None else P(d.p))
                for d in found.differences
            ),
        ),
    )


def _confusion(figures: Figures) -> Table:
    values = [value.value for value in figures.values]
    return Table(
        title=f"Confusion: {figures.name}",
        note="Rows: the coders' value; columns: the model's.",
        columns=("coded", *values),
        rows=tuple((value, *row) for value, row in zip(values, figures.confusion, strict=True)),
    )


def _corpus(spec: CorpusSpec) -> str:
    parts = (f"Corpus: {spec.title}", f"licence: {spec.licence or 'unknown'}", spec.citation)
    return "; ".join(part for part in parts if part) + "."
