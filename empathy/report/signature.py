"""The session at one glance: all turns as one thin line of bars, to know a session again by."""

from collections.abc import Sequence

from empathy.report.ribbon import RibbonTurn

WIDTH = 1000.0
HEIGHT = 24.0
_MIDDLE = 12.0
# How tall a helper's bar is, by main behaviour: the more the client's words stand in it, the taller.
_HEIGHTS = {"reflection": 11.0, "question": 7.0, "input": 7.0}
_OTHER = 3.0


def signature(turns: Sequence[RibbonTurn]) -> tuple[tuple[str, str], ...]:
    """Return one SVG path for each kind of bar: (kind, path), each turn as wide as its words."""
    words = sum(t.words for t in turns) or 1
    paths: dict[str, list[str]] = {}
    x = 0.0
    for turn in turns:
        width = WIDTH * turn.words / words
        kind = "client" if turn.role == "client" else turn.behaviour or "other"
        if width:
            paths.setdefault(kind, []).append(_bar(kind, x, max(width - 1.2, width / 2)))
        x += width
    return tuple((kind, "".join(bars)) for kind, bars in paths.items())


def _bar(kind: str, x: float, width: float) -> str:
    """Return a rectangle as a path; the client's hangs from the middle line, the helper's stands on it."""
    height = 8.0 if kind == "client" else -_HEIGHTS.get(kind, _OTHER)
    return f"M{x:.1f} {_MIDDLE:g}h{width:.1f}v{height:g}h{-width:.1f}z"
