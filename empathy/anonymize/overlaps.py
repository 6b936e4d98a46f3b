"""Settle overlaps: of spans that share characters one is made, of the surest kind and the widest reach."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter

from empathy.anonymize.spans import Span


def settle(spans: Iterable[Span], marks: Sequence[tuple[int, int]] = ()) -> tuple[Span, ...]:
    """Return spans in order that share no character with each other or with marks already in the text.

    Overlapping spans become their union: nothing that a recognizer found is left half hidden. The union takes
    kind and reason from the span of the highest score, the longer one where scores are equal.
    """
    free = [s for s in spans if not touches(marks, s.start, s.end)]
    settled: list[Span] = []
    for span in sorted(free, key=lambda s: (s.start, -s.end)):
        if settled and settled[-1].overlaps(span):
            settled[-1] = _union(settled[-1], span)
        else:
            settled.append(span)
    return tuple(settled)


def holds(settled: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans, in order and apart, holds the characters ``start`` to ``end``."""
    place = bisect_right(settled, start, key=lambda span: span.start) - 1
    return place >= 0 and end <= settled[place].end


def touches(marks: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the marks, in order and apart, shares one of the characters ``start`` to ``end``."""
    place = bisect_left(marks, end, key=itemgetter(0)) - 1
    return place >= 0 and start < marks[place][1]


def _union(first: Span, second: Span) -> Span:
    best = max(first, second, key=lambda s: (s.score, s.end - s.start))
    return Span(
        kind=best.kind,
        start=min(first.start, second.start),
        end=max(first.end, second.end),
        score=best.score,
        reason=best.reason,
    )
