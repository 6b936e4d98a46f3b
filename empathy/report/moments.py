"""Moments of a session as a page shows them: what worked, and what to come back to, each with its words."""

from collections.abc import Mapping, Sequence
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
    "asks_openly": "Next came an open question, it seems, which can give room. Did it stay with the feeling?",
    "asks": "Next came a question, it seems.",
    "advises": "Next came advice, it seems.",
    "informs": "Next came information, it seems.",
    "other": "Nothing was found in the next turn that takes it up.",
}
_TRY = "first say in a few words what you heard, with the feeling if you hear one, as a guess. Then ask or advise."
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
        title=_title(strength, kind_in_doubt=chip is not None and chip.uncertain and not strength.uncertain),
        note=f"Perhaps: the model is unsure. {strength.reason}" if strength.uncertain else strength.reason,
        marker=strength.marker,
        uncertain=strength.uncertain,
    )


def _title(strength: Strength, *, kind_in_doubt: bool) -> str:
    marker = codebook()[strength.marker]
    return marker.name if kind_in_doubt else label_text(marker, strength.label)


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

    Words that may speak of suicide stand first, and never among the rest; what was asked openly comes last.
    """
    missed = sorted((o for o in opportunities if o.missed), key=lambda o: (not o.risk, o.utterance))
    if len(missed) <= FOREMOST + _SPARE:
        return missed, []
    plainest = sorted(missed, key=_plainness)[:FOREMOST]
    return [o for o in missed if o.risk or o in plainest], [o for o in missed if not (o.risk or o in plainest)]


def _plainness(opportunity: Opportunity) -> tuple[bool, ...]:
    o = opportunity
    return (not o.risk, o.uncertain, o.then == "asks_openly", o.strength != "explicit")


def said_of_missed(summary: SessionSummary) -> tuple[str, str]:
    """Say how many openings there seem to be, how many were taken up, and what may be tried in the others."""
    (met, judged), doubt = summary.taken_up, summary.in_doubt
    missed = [o for o in summary.opportunities if o.missed]
    if all(o.risk for o in missed):
        return "", ""
    then = "seems not to take it up" if judged == 1 else f"took up {_taken_up(met - doubt, doubt)}"
    counted = (
        f"The client seems to have voiced a feeling, or hinted at one, {_times(judged)}. The next turn {then}. "
        "Where no answer to the feeling was found, it stands below; one may have been overlooked."
    )
    which = "In those that are not about suicide, one" if any(o.risk for o in missed) else "One"
    return counted, f"{which} thing to try: {_TRY}"


def nothing_missed(summary: SessionSummary) -> str:
    """Say why there is no moment to come back to: all openings were met, nothing followed, or none was."""
    met, judged = summary.taken_up
    left = sum(not (o.followed or o.risk) for o in summary.opportunities)
    said = []
    if met:
        which = (
            "The one opening that was found" if judged == 1 else f"Every opening that was found, {judged} in all,"
        )
        doubt = met_in_doubt(summary)
        said.append(f"{which} seems taken up in the next turn{f'; {doubt}' if doubt else ''}.")
    if left:
        said.append(
            "After the last turn in which the helper says something, the client seems to voice a feeling, or hint "
            f"at one, {_times(left)}; that counts as neither met nor missed."
        )
    other = "other opening" if any(o.followed or o.risk for o in summary.opportunities) else "opening"
    return " ".join(said) or f"No {other}, a feeling voiced or hinted at, was found in the client's words."


def met_in_doubt(summary: SessionSummary) -> str:
    """Say how many of the openings that were met are in doubt."""
    met, doubt = summary.taken_up[0], summary.in_doubt
    if not doubt:
        return ""
    if doubt == met:
        return "all in doubt" if met > 1 else "in doubt"
    return f"{doubt} of the {met} in doubt"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _taken_up(sure: int, perhaps: int) -> str:
    if perhaps and sure:
        return f"{sure} of them, and perhaps {perhaps} more"
    if perhaps:
        return f"perhaps {perhaps} of them"
    return f"{sure or 'none'} of them"


def missed_moment(opportunity: Opportunity, by_index: Mapping[int, Turn]) -> Moment:
    """Show an opening with what the helper said next."""
    turn = by_index[opportunity.utterance]
    return Moment(
        before=_quoted(turn, "opportunity"),
        turn=None if opportunity.answer is None else _quoted(by_index[opportunity.answer], ""),
        symbol="g-opportunity-missed",
        family="client",
        title=_OPENINGS["risk" if opportunity.risk else opportunity.strength],
        note=opportunity.suggestion if opportunity.risk else _THEN[opportunity.then],
        marker="opportunity",
        uncertain=opportunity.uncertain,
    )
