"""The session's numbers in MITI's terms, each a function that labels, estimates and draws share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.session.intervals import interval_of, widened
from empathy.session.settings import SessionSettings
from empathy.session.summary import Measure, Threshold, Unit
from empathy.session.telling import band_of, icc_in_words, why_not

# By marker, how much of each value an utterance holds: (versions of the session, helper utterances, values in the
# codebook's order), each row summing to one. Labels and draws hold true or false; an estimate holds probabilities.
# Under REFUSED and LIFTING, where the words are known: whether the client refused just before, and whether the
# helper's words only lift a burden, each (1, helper utterances). Under CLEAR, of labels: confronting without hints
# too faint for a mark, for the label is given from so low a probability on that most of these are none.
Seen = Mapping[str, NDArray[np.generic]]
Counts = NDArray[np.float64]
REFUSED, LIFTING = "refused", "lifting"
CONFRONT, CLEAR = "confront", "confront, clear"


def one_hot(labels: NDArray[np.int64], values: int) -> NDArray[np.bool_]:
    """Return label indices (versions, utterances) as `Seen` holds them.

    >>> one_hot(np.array([[0, 2]]), 3).astype(int).tolist()
    [[[1, 0, 0], [0, 0, 1]]]
    """
    hot: NDArray[np.bool_] = labels[:, :, None] == np.arange(values)
    return hot


def _present(seen: Seen, marker: str) -> Counts:
    count: Counts = seen[marker][:, :, 1:].sum(axis=(1, 2)).astype(float)
    return count


def _value(seen: Seen, marker: str, index: int) -> Counts:
    count: Counts = seen[marker][:, :, index].sum(axis=1).astype(float)
    return count


def unasked_advice(seen: Seen) -> Counts:
    """Tell of each utterance how much advice without permission it holds, (versions, helper utterances).

    Permission (MITI's Seeking Collaboration) is sought in the same or the helper's previous utterance; what was
    sought in the previous one is void where the client refused it. Words that only lift a burden advise nothing.
    """
    unasked = seen["autonomy"][:, :, 0]
    found: Counts = np.roll(unasked, 1, axis=1).astype(float)  # the helper's utterance before
    found[:, :1] = 1.0
    if REFUSED in seen:
        np.maximum(found, seen[REFUSED], out=found)
    for factor in (unasked, seen["advice"][:, :, 1]):
        np.multiply(found, factor, out=found)
    if LIFTING in seen:
        found *= 1 - seen[LIFTING].astype(float)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRule:
    """How a measure is made: numerator and denominator (None for a count), and the markers that it counts."""

    id: str
    name: str
    meaning: str
    unit: Unit
    counts: tuple[str, ...]
    top: Callable[[Seen], Counts]
    base: Callable[[Seen], Counts] | None


def _helper_turns(seen: Seen) -> Counts:
    versions, n, _ = seen["question"].shape
    return np.full(versions, float(n))


# What the balance adds, and what it takes away.
_BALANCE = (("reflection", "affirmation", "autonomy"), ("advice", "confront", "minimising"))
# MITI 4.2.1 (Moyers, Manuel & Ernst 2014), section on summary scores; rates are AnnoMI's session measures.
RULES: tuple[MeasureRule, ...] = (
    MeasureRule(
        id="rq_ratio",
        name="Reflections to questions (R:Q)",
        meaning="Reflections for every question asked.",
        unit="ratio",
        counts=("reflection", "question"),
        top=lambda x: _present(x, "reflection"),
        base=lambda x: _present(x, "question"),
    ),
    MeasureRule(
        id="reflection_rate",
        name="Reflection rate",
        meaning="Share of the helper's utterances that hold a reflection.",
        unit="share",
        counts=("reflection",),
        top=lambda x: _present(x, "reflection"),
        base=_helper_turns,
    ),
    MeasureRule(
        id="question_rate",
        name="Question rate",
        meaning="Share of the helper's utterances that hold a question.",
        unit="share",
        counts=("question",),
        top=lambda x: _present(x, "question"),
        base=_helper_turns,
    ),
    MeasureRule(
        id="complex_share",
        name="Complex reflections (%CR)",
        meaning="Share of the reflections that add meaning or feeling.",
        unit="share",
        counts=("reflection",),
        top=lambda x: _value(x, "reflection", 2),
        base=lambda x: _present(x, "reflection"),
    ),
    MeasureRule(
        id="open_share",
        name="Open questions (%OQ)",
        meaning="Share of the questions that leave a wide range of answers.",
        unit="share",
        counts=("question",),
        top=lambda x: _value(x, "question", 1),
        base=lambda x: _present(x, "question"),
    ),
    MeasureRule(
        id="mi_adherent",
        name="MI-adherent",
        meaning="Utterances that affirm, and utterances that seek collaboration or emphasise autonomy.",
        unit="count",
        counts=("affirmation", "autonomy"),
        top=lambda x: _present(x, "affirmation") + _present(x, "autonomy"),
        base=None,
    ),
    MeasureRule(
        id="mi_non_adherent",
        name="MI-non-adherent",
        meaning="Utterances that confront, and advice without permission just before it.",
        unit="count",
        counts=("advice", "autonomy", "confront"),
        top=lambda x: unasked_advice(x).sum(axis=1) + _present(x, CLEAR if CLEAR in x else CONFRONT),
        base=None,
    ),
    # An index of our own, unweighted on purpose: what MI asks for less what it warns of, for each utterance.
    MeasureRule(
        id="mi_balance",
        name="Balance",
        meaning="Reflections, affirmations and autonomy less advice, confronting and minimising, per utterance.",
        unit="share",
        counts=(*_BALANCE[0], *_BALANCE[1]),
        top=lambda x: (
            sum((_present(x, m) for m in _BALANCE[0]), np.zeros(1))
            - sum((_present(x, m) for m in _BALANCE[1]), np.zeros(1))
        ),
        base=_helper_turns,
    ),
)


# The helper markers that some number counts.
COUNTED = frozenset(marker for rule in RULES for marker in rule.counts)


def compute(rule: MeasureRule, seen: Seen) -> Counts:
    """Return the measure for each version of the session, NaN where the denominator is zero."""
    top = rule.top(seen)
    if rule.base is None:
        return top
    base = rule.base(seen)
    return np.divide(top, base, out=np.full_like(top, np.nan), where=base > 0)


def point(rule: MeasureRule, labels: Seen, estimate: Seen) -> float | None:
    """Return the measure's value; None where no label stands in the denominator."""
    return None if np.isnan(compute(rule, labels)[0]) else float(compute(rule, estimate)[0])


def measure(rule: MeasureRule, labels: Seen, estimate: Seen, draws: Seen, settings: SessionSettings) -> Measure:
    """Return one number of the session: its value from the estimate, its interval from the draws."""
    counted = float(compute(rule, labels)[0])
    base = int((rule.base or _helper_turns)(labels)[0])
    known = point(rule, labels, estimate)
    drawn = interval_of(compute(rule, draws))
    interval = drawn if drawn is None or known is None else widened(drawn, known)
    doubt = why_not(rule.unit, known, base=base, drawn=drawn, interval=interval, limits=settings.telling)
    threshold = settings.thresholds.get(rule.id)
    shown = Threshold(**threshold.model_dump()) if threshold else None
    return Measure(
        id=rule.id,
        name=rule.name,
        meaning=rule.meaning,
        unit=rule.unit,
        value=known,
        counted=None if np.isnan(counted) else counted,
        interval=interval,
        base=base,
        telling=not doubt,
        why_not=doubt,
        threshold=shown,
        band=band_of(shown, interval) if not doubt else None,
        agreement=icc_in_words(settings.agreement.get(rule.id)),
    )
