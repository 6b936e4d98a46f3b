"""Moments worth keeping: what the helper did well, the surest and most varied first."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from empathy.markers.scores import ScoredUtterance
from empathy.markers.watch import asks_why, brushes_aside, judges_the_person, pushes_back
from empathy.session.opportunities import has_content, reply_to, surely_reflects
from empathy.session.reasons import REASONS, reason_of
from empathy.session.summary import Opportunity, Strength
from empathy.transcript import Role

MOST = 5
FEW = 2  # up to so many, unsure ones fill up, and a question that only begins the talk
_OF_A_KIND = 2
# From so many judging turns on, a session is of a kind in which the model takes reproaches for reflections.
_HARSH = 2
LEAST = 0.5  # below, the marker is likelier absent than not
_NEAR = 4  # turns: further back, it is not what a turn answers
_ORDER = tuple(REASONS)
_TIERS = {"question": 0, "reflection": 1}
_SHOWN = {"explicit": "voiced", "implicit": "hinted at"}


def find_strengths(
    utterances: Sequence[ScoredUtterance], opportunities: Sequence[Opportunity], unasked: Set[int] = frozenset()
) -> tuple[Strength, ...]:
    """Return at most five moments in order of time: sure labels first, kinds varied, met opportunities first.

    Unsure ones, and a question that only begins the talk, fill up to two. What went past an opening is none of
    them, nor what confronts, minimises, judges or brushes a feeling aside, what the client pushes back on, nor the
    ``unasked``: the utterances that give advice without permission. Where the helper judges again and again, no
    reflection is held up; nothing at all where words may speak of suicide and nobody asks about safety.
    """
    at_risk = [o for o in opportunities if o.risk]
    if at_risk and not any(o.safety for o in at_risk):
        return ()
    # an answer to several openings answers the plainest of them
    answers = {o.answer: o.strength for o in sorted(opportunities, key=lambda o: o.strength == "explicit") if o.met}
    left = {o.answer for o in opportunities if o.missed} | unasked
    harsh = sum(judges_the_person(u.utterance.text) for u in utterances if u.utterance.role is Role.HELPER)
    candidates = [
        strength
        for place, scored in enumerate(utterances)
        if scored.utterance.index not in left
        if not (_empty_or_mixed(scored) or pushes_back(reply_to(utterances, place)))
        if (strength := _best(scored)) is not None
        if strength.marker != "reflection" or harsh < _HARSH
    ]
    begins = _before_the_client(utterances)
    chosen = sorted(_varied(candidates, answers, begins), key=lambda s: s.utterance)
    return tuple(replace(s, reason=_reason(s, utterances, answers)) for s in chosen)


def _before_the_client(utterances: Sequence[ScoredUtterance]) -> Set[int]:
    """Return the utterances before the client first says something: what is asked there begins the talk."""
    told = (place for place, u in enumerate(utterances) if u.utterance.role is Role.CLIENT)
    first = next((place for place in told if has_content(utterances[place].utterance.text)), 0)
    return {u.utterance.index for u in utterances[:first]}


def _varied(candidates: Sequence[Strength], answers: Mapping[int | None, str], begins: Set[int]) -> list[Strength]:
    """Choose the surest, two of a kind at most; ``begins`` are the utterances that only begin the talk."""

    def fills(strength: Strength) -> bool:
        return strength.uncertain or (strength.marker == "question" and strength.utterance in begins)

    def weight(strength: Strength) -> tuple[bool, float]:
        rank = _ORDER.index((strength.marker, strength.label))
        return fills(strength), -(strength.probability + 0.5 * (strength.utterance in answers) - 0.02 * rank)

    chosen: list[Strength] = []
    for strength in sorted(candidates, key=weight):
        most = FEW if fills(strength) else MOST
        if len(chosen) < most and sum(c.marker == strength.marker for c in chosen) < _OF_A_KIND:
            chosen.append(strength)
    return chosen


def _best(scored: ScoredUtterance) -> Strength | None:
    """Return what speaks best for an utterance: what is sure, then what says more than that it reflects or asks."""
    found = [strength for marker, label in _ORDER if (strength := _strength(scored, marker, label))]
    return max(found, key=lambda s: (not s.uncertain, _TIERS.get(s.marker, 2), s.probability), default=None)


def _strength(scored: ScoredUtterance, marker: str, label: str) -> Strength | None:
    """Return an utterance as one held up for a marker, its reason still to be told."""
    score = scored.markers.get(marker)
    if score is None or score.label != label:
        return None
    probability, uncertain = score.probability, score.uncertain
    if marker == "reflection" and uncertain and surely_reflects(scored):  # only its kind is in doubt
        probability, uncertain = 1 - score.probabilities["none"], False
    if probability < LEAST or (marker == "question" and asks_why(scored.utterance.text)):
        return None
    return Strength(
        utterance=scored.utterance.index,
        marker=marker,
        label=label,
        probability=probability,
        reason="",
        uncertain=uncertain,
    )


def _reason(strength: Strength, utterances: Sequence[ScoredUtterance], answers: Mapping[int | None, str]) -> str:
    place = next(p for p, u in enumerate(utterances) if u.utterance.index == strength.utterance)
    scored = utterances[place]
    score = scored.markers[strength.marker]
    kind_in_doubt = strength.marker == "reflection" and score.uncertain and not strength.uncertain
    label = "simple" if kind_in_doubt else strength.label
    said = scored.utterance.text
    reason = reason_of(strength.marker, label, said, score.evidence, _said_before(utterances, place))
    if strength.utterance in answers:
        reason += f" It answers a feeling the client had just {_SHOWN[answers[strength.utterance]]}."
    return reason


def _said_before(utterances: Sequence[ScoredUtterance], place: int) -> str:
    """Return the client's last words with content before the utterance at ``place``, "" where none are near."""
    near = (u.utterance for u in reversed(utterances[max(place - _NEAR, 0) : place]))
    return next((u.text for u in near if u.role is Role.CLIENT and has_content(u.text)), "")


def _empty_or_mixed(scored: ScoredUtterance) -> bool:
    """Whether an utterance says nothing, or also confronts, minimises or judges: none to hold up."""
    told = any(scored.markers[m].present for m in ("confront", "minimising") if m in scored.markers)
    text = scored.utterance.text
    return told or judges_the_person(text) or brushes_aside(text) or not has_content(text)
