"""Moments worth keeping: what the helper did well, the surest and most varied first."""

from collections.abc import Mapping, Sequence, Set

from empathy.markers.scores import ScoredUtterance
from empathy.markers.watch import judges_the_person
from empathy.session.opportunities import has_content
from empathy.session.summary import Opportunity, Strength

MOST = 5
LEAST = 0.5  # below, the marker is likelier absent than not
_REASONS: Mapping[tuple[str, str], str] = {
    ("reflection", "complex"): "A reflection that adds meaning to what was said.",
    ("reflection", "simple"): "What the client said came back to them.",
    ("validation", "yes"): "It says that what the client feels or does makes sense.",
    ("affirmation", "yes"): "It names something good about the client.",
    ("warmth", "yes"): "It lets the client hear that you care.",
    ("feeling", "yes"): "It gives the client's feeling a name.",
    ("autonomy", "yes"): "It asks, or leaves the choice with the client.",
    ("question", "open"): "A question that leaves room for the client's own answer.",
}
_ORDER = tuple(_REASONS)
_SHOWN = {"explicit": "voiced", "implicit": "hinted at"}


def find_strengths(
    utterances: Sequence[ScoredUtterance], opportunities: Sequence[Opportunity], unasked: Set[int] = frozenset()
) -> tuple[Strength, ...]:
    """Return at most five moments in order of time: sure labels first, kinds varied, met opportunities first.

    What went past an opening is none of them, nor what confronts, minimises or judges, nor the ``unasked``: the
    utterances that give advice without permission. Nothing is held up where words may speak of suicide and nobody
    asks about safety.
    """
    at_risk = [o for o in opportunities if o.risk]
    if at_risk and not any(o.safety for o in at_risk):
        return ()
    # an answer to several openings answers the plainest of them
    answers = {o.answer: o.strength for o in sorted(opportunities, key=lambda o: o.strength == "explicit") if o.met}
    left = {o.answer for o in opportunities if o.missed} | unasked
    held_up = [u for u in utterances if u.utterance.index not in left]
    candidates = sorted(_candidates(held_up, answers), key=lambda c: -c[0])
    chosen: list[Strength] = []
    kinds: dict[str, int] = {}
    for _, strength in candidates:
        taken = strength.utterance in {c.utterance for c in chosen}
        if taken or kinds.get(strength.marker, 0) >= 2:
            continue
        kinds[strength.marker] = kinds.get(strength.marker, 0) + 1
        chosen.append(strength)
        if len(chosen) == MOST:
            break
    return tuple(sorted(chosen, key=lambda s: s.utterance))


def _candidates(
    utterances: Sequence[ScoredUtterance], answers: Mapping[int | None, str]
) -> list[tuple[float, Strength]]:
    found = []
    for scored in utterances:
        if not has_content(scored.utterance.text) or _mixed(scored):
            continue
        for rank, (marker, label) in enumerate(_ORDER):
            score = scored.markers.get(marker)
            if score is None or score.label != label or score.probability < LEAST:
                continue
            met = scored.utterance.index in answers
            # a sure moment stands before any doubtful one, whatever else speaks for that
            weight = score.probability + (0.5 if met else 0.0) - 0.02 * rank - (2.0 if score.uncertain else 0.0)
            reason = _REASONS[marker, label]
            if met:
                reason += f" It answers a feeling the client had just {_SHOWN[answers[scored.utterance.index]]}."
            strength = Strength(
                utterance=scored.utterance.index,
                marker=marker,
                label=label,
                probability=score.probability,
                reason=reason,
                uncertain=score.uncertain,
            )
            found.append((weight, strength))
    return found


def _mixed(scored: ScoredUtterance) -> bool:
    """Whether the same utterance also confronts, minimises or judges the person: no moment to hold up."""
    told = any(scored.markers[m].present for m in ("confront", "minimising") if m in scored.markers)
    return told or judges_the_person(scored.utterance.text)
