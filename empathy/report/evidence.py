"""An utterance's text cut into pieces: evidence of one or several markers, placeholders, and plain words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from empathy.markers.scores import ScoredUtterance
from empathy.report.glyphs import BAR_MARKER

PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]*_\d+\]")
Span = tuple[int, int]
# How much of a turn a moment quotes, in characters; the whole stands further down.
ROOM = 360


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under the same markers; ``placeholder`` where it stands for something redacted."""

    text: str
    markers: tuple[str, ...] = ()
    placeholder: bool = False


def pieces_of(scored: ScoredUtterance) -> tuple[Piece, ...]:
    """Cut an utterance's text where evidence or a placeholder begins or ends; joined, the pieces give the text.

    Only markers that are present count, no faint hints, and not the main behaviour, whose evidence its own markers
    carry.
    """
    text = scored.utterance.text
    shown = {m: s for m, s in scored.markers.items() if s.present and m != BAR_MARKER and not s.faint}
    spans = {m: s.evidence for m, s in shown.items() if s.evidence}
    placeholders = [(m.start(), m.end()) for m in PLACEHOLDER.finditer(text)]
    return cut(text, spans, placeholders)


def cut(text: str, evidence: Mapping[str, Sequence[Span]], placeholders: Sequence[Span]) -> tuple[Piece, ...]:
    """Cut a text into pieces; evidence that ends inside a placeholder takes the whole of it.

    >>> [(p.text, p.markers) for p in cut("so very tired", {"a": [(0, 7)], "b": [(3, 13)]}, [])]
    [('so ', ('a',)), ('very', ('a', 'b')), (' tired', ('b',))]
    """
    whole = {m: [_widen(span, placeholders, len(text)) for span in spans] for m, spans in evidence.items()}
    edges = {0, len(text), *(edge for spans in (*whole.values(), placeholders) for span in spans for edge in span)}
    ordered = sorted(edges)
    return tuple(
        Piece(
            text=text[low:high],
            markers=tuple(m for m, spans in whole.items() if any(s <= low and high <= e for s, e in spans)),
            placeholder=(low, high) in placeholders,
        )
        for low, high in pairwise(ordered)
    )


def excerpt(pieces: Sequence[Piece], marker: str, room: int = ROOM) -> tuple[Piece, ...]:
    """Return about ``room`` characters of a long text, from a little before a marker's words on.

    Cut between words, placeholders whole; an ellipsis stands for what is left out.

    >>> said = (Piece(text="Well, that is a long story. "), Piece(text="You felt lost", markers=("feeling",)))
    >>> "".join(piece.text for piece in excerpt(said, "feeling", room=20))
    '… story. You felt lost'
    """
    text = "".join(piece.text for piece in pieces)
    if len(text) <= room:
        return tuple(pieces)
    offset, places = 0, []
    for piece in pieces:
        places.append((offset, piece))
        offset += len(piece.text)
    said = next((start for start, piece in places if marker in piece.markers), 0)
    first = max(0, min(said - room // 4, len(text) - room))
    low = text.rfind(" ", 0, first) + 1 if first else 0
    high = text.find(" ", low + room)
    inside = [_clip(piece, start, low, len(text) if high < 0 else high) for start, piece in places]
    kept = [piece for piece in inside if piece.text]
    before, after = ([Piece(text="… ")] if low else []), ([Piece(text=" …")] if high >= 0 else [])
    return (*before, *kept, *after)


def _clip(piece: Piece, start: int, low: int, high: int) -> Piece:
    """Return what of a piece that begins at ``start`` lies within [low, high); of a placeholder all or nothing."""
    end = start + len(piece.text)
    if piece.placeholder and low < end and start < high:
        return piece
    return replace(piece, text=piece.text[max(low - start, 0) : max(high - start, 0)])


def evidence_words(text: str, spans: Sequence[Span]) -> str:
    """Return the words of the spans, in order, joined by an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)


def _widen(span: Span, placeholders: Sequence[Span], length: int) -> Span:
    start, end = (min(max(edge, 0), length) for edge in span)
    for low, high in placeholders:
        start = low if low < start < high else start
        end = high if low < end < high else end
    return start, end
