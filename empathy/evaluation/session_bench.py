"""Do the session's numbers tell the truth? Coverage of their intervals, ICC and AUC against the expert's codes.

The usual rates (:mod:`empathy.session.estimate`) and the shifts of the intervals
(:mod:`empathy.evaluation.shift_fit`) are fitted on four folds and tried on the fifth, in turn, so that no session
reports a number that was fitted on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from empathy.evaluation.icc import icc_of
from empathy.evaluation.shift_fit import DRAWS, Coded, CountFigure, count_figures, fit_shift, mean_shift
from empathy.markers.catalogue import codebook
from empathy.session.estimate import Usual, adjusted
from empathy.session.intervals import Shift, draw_labels
from empathy.session.measures import RULES, MeasureRule, Seen, compute, measure, one_hot, point
from empathy.session.settings import DEFAULT, session_settings
from empathy.session.summary import Measure

COVERED = ("rq_ratio", "question_rate", "reflection_rate", "open_share", "complex_share")
STRENGTHS = (3.0, 6.0, 10.0, 20.0, 30.0, 50.0, 80.0, 120.0)
# Whose usual rates are fitted and shipped (see empathy.session.estimate), and the numbers that are to agree.
_ESTIMATED = {"question": ("question_rate", "rq_ratio", "open_share")}
# What the covered numbers are made of.
_PARTS = ("question", "reflection")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCase:
    """One session as its expert coded it and as the model did, out of fold.

    ``probabilities`` holds arrays (utterances, values) by marker; ``coded`` what of them somebody coded, which for
    the markers that the expert did not code is a part of the session.
    """

    session: str
    fold: int
    quality: str
    expert: Seen
    labels: Seen
    probabilities: Mapping[str, NDArray[np.float64]]
    coded: Mapping[str, Coded]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFigure:
    """One measure over all sessions: share covered, ICC(2,1) of values and of counts.

    ``sessions`` are those for which there is an expert's value and an interval; ``compared`` those of them that
    have a value of ours as well, which ICC needs. ``telling`` is the share of these that a report does not call too
    little to tell, ``banded`` that for which it names one of MITI's bands. ``covered_*`` and ``icc_*`` are bounds
    of 95 % intervals over sessions, by bootstrap and by pingouin.
    """

    measure: str
    sessions: int
    compared: int
    covered: float
    covered_low: float
    covered_high: float
    icc: float | None
    icc_low: float | None
    icc_high: float | None
    icc_counted: float | None
    mean_width: float
    telling: float
    banded: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionIndex:
    """AUC of the balance for high against low quality, with its 95 % bootstrap interval over sessions."""

    auc: float
    low: float
    high: float


def session_figures(cases: Sequence[SessionCase]) -> tuple[list[SessionFigure], list[CountFigure]]:
    """Return a figure for each covered measure, ICC(2,1) as pingouin computes it, and one for each count."""
    fitted = {fold: fit([c for c in cases if c.fold != fold]) for fold in sorted({c.fold for c in cases})}
    moved = [estimated(case, fitted[case.fold].usual) for case in cases]
    measured = [_measured(case, fitted[case.fold].shift) for case in moved]
    counts = []
    for marker in _markers(cases):
        known = [(c.coded[marker], fitted[c.fold].shift[marker]) for c in moved if marker in c.coded]
        counts += count_figures(marker, codebook()[marker].values, known)
    return [_figure(_rule(rule_id), moved, measured) for rule_id in COVERED], counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What ``configs/session.toml`` holds of the shipped model, by marker."""

    usual: Mapping[str, Usual]
    shift: Mapping[str, Shift]


def fit(cases: Sequence[SessionCase]) -> Fitted:
    """Return the experts' usual rates, and the shifts whose intervals hold the counts often enough."""
    usual = {marker: _fit_usual(marker, judged, cases) for marker, judged in _ESTIMATED.items()}
    moved = [estimated(case, usual) for case in cases]
    shift = {m: fit_shift([c.coded[m] for c in moved if m in c.coded]) for m in _markers(cases)}
    return Fitted(usual=usual, shift={**shift, DEFAULT: mean_shift(shift)})


def _markers(cases: Sequence[SessionCase]) -> list[str]:
    """Return the markers that somebody coded, in the codebook's order."""
    coded = {marker for case in cases for marker in case.coded}
    return [marker for marker in codebook().ids if marker in coded]


def _fit_usual(marker: str, judged: Sequence[str], cases: Sequence[SessionCase]) -> Usual:
    """Return the experts' usual rates, and the strength whose numbers agree best with theirs (mean ICC)."""
    counts = np.sum([c.expert[marker][0].sum(axis=0) for c in cases], axis=0) + 0.5  # no value is impossible
    rates = tuple(float(rate) for rate in counts / counts.sum())

    def agreement(strength: float) -> float:
        moved = [estimated(case, {marker: Usual(rates=rates, strength=strength)}) for case in cases]
        return float(
            np.mean([icc_of(_pairs(_rule(rule_id), moved)[:, :2], rule_id).icc or 0 for rule_id in judged])
        )

    return Usual(rates=rates, strength=max(STRENGTHS, key=agreement))


