"""A labelled corpus and one or two models -> their figures, side by side."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from empathy.corpora.session import LabelledSession
from empathy.corpora.spec import CorpusSpec
from empathy.errors import InputError, UsageError
from empathy.evaluation.comparison import Difference, breakdown, compare, in_both
from empathy.evaluation.decision_figures import Figures, figures_of
from empathy.evaluation.decisions import decide, in_order
from empathy.evaluation.predictions import Namesake, Predictions
from empathy.plural import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures of one model on one corpus; ``groups`` by column, value and decision.

    ``shared`` counts the sessions that the model and the one it is compared with both predicted.
    """

    corpus: CorpusSpec
    model: str
    figures: tuple[Figures, ...]
    groups: tuple[tuple[str, str, Figures], ...]
    differences: tuple[Difference, ...]
    against: str
    shared: int = 0
    warnings: tuple[str, ...] = ()


def evaluate(
    sessions: Sequence[LabelledSession],
    spec: CorpusSpec,
    predictions: Predictions,
    *,
    model: str,
    by: Sequence[str] = (),
    against: tuple[str, Predictions] | None = None,
    warnings: Sequence[str] = (),
) -> Evaluation:
    """Compare predictions with a corpus's codes, and with other predictions of the same utterances.

    Sessions that were not predicted, and decisions that cannot be compared, are told in the result's ``warnings``.

    Args:
        sessions: the labelled sessions.
        spec: the corpus's description, which maps its codes to markers.
        predictions: the model's.
        model: the model's name, for the report.
        by: metadata columns, or "speaker", to break the figures down by.
        against: another model's name and predictions.
        warnings: what a reader must know before any figure, first of all that a model has learnt these sessions.

    Raises:
        InputError: predictions that do not belong to these sessions, or of which it cannot be told to which.
        UsageError: a column in ``by`` that the corpus does not have.
    """
    predictions = _paired(sessions, predictions)
    decisions = decide(sessions, spec, predictions)
    for column in by:
        if not all(column in decision.groups for decision in decisions):
            known = ", ".join(decisions[0].groups)
            raise UsageError(f"the corpus has no column {column!r} to break down by", hint=f"It has: {known}.")
    name, other = (against[0], _paired(sessions, against[1])) if against else ("", {})
    shared = [s for s in sessions if s.session in predictions and s.session in other]
    differences = _differences(sessions, shared, spec, predictions, other) if against else ()
    told = list(warnings)
    told += _missing(model, sessions, predictions)
    if against:
        told += _missing(name, sessions, other)
        told += _not_compared(name, [d.name for d in decisions], {d.name for d in differences}, len(shared))
    return Evaluation(
        corpus=spec,
        model=model,
        figures=tuple(map(figures_of, decisions)),
        groups=tuple((c, g, f) for d in decisions for c in by for g, f in breakdown(d, c).items()),
        differences=differences,
        against=name,
        shared=len(shared),
        warnings=tuple(told),
    )


def _paired(sessions: Sequence[LabelledSession], predictions: Predictions) -> Predictions:
    """Return the predictions under the corpus's own session names, or refuse those that could be of several."""
    paired, names = in_order(sessions, predictions), {session.session for session in sessions}
    # left over though every session has its own, they are none of the corpus's
    unclear = {
        name.session
        for name in predictions
        if isinstance(name, Namesake) and (name.session in names or (name in paired and not names <= paired.keys()))
    }
    if unclear:
        raise InputError(
            f"several sessions of the predictions are called {min(unclear)!r}, and it cannot be told which of the "
            "corpus's each is",
            hint="Score the whole corpus in one call, as `corpus:path`, or give each session a name of its own.",
        )
    return paired


def _differences(
    sessions: Sequence[LabelledSession],
    shared: Sequence[LabelledSession],
    spec: CorpusSpec,
    predictions: Predictions,
    other: Predictions,
) -> tuple[Difference, ...]:
    """Compare two models on what both predicted, or refuse predictions that are not of this corpus."""
    if not shared:
        decide(sessions, spec, other)
        return ()
    one, two = (decide(shared, spec, both) for both in in_both(predictions, other))
    return tuple(gap for pair in zip(one, two, strict=True) for gap in compare(*pair))


def _missing(model: str, sessions: Sequence[LabelledSession], predictions: Predictions) -> Iterator[str]:
    found = sum(session.session in predictions for session in sessions)
    if found == len(sessions):
        return
    yield f"{model}: {found} of {len(sessions)} sessions predicted; the others are in no figure."
    names = {session.session for session in sessions}
    if others := sum(name not in names for name in predictions):
        have = "has" if others == 1 else "have"
        yield (
            f"{model}: {plural(others, 'session')} of its predictions {have} a name that the corpus lacks. What "
            "anonymizing renamed is found by its place only if no session was left out; without --predictions no "
            "name is changed."
        )


def _not_compared(name: str, asked: Sequence[str], compared: Set[str], shared: int) -> Iterator[str]:
    if not shared:
        yield f"Not compared with {name}: no session was predicted by both."
    elif left := [decision for decision in asked if decision not in compared]:
        yield f"Not compared with {name}, which has no predictions of: {', '.join(left)}."
