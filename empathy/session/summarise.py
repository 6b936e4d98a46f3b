"""ScoredTranscript -> SessionSummary: counts, numbers with intervals, opportunities, course and strengths."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.markers.catalogue import Catalogue, Marker, codebook, with_own
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.markers.watch import lifts_a_burden, refuses
from empathy.session.estimate import Usual, adjusted
from empathy.session.intervals import draw_labels, interval_of, matrix, widened
from empathy.session.measures import (
    CLEAR,
    CONFRONT,
    LIFTING,
    REFUSED,
    RULES,
    Seen,
    measure,
    one_hot,
    unasked_advice,
)
from empathy.session.opportunities import at_risk, find_opportunities
from empathy.session.settings import SessionSettings, session_settings
from empathy.session.strengths import find_strengths
from empathy.session.summary import Interval, MarkerCount, SessionSummary, Stretch
from empathy.transcript import Role

Said = Mapping[Role, Sequence[ScoredUtterance]]
_SEED = 0
_STRETCHES = ("First third", "Middle", "Last third")


def summarise(
    scored: ScoredTranscript, settings: SessionSettings | None = None, *, own: Sequence[Marker] = ()
) -> SessionSummary:
    """Sum up one session; the same scores always give the same numbers, whatever the session is called.

    ``own`` are a programme's own markers: they are counted as labelled, also where one stands in for a shipped one.
    """
    settings = settings or session_settings()
    said = {
        role: [u for u in scored.utterances if u.utterance.role is role and not u.utterance.is_noise]
        for role in Role
    }
    rng = np.random.default_rng(_SEED)
    shipped = codebook()
    usual = {m.id: settings.usual_of(m.id) for m in shipped.markers if m.id not in {o.id for o in own}}
    told = {REFUSED: _refused(scored.utterances), LIFTING: _lifting(said[Role.HELPER])}
    helper = _versions(said, shipped.for_role(Role.HELPER), settings, usual, rng, sure=told)
    # the own markers are drawn last: with or without them, the other draws are the same
    others = (*shipped.for_role(Role.CLIENT), *(m for m in own if m.id not in shipped.ids))
    rest = _versions(said, others, settings, usual, rng)
    opportunities = find_opportunities(scored.utterances)
    unasked = _unasked(said, helper.labels)
    counts = [
        *_counts(said, shipped.for_role(Role.HELPER), helper),
        *_counts(said, others, rest),
    ]
    return SessionSummary(
        session=scored.session,
        model=scored.model,
        utterances=dict(Counter(u.utterance.role.value for u in scored.utterances)),
        noise=sum(u.utterance.is_noise for u in scored.utterances),
        counts=tuple(counts),
        measures=tuple(measure(rule, helper.labels, helper.estimate, helper.draws, settings) for rule in RULES),
        talk_words=_talk_words(scored),
        talk_time=_talk_time(scored),
        duration=_duration(scored),
        opportunities=opportunities,
        course=_course(scored.utterances, with_own(own)),
        strengths=find_strengths(scored.utterances, opportunities, frozenset(unasked)),
        uncertain_share=_uncertain_share(scored.utterances),
        risk=tuple(u.utterance.index for u in scored.utterances if at_risk(u)),
        unasked=unasked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Versions:
    """A session as its labels have it, as is estimated of it, and drawn from its probabilities many times.

    Where a marker's usual rates are not known, its labels are the estimate.
    """

    labels: Seen
    estimate: Seen
    draws: Seen


def _versions(
    said: Said,
    markers: Sequence[Marker],
    settings: SessionSettings,
    known: Mapping[str, Usual | None],
    rng: np.random.Generator,
    *,
    sure: Seen | None = None,
) -> _Versions:
    """Return the versions of one role's markers; ``sure`` is the same in all of them."""
    labels, estimate, draws = ({**(sure or {})} for _ in range(3))
    for marker in markers:
        scores = [u.markers[marker.id] for u in said[marker.role] if marker.id in u.markers]
        chosen = np.array([[marker.values.index(s.label) for s in scores]], dtype=np.int64)
        table = matrix([s.probabilities for s in scores], marker.values)
        usual = known.get(marker.id)
        if usual:
            table = adjusted(table, usual)
        drawn = draw_labels(table, shift=settings.shift_of(marker.id), rng=rng)
        labels[marker.id], draws[marker.id] = (one_hot(each, len(marker.values)) for each in (chosen, drawn))
        estimate[marker.id] = table[None] if usual else labels[marker.id]
        if marker.id == CONFRONT:
            clear = chosen * np.array([not s.faint for s in scores], dtype=np.int64)
            labels[CLEAR] = estimate[CLEAR] = one_hot(clear, len(marker.values))
    return _Versions(labels=labels, estimate=estimate, draws=draws)