def estimated(case: SessionCase, usual: Mapping[str, Usual]) -> SessionCase:
    """Return a case whose probabilities stand under its own rates."""
    moved = {marker: adjusted(case.probabilities[marker], rates) for marker, rates in usual.items()}
    coded = {
        marker: replace(case.coded[marker], probabilities=adjusted(case.coded[marker].probabilities, rates))
        for marker, rates in usual.items()
        if marker in case.coded
    }
    return replace(case, probabilities={**case.probabilities, **moved}, coded={**case.coded, **coded})


def index_auc(cases: Sequence[SessionCase]) -> SessionIndex:
    """Return how well the balance (:data:`RULES`, ``mi_balance``) tells the corpus's high from its low quality."""
    from sklearn.metrics import roc_auc_score

    values = np.array([float(compute(_rule("mi_balance"), c.labels)[0]) for c in cases])
    high = np.array([c.quality == "high" for c in cases])
    drawn = [chosen for chosen in _resamples(len(cases)) if len(set(high[chosen])) == 2]
    low, top = np.quantile([roc_auc_score(high[chosen], values[chosen]) for chosen in drawn], [0.025, 0.975])
    return SessionIndex(auc=float(roc_auc_score(high, values)), low=float(low), high=float(top))


def _resamples(sessions: int) -> NDArray[np.int64]:
    """Draw sessions anew, [draws, sessions]."""
    return np.random.default_rng(0).integers(sessions, size=(1000, sessions))


def as_markdown(figures: Sequence[SessionFigure], counts: Sequence[CountFigure], index: SessionIndex) -> str:
    """Return the figures as Markdown tables with the AUC between them."""
    lines = [
        "| number | sessions | covered by the 90 % interval | mean width | tells | names a band | compared "
        "| ICC(2,1) | counted labels |"
    ]
    lines += ["|---|---|---|---|---|---|---|---|---|"]
    lines += [
        f"| {f.measure} | {f.sessions} | {f.covered:.1%} [{f.covered_low:.1%}, {f.covered_high:.1%}] "
        f"| {f.mean_width:.2f} | {f.telling:.0%} | {f.banded:.0%} | {f.compared} "
        f"| {_shown(f.icc)} [{_shown(f.icc_low)}, {_shown(f.icc_high)}] | {_shown(f.icc_counted)} |"
        for f in figures
    ]
    auc = f"{index.auc:.2f} [{index.low:.2f}, {index.high:.2f}]"
    lines += ["", f"AUC of the balance for high against low quality: {auc}", ""]
    lines += ["| count | sessions | covered by the 90 % interval | mean width |", "|---|---|---|---|"]
    lines += [f"| {c.marker}: {c.value} | {c.sessions} | {c.covered:.1%} | {c.mean_width:.1f} |" for c in counts]
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _measured(case: SessionCase, shifts: Mapping[str, Shift]) -> dict[str, Measure]:
    """Return the numbers that a report would show of a case whose probabilities are estimated."""
    rng = np.random.default_rng(0)
    drawn = {}
    for marker in _PARTS:
        table = case.probabilities[marker]
        labels = draw_labels(table, shift=shifts[marker], rng=rng, draws=DRAWS)
        drawn[marker] = one_hot(labels, table.shape[1])
    settings, estimate = session_settings(), _estimate(case)
    return {r.id: measure(r, case.labels, estimate, drawn, settings) for r in map(_rule, COVERED)}


def _rule(rule_id: str) -> MeasureRule:
    return next(r for r in RULES if r.id == rule_id)


def _figure(
    rule: MeasureRule, cases: Sequence[SessionCase], measured: Sequence[Mapping[str, Measure]]
) -> SessionFigure:
    ours = [found[rule.id] for found in measured]
    expert = np.array([compute(rule, case.expert)[0] for case in cases])
    known = [place for place, found in enumerate(ours) if found.interval and np.isfinite(expert[place])]
    spans = [(found.low, found.high) for place in known if (found := ours[place].interval)]
    told = np.array(
        [s[0] - 1e-9 <= expert[p] <= s[1] + 1e-9 for p, s in zip(known, spans, strict=True)], dtype=float
    )
    low, high = np.quantile(told[_resamples(len(told))].mean(axis=1), [0.025, 0.975])
    kept = _pairs(rule, [cases[place] for place in known])
    icc = icc_of(kept[:, :2], rule.id)
    return SessionFigure(
        measure=rule.id,
        sessions=len(told),
        compared=len(kept),
        covered=float(told.mean()),
        covered_low=float(low),
        covered_high=float(high),
        icc=icc.icc,
        icc_low=icc.low,
        icc_high=icc.high,
        icc_counted=icc_of(kept[:, [0, 2]], rule.id).icc,
        mean_width=float(np.mean([top - bottom for bottom, top in spans])),
        telling=float(np.mean([ours[place].telling for place in known])),
        banded=float(np.mean([ours[place].band is not None for place in known])),
    )


def _pairs(rule: MeasureRule, cases: Sequence[SessionCase]) -> NDArray[np.float64]:
    """Return the expert's value, ours, and that of counted labels [sessions, 3], where all three are there."""
    rows = [(compute(rule, c.expert)[0], _point(rule, c), compute(rule, c.labels)[0]) for c in cases]
    return np.array([row for row in rows if np.isfinite(row).all()], dtype=float).reshape(-1, 3)


def _point(rule: MeasureRule, case: SessionCase) -> float:
    value = point(rule, case.labels, _estimate(case))
    return np.nan if value is None else value


def _estimate(case: SessionCase) -> Seen:
    return {**case.labels, **{marker: case.probabilities[marker][None] for marker in _ESTIMATED}}
