"""The picture of a session: where each turn and each glyph stands, by words or by time.

The line is cut into strips of one width that a page sets side by side, three to a row where there is room and
one below the other where there is not. The helper stands above the line, the client below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from empathy.report.words import clock

STRIP = 340.0
PER_ROW = 3
_TURNS_A_ROW = 24
_MOST_ROWS = 8
_LEAST_WIDTH = 4.0
BAR = 14.0
PITCH = 13.5
_LABEL = 13.0
_MOST_GLYPHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class RibbonGlyph:
    """One marker of a turn as the picture shows it."""

    marker: str
    symbol: str
    family: str
    uncertain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RibbonTurn:
    """What the picture needs of one turn; ``behaviour`` is the main behaviour's label, or empty."""

    number: int
    target: str
    title: str
    role: str
    behaviour: str
    uncertain: bool
    words: int
    start: float | None
    end: float | None
    glyphs: tuple[RibbonGlyph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A turn's rectangle within a strip; ``head`` where its middle, and so its glyphs, lie in this strip.

    ``first`` and ``last`` tell whether the turn begins and ends here.
    """

    turn: RibbonTurn
    x: float
    width: float
    middle: float
    head: bool
    first: bool
    last: bool

    @property
    def right(self) -> float:
        """Where the rectangle ends."""
        return round(self.x + self.width, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One stretch of the picture and the label at its beginning."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """The whole picture; lengths in pixels of a strip's view box, ``line`` the height of the middle line."""

    mode: str
    strips: tuple[Strip, ...]
    width: float
    height: float
    line: float
    bar: float = BAR
    pitch: float = PITCH


def by_words(turns: Sequence[RibbonTurn]) -> Ribbon:
    """Lay the turns end to end, each as wide as its words."""
    total = _rows(turns) * PER_ROW * STRIP
    least = min(_LEAST_WIDTH, total / max(len(turns), 1) / 2)
    words = sum(t.words for t in turns) or 1
    scale = (total - least * len(turns)) / words
    ends = list(accumulate(least + t.words * scale for t in turns))
    starts = [0.0, *ends][: len(ends)]
    places = [(s, max(e - s - 1.0, least / 2)) for s, e in zip(starts, ends, strict=True)]
    return _ribbon("words", turns, places, total, stamps=False)


def by_time(turns: Sequence[RibbonTurn]) -> Ribbon | None:
    """Lay the turns out by the clock, silences left open; None where a turn has no time."""
    spans = _spans(turns)
    if not spans:
        return None
    begin, end = spans[0][0], max(e for _, e in spans)
    total = _rows(turns) * PER_ROW * STRIP
    scale = (total - _LEAST_WIDTH) / (end - begin) if end > begin else 0.0
    places = [((s - begin) * scale, max((e - s) * scale - 0.5, _LEAST_WIDTH / 2)) for s, e in spans]
    return _ribbon("time", turns, places, total, stamps=True, begin=begin, scale=scale)


def _spans(turns: Sequence[RibbonTurn]) -> list[tuple[float, float]]:
    """Return each turn's (start, end) in seconds, an end that is missing taken from the next start."""
    if any(t.start is None for t in turns) or not turns:
        return []
    starts = [t.start or 0.0 for t in turns]
    if sorted(starts) != starts or starts[0] == starts[-1]:
        return []
    followers = [*starts[1:], starts[-1] + 2.0]
    return [(s, max(t.end or n, s)) for t, s, n in zip(turns, starts, followers, strict=True)]


def _rows(turns: Sequence[RibbonTurn]) -> int:
    return min(max(-(-len(turns) // _TURNS_A_ROW), 1), _MOST_ROWS)


def _ribbon(
    mode: str,
    turns: Sequence[RibbonTurn],
    places: Sequence[tuple[float, float]],
    total: float,
    *,
    stamps: bool,
    begin: float = 0.0,
    scale: float = 0.0,
) -> Ribbon:
    above = max((len(t.glyphs) for t in turns if t.role != "client"), default=0)
    below = max((len(t.glyphs) for t in turns if t.role == "client"), default=0)
    line = _LABEL + min(above, _MOST_GLYPHS) * PITCH + BAR
    strips = []
    for place in range(round(total / STRIP)):
        bars = tuple(_bars_in(place * STRIP, turns, places))
        stamp = clock(begin + place * STRIP / scale) if stamps and scale else ""
        first = next((b.turn.number for b in bars if b.head), None)
        strips.append(Strip(label=stamp or (f"turn {first}" if first else ""), bars=bars))
    height = line + BAR + min(below, _MOST_GLYPHS) * PITCH + 6
    return Ribbon(mode=mode, strips=tuple(strips), width=STRIP, height=round(height, 1), line=round(line, 1))


def _bars_in(left: float, turns: Sequence[RibbonTurn], places: Sequence[tuple[float, float]]) -> list[Bar]:
    """Return the bars, or parts of them, that fall within the strip beginning at ``left``."""
    bars = []
    for turn, (x, width) in zip(turns, places, strict=True):
        low, high = max(x, left), min(x + width, left + STRIP)
        if high <= low:
            continue
        head = left <= x + width / 2 < left + STRIP
        bars.append(
            Bar(
                turn=turn,
                x=round(low - left, 1),
                width=round(high - low, 1),
                middle=round(x + width / 2 - left, 1),
                head=head,
                first=x >= left,
                last=x + width <= left + STRIP,
            )
        )
    return bars
