"""Every utterance as a page shows it: its words in pieces, its markers as chips, and what was left out in doubt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from empathy.markers.catalogue import Marker
from empathy.markers.scores import MarkerScore, ScoredUtterance
from empathy.report.evidence import Piece, evidence_words, pieces_of
from empathy.report.glyphs import BAR_MARKER, look_of, symbol
from empathy.report.words import clock, label_text, likelihood
from empathy.session.summary import Opportunity, SessionReport
from empathy.transcript import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One marker of one utterance; ``words`` are those it rests on; ``own`` for one that a programme trained."""

    marker: str
    text: str
    symbol: str
    family: str
    percent: str
    uncertain: bool
    words: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One utterance; ``number`` counts from 1 for people, ``anchor`` is its place in the page.

    ``chips`` are the labels given, ``hints`` those given too faintly for a chip, ``left_out`` those nearly given.
    """

    anchor: str
    number: int
    role: str
    speaker: str
    clock: str
    start: float | None
    end: float | None
    noise: bool
    words: int
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    hints: tuple[Chip, ...]
    left_out: tuple[Chip, ...]
    mainly: str
    mainly_percent: str
    mainly_uncertain: bool
    opportunity: Opportunity | None
    at_risk: bool
    names_speaker: bool
    shares_role: bool
    scored: bool

    @property
    def who(self) -> str:
        """The role, and where several speakers have it, which of them; a name such as "Client 2" says both."""
        if not self.shares_role:
            return self.role
        return self.speaker if self.speaker.lower().startswith(self.role) else f"{self.role} {self.speaker}"

    @property
    def text(self) -> str:
        """The anonymized words."""
        return "".join(p.text for p in self.pieces)

    @property
    def in_doubt(self) -> bool:
        """Whether any marker shown, hinted at or left out is in doubt."""
        return self.mainly_uncertain or bool(self.hints or self.left_out) or any(c.uncertain for c in self.chips)

    @property
    def doubted(self) -> frozenset[str]:
        """The markers shown but in doubt."""
        return frozenset(c.marker for c in self.chips if c.uncertain)

    @property
    def markers(self) -> str:
        """The ids of the markers present, for filters."""
        return " ".join(c.marker for c in (*self.chips, *self.hints))


def turns_of(report: SessionReport, prefix: str) -> tuple[Turn, ...]:
    """Return every utterance of a session, in order; ``prefix`` begins the anchors."""
    opportunities = {o.utterance: o for o in report.summary.opportunities}
    shared = _shared_roles(report.scored.utterances)
    naming = _turns_that_name_their_speaker(report.scored.utterances, shared)
    return tuple(
        _turn(
            u,
            number,
            f"{prefix}-u{u.utterance.index}",
            opportunities.get(u.utterance.index),
            report=report,
            names=number in naming,
            shares=u.utterance.role in shared,
        )
        for number, u in enumerate(report.scored.utterances, start=1)
    )


def _shared_roles(utterances: Sequence[ScoredUtterance]) -> set[Role]:
    """Return the roles that several speakers have: a couple's two clients, a group, two helpers."""
    speakers = {(u.utterance.role, u.utterance.speaker) for u in utterances}
    return {role for role, count in Counter(role for role, _ in speakers).items() if count > 1}


def _turns_that_name_their_speaker(utterances: Sequence[ScoredUtterance], shared: set[Role]) -> set[int]:
    """Return the turns where the speaker's name tells something: a first turn, or one of several in a role."""
    naming: set[int] = set()
    seen: set[str] = set()
    for number, u in enumerate(utterances, start=1):
        said = u.utterance
        tells = len(said.speaker) > 2 and said.speaker.lower() != said.role  # "T" and "C" do not
        if said.role in shared or (tells and said.speaker not in seen):
            naming.add(number)
        seen.add(said.speaker)
    return naming


def _turn(
    scored: ScoredUtterance,
    number: int,
    anchor: str,
    opportunity: Opportunity | None,
    *,
    report: SessionReport,
    names: bool,
    shares: bool,
) -> Turn:
    said = scored.utterance
    met = opportunity is not None and opportunity.met
    book, own = report.book.markers, report.own_ids
    known = [(m, scored.markers[m.id]) for m in book if m.id in scored.markers and m.id != BAR_MARKER]
    given = [(m, s) for m, s in known if _present(m, s)]
    mainly = scored.markers.get(BAR_MARKER)
    return Turn(
        anchor=anchor,
        number=number,
        role=said.role.value,
        speaker=said.speaker,
        clock="" if said.start is None else clock(said.start),
        start=said.start,
        end=said.end,
        noise=said.is_noise,
        words=0 if said.is_noise else len(said.text.split()),
        pieces=pieces_of(scored),
        chips=tuple(_chip(m, s, said.text, met=met, own=m.id in own) for m, s in given if not s.faint),
        hints=tuple(_chip(m, s, said.text, met=met, own=m.id in own) for m, s in given if s.faint),
        left_out=tuple(
            _chip_left_out(m, s, own=m.id in own) for m, s in known if s.uncertain and not _present(m, s)
        ),
        mainly=mainly.label if mainly else "",
        mainly_percent=likelihood(mainly.probability) if mainly else "",
        mainly_uncertain=mainly.uncertain if mainly else False,
        opportunity=opportunity,
        at_risk=said.index in report.summary.risk,
        names_speaker=names,
        shares_role=shares,
        scored=bool(scored.markers),
    )


def _present(marker: Marker, score: MarkerScore) -> bool:
    """Whether the label says that the marker is there; an own marker may call its negative value as it likes."""
    return score.label in marker.positives


def _chip(marker: Marker, score: MarkerScore, text: str, *, met: bool, own: bool) -> Chip:
    return Chip(
        marker=marker.id,
        text=label_text(marker, score.label),
        symbol=symbol(marker.id, score.label, met=met),
        family=look_of(marker.id).family,
        percent=likelihood(score.probability),
        uncertain=score.uncertain,
        words=evidence_words(text, score.evidence),
        own=own,
    )


def _chip_left_out(marker: Marker, score: MarkerScore, *, own: bool) -> Chip:
    """Return the likeliest value that was not given, with its own probability."""
    label, probability = likeliest_positive(marker, score.probabilities)
    return Chip(
        marker=marker.id,
        text=label_text(marker, label),
        symbol=symbol(marker.id, label),
        family=look_of(marker.id).family,
        percent=likelihood(probability),
        uncertain=True,
        words="",
        own=own,
    )


def likeliest_positive(marker: Marker, probabilities: Mapping[str, float]) -> tuple[str, float]:
    """Return the positive value with the highest probability.

    >>> from empathy.markers.catalogue import codebook
    >>> likeliest_positive(codebook()["reflection"], {"none": 0.5, "simple": 0.3, "complex": 0.2})
    ('simple', 0.3)
    """
    label = max(marker.positives, key=lambda value: probabilities.get(value, 0.0))
    return label, probabilities.get(label, 0.0)
