"""Moments of a session as a page shows them: what worked, and what to come back to, each with its words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import overload

from empathy.markers.catalogue import codebook
from empathy.report.evidence import excerpt
from empathy.report.glyphs import look_of, symbol
from empathy.report.turns import Turn
from empathy.report.words import label_text
from empathy.session.opportunities import has_content
from empathy.session.summary import Opportunity, SessionSummary, Strength

_OPENINGS = {
    "explicit": "A feeling was voiced",
    "implicit": "A feeling was hinted at",
    "risk": "Words that may speak of suicide or self-harm",
}
_THEN = {
    "asks": "The next turn seems to ask. Say it back first; the question can follow.",
    "advises": "The next turn seems to advise. Say it back first; the advice can wait.",
    "informs": "The next turn seems to inform. Say it back first; the information can wait.",
    "other": "The next turn seems to go elsewhere.",
}
_WHAT = "Here the client voiced a feeling, or hinted at one, and the next turn did not say it back."
# So many moments to come back to are shown first: a list of failings teaches nobody.
FOREMOST = 5
_SPARE = 2  # folding away fewer than these would hide them for nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment to look at: the client's turn, the helper's, and a sentence on it."""

    before: Turn | None
    turn: Turn | None
    symbol: str
    family: str
    title: str
    note: str
    marker: str
    uncertain: bool


def strength_moment(strength: Strength, by_index: Mapping[int, Turn], turns: Sequence[Turn]) -> Moment:
    """Show a strength with the client's words before it; ``by_index`` finds turns by their utterance."""
    turn = by_index[strength.utterance]
    chip = next((c for c in turn.chips if c.marker == strength.marker), None)
    return Moment(
        before=_quoted(_client_before(turn, turns), ""),
        turn=_quoted(turn, strength.marker),
        symbol=chip.symbol if chip else symbol(strength.marker, strength.label),
        family=look_of(strength.marker).family,
        title=label_text(codebook()[strength.marker], strength.label),
        note=f"Perhaps: the model is unsure. {strength.reason}" if strength.uncertain else strength.reason,
        marker=strength.marker,
        uncertain=chip.uncertain if chip else False,
    )


@overload
def _quoted(turn: Turn, marker: str) -> Turn: ...
@overload
def _quoted(turn: Turn | None, marker: str) -> Turn | None: ...
def _quoted(turn: Turn | None, marker: str) -> Turn | None:
    """Return a turn as a moment quotes it: a long one shortened to where the marker's words stand."""
    return turn and replace(turn, pieces=excerpt(turn.pieces, marker))


def _client_before(turn: Turn, turns: Sequence[Turn]) -> Turn | None:
    """Return the client's last turn before this one that says something, if it is near; else any with words."""
    near = [t for t in reversed(turns[max(turn.number - 5, 0) : turn.number - 1]) if t.role == "client" and t.words]
    return next((t for t in near if has_content(t.text)), near[0] if near else None)


def to_come_back_to(opportunities: Sequence[Opportunity]) -> tuple[list[Opportunity], list[Opportunity]]:
    """Part the missed openings into those to begin with, the plainest and surest, and the rest, as time goes.

    Words that may speak of suicide are begun with, before all others.
    """
    missed = [o for o in opportunities if o.missed]
    if len(missed) <= FOREMOST + _SPARE:
        return missed, []
    plainest = sorted(missed, key=lambda o: (not o.risk, o.uncertain, o.strength != "explicit"))[:FOREMOST]
    return [o for o in missed if o in plainest], [o for o in missed if o not in plainest]


def said_of_missed(summary: SessionSummary) -> tuple[str, str]:
    """Say what the moments to come back to are, beside those that were taken up; and what the codebook suggests."""
    met, judged = summary.taken_up
    missed = [o for o in summary.opportunities if o.missed and not o.risk]
    asked = sum(o.then == "asks" for o in missed)
    others = f"; after {asked} of the others the helper asked a question" if asked else ""
    counted = f" {met} of {judged} such openings were taken up{others}." if judged else ""
    return f"{_WHAT}{counted}", " ".join(_what_helps({o.strength for o in missed}))


def _what_helps(strengths: Collection[str]) -> Iterator[str]:
    book = codebook()
    if strengths:
        yield book["reflection"].suggestion
    for strength, marker, how in (("explicit", "feeling", "voiced"), ("implicit", "validation", "hinted at")):
        if strength in strengths:
            tip = book[marker].suggestion
            yield f"Where a feeling was {how}, {tip[0].lower()}{tip[1:]}"


def missed_moment(opportunity: Opportunity, by_index: Mapping[int, Turn]) -> Moment:
    """Show an opening with what the helper said next."""
    turn = by_index[opportunity.utterance]
    return Moment(
        before=_quoted(turn, "opportunity"),
        turn=None if opportunity.answer is None else _quoted(by_index[opportunity.answer], ""),
        symbol="g-opportunity-missed",
        family="client",
        title=_OPENINGS["risk" if opportunity.risk else opportunity.strength],
        note=opportunity.suggestion if opportunity.risk or not opportunity.then else _THEN[opportunity.then],
        marker="opportunity",
        uncertain=opportunity.uncertain,
    )
