"""Plots as SVG text, for a page that needs nothing else: a dot and its interval per row, a reliability curve."""

from collections.abc import Sequence
from html import escape

from empathy.evaluation.bootstrap import Estimate

_WIDTH, _ROW, _LEFT, _RIGHT = 760, 24, 260, 40
_SIDE, _PAD = 260, 36
_MODEL, _HUMAN = "#1f5fa8", "#b3541e"


def interval_plot(rows: Sequence[tuple[str, Estimate, float | None]], *, label: str, beside: str) -> str:
    """Draw a figure of 0–1 per row with its interval; a diamond marks what is ``beside`` it (the human ceiling)."""
    height = _ROW * len(rows) + 50
    parts = [_axis(tick / 5, height) for tick in range(6)]
    for place, (name, figure, other) in enumerate(rows):
        y = 20 + _ROW * place
        parts.append(f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{escape(name)}</text>')
        if figure.low is not None and figure.high is not None:
            ends = f'x1="{_x(figure.low)}" x2="{_x(figure.high)}" y1="{y}" y2="{y}"'
            parts.append(f'<line {ends} stroke="{_MODEL}" stroke-width="2"/>')
        if figure.value is not None:
            parts.append(f'<circle cx="{_x(figure.value)}" cy="{y}" r="5" fill="{_MODEL}"/>')
        if other is not None:
            x = _x(other)
            parts.append(f'<path d="M{x} {y - 6}l6 6l-6 6l-6 -6z" fill="none" stroke="{_HUMAN}" stroke-width="2"/>')
    key = f"{label}: ● model, 95 % interval; ◇ {beside}"
    parts.append(f'<text x="{_LEFT}" y="{height - 4}">{escape(key)}</text>')
    return _svg(_WIDTH, height, parts, label)


def reliability_plot(curve: Sequence[tuple[float, float, int]], *, label: str) -> str:
    """Draw stated probability against the share right; the diagonal is perfect calibration."""
    side = _SIDE + 2 * _PAD
    corner = f"{_PAD},{_PAD + _SIDE}"
    parts = [
        f'<rect x="{_PAD}" y="{_PAD}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#999"/>',
        f'<path d="M{corner}L{_PAD + _SIDE},{_PAD}" stroke="#999" stroke-dasharray="4"/>',
        f'<text x="{_PAD}" y="{side - 8}">stated probability, {escape(label)}</text>',
        f'<text x="{_PAD}" y="{_PAD - 10}">share right</text>',
    ]
    points = [(_PAD + said * _SIDE, _PAD + _SIDE - held * _SIDE, n) for said, held, n in curve]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{_MODEL}" stroke-width="2"/>')
    parts += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_MODEL}"><title>{n} utterances</title></circle>'
        for x, y, n in points
    ]
    return _svg(side, side, parts, f"calibration of {label}")


def _x(value: float) -> float:
    return round(_LEFT + max(0.0, min(1.0, value)) * (_WIDTH - _LEFT - _RIGHT), 1)


def _axis(value: float, height: int) -> str:
    x = _x(value)
    return (
        f'<line x1="{x}" x2="{x}" y1="6" y2="{height - 36}" stroke="#ddd"/>'
        f'<text x="{x}" y="{height - 22}" text-anchor="middle">{value:.1f}</text>'
    )


def _svg(width: int, height: int, parts: Sequence[str], label: str) -> str:
    head = (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(label, quote=True)}"'
    )
    return f'{head} font-size="13" font-family="system-ui, sans-serif">{"".join(parts)}</svg>'