def _refused(utterances: Sequence[ScoredUtterance]) -> NDArray[np.bool_]:
    """Tell of each scored utterance of the helper whether the client refused what was asked just before, [1, n]."""
    found, asked, refused = [], "", False
    for u in (u for u in utterances if not u.utterance.is_noise):
        if u.utterance.role is Role.CLIENT:
            refused = refused or refuses(u.utterance.text, asked)
        elif "advice" in u.markers:
            found.append(refused)
            asked, refused = u.utterance.text, False
    return np.array([found], dtype=bool)


def _lifting(helper: Sequence[ScoredUtterance]) -> NDArray[np.bool_]:
    """Tell of each scored utterance of the helper whether it only lifts a burden off the client, [1, n]."""
    return np.array([[lifts_a_burden(u.utterance.text) for u in helper if "advice" in u.markers]], dtype=bool)


def _unasked(said: Said, labels: Seen) -> tuple[int, ...]:
    """Return the helper's utterances that are labelled as advice without permission."""
    advising = [u.utterance.index for u in said[Role.HELPER] if "advice" in u.markers]
    return tuple(index for index, much in zip(advising, unasked_advice(labels)[0], strict=True) if much)


def _counts(said: Said, markers: Sequence[Marker], versions: _Versions) -> list[MarkerCount]:
    return [
        _count(said[marker.role], marker, index, versions)
        for marker in markers
        for index in range(1, len(marker.values))
        if any(marker.id in u.markers for u in said[marker.role])
    ]


def _count(utterances: Sequence[ScoredUtterance], marker: Marker, index: int, versions: _Versions) -> MarkerCount:
    value = marker.values[index]
    scores = [u.markers[marker.id] for u in utterances if marker.id in u.markers]
    samples = versions.draws[marker.id][:, :, index].sum(axis=1).astype(float)
    count = int(versions.labels[marker.id][0, :, index].sum())
    return MarkerCount(
        marker=marker.id,
        value=value,
        count=count,
        uncertain=sum(s.uncertain for s in scores if s.label == value),
        interval=widened(interval_of(samples) or Interval(low=0.0, high=0.0), count),
    )


def _talk_words(scored: ScoredTranscript) -> float | None:
    words = dict.fromkeys(Role, 0)
    for u in scored.transcript.utterances:
        words[u.role] += 0 if u.is_noise else len(u.text.split())
    total = words[Role.HELPER] + words[Role.CLIENT]
    return words[Role.HELPER] / total if total else None


def _talk_time(scored: ScoredTranscript) -> float | None:
    """Return the helper's share of stamped time; None unless every turn, noise too, has a start and an end."""
    seconds = dict.fromkeys(Role, 0.0)
    for u in scored.transcript.utterances:
        if u.start is None or u.end is None:
            return None
        seconds[u.role] += max(u.end - u.start, 0.0)
    total = seconds[Role.HELPER] + seconds[Role.CLIENT]
    return seconds[Role.HELPER] / total if total else None


def _duration(scored: ScoredTranscript) -> float | None:
    times = [t for u in scored.transcript.utterances for t in (u.start, u.end) if t is not None]
    return max(times) - min(times) if times else None


def _course(utterances: Sequence[ScoredUtterance], book: Catalogue) -> tuple[Stretch, ...]:
    """Count what the helper did in each third of the session; none for sessions of fewer than six utterances."""
    if len(utterances) < 2 * len(_STRETCHES):
        return ()
    positives = {marker.id: marker.positives for marker in book.markers}

    def present(marker: str, score: MarkerScore) -> bool:
        return score.label in positives[marker] if marker in positives else score.present

    edges = np.linspace(0, len(utterances), len(_STRETCHES) + 1).round().astype(int)
    return tuple(
        Stretch(
            name=name,
            first=utterances[low].utterance.index,
            last=utterances[high - 1].utterance.index,
            counts=dict(Counter(m for u in utterances[low:high] for m, s in u.markers.items() if present(m, s))),
        )
        for name, low, high in zip(_STRETCHES, edges[:-1], edges[1:], strict=True)
    )


def _uncertain_share(utterances: Sequence[ScoredUtterance]) -> float:
    """Return the share of scored utterances whose leading decision (main behaviour, opportunity) is in doubt."""
    leading = [u.markers[m].uncertain for u in utterances for m in ("behaviour", "opportunity") if m in u.markers]
    return sum(leading) / len(leading) if leading else 0.0
