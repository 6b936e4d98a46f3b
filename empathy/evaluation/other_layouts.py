"""Ways of laying a session out that are not shipped, to measure what the shipped one saves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from empathy.corpora.session import LabelledSession
from empathy.features.layout import WIDTHS, EncoderInput, Layout, Part, Rectangle
from empathy.features.wordpieces import Tokens

# A wordpiece of a trimmed vocabulary was seen in that many conversations, as a term of the n-grams is.
_SEEN = 3

Places = NDArray[np.int64]


class OneWidth(Layout):
    """Every utterance padded to the longest that is read, instead of beside others of like length."""

    def lay_out(self, parts: Sequence[Part]) -> EncoderInput:
        """Lay out as shipped, then move every utterance to the widest rectangle."""
        given = super().lay_out(parts)
        rows = [each.kinds[:, 0] > 0 for each in given.rectangles]
        around = max(each.keys.shape[1] - each.own.shape[1] for each in given.rectangles)
        keys = np.vstack([_widen(e.keys[r], e, around) for e, r in zip(given.rectangles, rows, strict=True)])
        kinds = np.vstack([_widen(e.kinds[r], e, around) for e, r in zip(given.rectangles, rows, strict=True)])
        narrow = [np.zeros((1, width), dtype=np.int64) for width in WIDTHS[:-1]]
        rectangles = [Rectangle(own=none, keys=none, kinds=none) for none in narrow]
        rectangles.append(Rectangle(own=keys[:, : WIDTHS[-1]], keys=keys, kinds=kinds))
        return replace(given, rectangles=tuple(rectangles), back=_moved(given, rows))


class Trimmed(Layout):
    """A vocabulary of some wordpieces; any other is read as unknown."""

    def __init__(self, tokenizer: Tokenizer, known: Iterable[int]) -> None:
        super().__init__(tokenizer)
        self.known = frozenset(known)
        self._unknown = tokenizer.get_vocab()["[UNK]"]

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """Split texts into wordpieces, without special tokens."""
        return [
            replace(tokens, ids=tuple(each if each in self.known else self._unknown for each in tokens.ids))
            for tokens in super().tokenize(texts)
        ]


def common_wordpieces(layout: Layout, sessions: Iterable[LabelledSession]) -> set[int]:
    """Return the wordpieces that stand in at least three of the sessions."""
    found = Counter(
        chain.from_iterable(
            set(chain.from_iterable(tokens.ids for tokens in layout.tokenize([u.text for u in s.utterances])))
            for s in sessions
        )
    )
    return {wordpiece for wordpiece, seen in found.items() if seen >= _SEEN}


def _widen(values: Places, rectangle: Rectangle, around: int) -> Places:
    """Put the own wordpieces [rows, width + context] first and the context where the widest has it."""
    width = rectangle.own.shape[1]
    wide = np.zeros((len(values), WIDTHS[-1] + around), dtype=np.int64)
    wide[:, :width] = values[:, :width]
    wide[:, WIDTHS[-1] : WIDTHS[-1] + values.shape[1] - width] = values[:, width:]
    return wide


def _moved(given: EncoderInput, rows: Sequence[NDArray[np.bool_]]) -> Places:
    """Return where each wordpiece's result stands when only the last rectangle holds any."""
    back = np.zeros_like(given.back)
    offset, first, before = 0, 0, sum(WIDTHS[:-1])
    for rectangle, real in zip(given.rectangles, rows, strict=True):
        inside = (given.back >= offset) & (given.back < offset + rectangle.own.size)
        row, column = np.divmod(given.back[inside] - offset, rectangle.own.shape[1])
        back[inside] = before + (first + row) * WIDTHS[-1] + column
        offset += rectangle.own.size
        first += int(real.sum())
    return back
