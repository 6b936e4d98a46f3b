"""What a session adds up to: frozen values, computed by :mod:`empathy.session.summarise`, shown by reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from empathy.markers.catalogue import Catalogue, Marker, with_own
from empathy.markers.scores import ScoredTranscript

Band = Literal["below fair", "fair", "good"]
Unit = Literal["ratio", "share", "count"]
# What an answer does instead of meeting an opportunity; "" where it meets it.
Then = Literal["", "asks_openly", "asks", "advises", "informs", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A 90 % interval that carries the classifier's uncertainty, in the unit of its measure."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Published cut-offs of a measure; expert opinion, not validated norms, and cited as such."""

    fair: float
    good: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of the session.

    Questions are estimated from probabilities (:mod:`empathy.session.estimate`); ``counted`` is the same number
    from labels alone, and equals ``value`` where no question counts. Both are None where nothing can be divided
    (for want of questions, say). ``base`` is the count of labels it rests on (the denominator); ``telling`` is
    False where the count or the interval says that it is too little to tell, and ``why_not`` says which. ``unit``
    is "ratio", "share" (0–1), "count". ``agreement`` states how far people agree.
    """

    id: str
    name: str
    meaning: str
    unit: Unit
    value: float | None
    counted: float | None
    interval: Interval | None
    base: int
    telling: bool
    why_not: str = ""
    threshold: Threshold | None = None
    band: Band | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """An empathic opportunity of the client and what became of it.

    ``utterance`` is the client's utterance; ``answer`` the helper's next utterance with content, or None where none
    followed; ``met_by`` lists the markers that met it (empty: missed); ``uncertain`` where either side is in doubt;
    ``safety`` where the helper asks about safety, which comes before any marker; ``risk`` where the words may speak
    of suicide or self-harm: it is neither met nor counted, and missed where nobody asks about safety. ``then`` is
    what the answer does instead of meeting it, "" where it meets it, or where none followed.
    """

    utterance: int
    strength: Literal["implicit", "explicit"]
    answer: int | None
    met_by: tuple[str, ...]
    uncertain: bool
    suggestion: str = ""
    risk: bool = False
    safety: bool = False
    then: Then = ""

    @property
    def met(self) -> bool:
        """Whether the helper's next utterance with content holds an empathic marker, and that is enough."""
        return bool(self.met_by) and not self.risk

    @property
    def followed(self) -> bool:
        """Whether the helper said anything after it; else it is neither met nor missed."""
        return self.answer is not None

    @property
    def judged(self) -> bool:
        """Whether it counts among the openings, as met or missed."""
        return self.followed and not self.risk and (self.met or not self.safety)

    @property
    def missed(self) -> bool:
        """Whether it is a moment to come back to: the helper went on otherwise."""
        return self.followed and not self.safety and not self.met


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A moment worth keeping: the helper's utterance, the marker that makes it so, and why, in a sentence.

    ``uncertain`` where the label is in doubt: such a moment stands here only for want of surer ones.
    """

    utterance: int
    marker: str
    label: str
    probability: float
    reason: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One part of the session's course (a third, say): utterances [first, last] and the markers counted in it."""

    name: str
    first: int
    last: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerCount:
    """How often a marker's value was labelled, how often in doubt, and the 90 % interval of the true count.

    Of questions the interval is that of the estimate (:mod:`empathy.session.estimate`).
    """

    marker: str
    value: str
    count: int
    uncertain: int
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """Everything a report says about one session besides its utterances.

    ``talk_words`` and ``talk_time`` are the helper's shares (0–1), the latter None without time stamps;
    ``utterances`` counts by role; ``noise`` counts the turns that hold only noise marks, which no number counts;
    ``risk`` are the client's utterances whose words may speak of suicide or self-harm, and the helper's that ask
    about it; ``unasked`` the helper's utterances labelled as advice without permission.
    """

    session: str
    model: str
    utterances: Mapping[str, int]
    noise: int
    counts: tuple[MarkerCount, ...]
    measures: tuple[Measure, ...]
    talk_words: float | None
    talk_time: float | None
    duration: float | None
    opportunities: tuple[Opportunity, ...]
    course: tuple[Stretch, ...]
    strengths: tuple[Strength, ...]
    uncertain_share: float
    risk: tuple[int, ...] = ()
    unasked: tuple[int, ...] = ()

    @property
    def in_doubt(self) -> int:
        """How many opportunities were met in doubt only."""
        return sum(o.met and o.uncertain for o in self.opportunities)

    @property
    def taken_up(self) -> tuple[int, int]:
        """How many opportunities were met, and of how many: those that were met or missed."""
        return sum(o.met for o in self.opportunities), sum(o.judged for o in self.opportunities)

    def measure(self, measure: str) -> Measure:
        """Return the measure with this id, or raise KeyError."""
        for candidate in self.measures:
            if candidate.id == measure:
                return candidate
        raise KeyError(measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """What a report is made of: the scored session, its summary, and what the model's card says of its weakness.

    ``cautions`` maps a marker's id to a sentence where its held-out figure is weak; ``figures`` maps it to the
    held-out figure shown beside the human agreement, e.g. ``"F1 .61 held out"``. ``own`` are the markers that a
    programme trained itself; their figures are cross-validated on its own codes.
    """

    scored: ScoredTranscript
    summary: SessionSummary
    cautions: Mapping[str, str]
    figures: Mapping[str, str]
    own: tuple[Marker, ...] = ()

    @property
    def book(self) -> Catalogue:
        """The codebook that the session was read with: the shipped one, and the own markers."""
        return with_own(self.own)

    @property
    def own_ids(self) -> frozenset[str]:
        """The ids of the own markers."""
        return frozenset(marker.id for marker in self.own)
