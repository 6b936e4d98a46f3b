"""Judge what was hidden: which identifying stretches were found whole, which ordinary words were hidden wrongly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

Stretch = tuple[int, int]
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one kind of sentence; their arithmetic is theirs."""

    spans: int = 0
    found: int = 0
    words: int = 0
    wrong: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            spans=self.spans + other.spans,
            found=self.found + other.found,
            words=self.words + other.words,
            wrong=self.wrong + other.wrong,
        )

    @property
    def recall(self) -> float:
        """The share of identifying stretches that were hidden whole; 1 where there are none."""
        return self.found / self.spans if self.spans else 1.0

    @property
    def over_redaction(self) -> float:
        """The share of ordinary words hidden wrongly."""
        return self.wrong / self.words if self.words else 0.0


def judge(text: str, gold: Sequence[Stretch], hidden: Sequence[Stretch]) -> Tally:
    """Compare the hidden stretches of a text with those that identify.

    A stretch is found when each of its words is touched by a hidden one; a word outside all of them that is touched
    is hidden wrongly.

    >>> judge("I told Ann Lee today", [(7, 14)], [(7, 10)])
    Tally(spans=1, found=0, words=3, wrong=0)
    """
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    ordinary = [w for w in words if not _touched(w, gold)]
    return Tally(
        spans=len(gold),
        found=sum(all(_touched(w, hidden) for w in words if _touched(w, [span])) for span in gold),
        words=len(ordinary),
        wrong=sum(_touched(w, hidden) for w in ordinary),
    )


def _touched(word: Stretch, stretches: Iterable[Stretch]) -> bool:
    return any(word[0] < end and start < word[1] for start, end in stretches)
