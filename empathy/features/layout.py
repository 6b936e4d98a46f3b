"""The encoder's input: a session as one row of wordpieces, and what each utterance's words attend to.

    [CLS] role words … [SEP] [CLS] role words … [SEP] …

Every wordpiece is computed once. In the lower layers the words of an utterance attend to themselves alone, in the
upper ones to a window of the conversation as well: the ends of the turns before, the beginning of the turn after,
and the summaries of turns further away.
Training and run time share this layout. Roles are plain words, so that no embedding starts untrained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from empathy.features.wordpieces import Tokens, split_into_wordpieces
from empathy.transcript import Role

# An utterance is read to its first and last words; what lies between in a longer one is not read.
TARGET_HEAD = 64
TARGET_TAIL = 48
# What a word attends to beyond its own utterance: wordpieces of the turns before and after, the nearest turn with
# content most, and of turns further back their summary ([CLS]) alone.
PRECEDING = 40
PRECEDING_TURN = 28
FOLLOWING = 12
SUMMARIES_BEFORE = 7
SUMMARIES_AFTER = 2
# Utterances of like length share a rectangle; the last width holds the longest utterance with its marks.
WIDTHS = (8, 16, 32, 64, TARGET_HEAD + TARGET_TAIL + 3)
# Kinds of keys: 0 not read, 1 one's own utterance, then a kind a turn's distance, those of turns before up to the
# last of them.
KINDS_BEFORE = 1 + 5
KINDS = KINDS_BEFORE + 1 + 2

_ROLE_WORDS = {Role.HELPER: "therapist", Role.CLIENT: "client", Role.OTHER: "person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """Utterances of like length, padded: their own wordpieces and what these attend to.

    `own` [n, width] and `keys` [n, width + context] are places in the session's row of wordpieces; `keys` begins
    with `own`. `kinds` says what a key is, 0 where it is padding.
    """

    own: NDArray[np.int64]
    keys: NDArray[np.int64]
    kinds: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderInput:
    """One session (or several one after another) laid out; all places count wordpieces from 0.

    `ids`, `positions` [N]; `starts` [U + 1] where each utterance begins; `rectangles` one a
    width; `back` [N] where each wordpiece's result stands in the rectangles laid end to end; `spans` [N] the
    characters of its utterance's text that a wordpiece covers, (0, 0) for marks.
    """

    ids: NDArray[np.int64]
    positions: NDArray[np.int64]
    starts: NDArray[np.int64]
    rectangles: tuple[Rectangle, ...]
    back: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A session's turns for the encoder; `alone` marks utterances that shall not see their context (training)."""

    roles: Sequence[Role]
    tokens: Sequence[Tokens]
    alone: Sequence[bool] | None = None


class Layout:
    """Lays sessions out for the encoder with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._cls = _id(tokenizer, "[CLS]")
        self._sep = _id(tokenizer, "[SEP]")
        self._roles = {role: _id(tokenizer, word) for role, word in _ROLE_WORDS.items()}

    def tokenize(self, texts: Sequence[str]) -> list[Tokens]:
        """Split texts into wordpieces, without special tokens."""
        return split_into_wordpieces(self._tokenizer, texts)

    def session(self, roles: Sequence[Role], texts: Sequence[str]) -> EncoderInput:
        """Lay out a whole session."""
        return self.lay_out([Part(roles=roles, tokens=self.tokenize(texts))])

    def lay_out(self, parts: Sequence[Part]) -> EncoderInput:
        """Lay out sessions one after another; no utterance sees another session."""
        ids: list[int] = []
        positions: list[int] = []
        spans: list[tuple[int, int]] = []
        starts = [0]
        contexts: list[list[tuple[int, int]]] = []
        for part in parts:
            first = len(starts) - 1
            for role, tokens in zip(part.roles, part.tokens, strict=True):
                words, places = _head_and_tail(tokens)
                ids += (self._cls, self._roles[role], *words, self._sep)
                spans += ((0, 0), (0, 0), *places, (0, 0))
                positions += range(len(words) + 3)
                starts.append(len(ids))
            contexts += [
                [] if part.alone and part.alone[turn] else _context(part, turn, starts[first:])
                for turn in range(len(part.tokens))
            ]
        rectangles, back = _rectangles(starts, contexts)
        return EncoderInput(
            ids=np.array(ids, dtype=np.int64),
            positions=np.array(positions, dtype=np.int64),
            starts=np.array(starts, dtype=np.int64),
            rectangles=rectangles,
            back=back,
            spans=tuple(spans),
        )


def _context(part: Part, turn: int, starts: Sequence[int]) -> list[tuple[int, int]]:
    """The (place, kind) of each wordpiece around a turn that it attends to.

    Back over listening sounds to the last turn of each side with content, their latest words; forward to the next
    turn with content, its first words.
    """
    found: list[tuple[int, int]] = []
    left, seen = PRECEDING, set[Role]()
    for other in range(turn - 1, max(-1, turn - 1 - SUMMARIES_BEFORE), -1):
        kind = 1 + min(turn - other, 5)
        found.append((starts[other], kind))
        budget = min(left, PRECEDING_TURN if not seen else PRECEDING_TURN // 2)
        if len(seen) == 2 or budget < 2:
            continue
        end = starts[other + 1] - 1
        begin = max(starts[other] + 2, end - budget)
        found += [(place, kind) for place in range(begin, end)]
        left -= end - begin
        if not part.tokens[other].backchannel:
            seen.add(part.roles[other])
    left = FOLLOWING
    for other in range(turn + 1, min(turn + 1 + SUMMARIES_AFTER, len(part.tokens))):
        kind = 6 + other - turn
        found.append((starts[other], kind))
        end = min(starts[other + 1] - 1, starts[other] + 2 + left)
        found += [(place, kind) for place in range(starts[other] + 2, end)]
        left -= max(0, end - starts[other] - 2)
        if not part.tokens[other].backchannel:
            left = 0
    return found


def _rectangles(
    starts: Sequence[int], contexts: Sequence[list[tuple[int, int]]]
) -> tuple[tuple[Rectangle, ...], NDArray[np.int64]]:
    rows: list[list[int]] = [[] for _ in WIDTHS]
    for turn, (start, end) in enumerate(pairwise(starts)):
        rows[next(place for place, width in enumerate(WIDTHS) if end - start <= width)].append(turn)
    back = np.zeros(starts[-1], dtype=np.int64)
    rectangles = []
    offset = 0
    for width, turns in zip(WIDTHS, rows, strict=True):
        around = max((len(contexts[turn]) for turn in turns), default=0)
        # A rectangle is never empty: a row that nothing reads keeps the encoder's graph free of cases.
        keys = np.zeros((max(1, len(turns)), width + around), dtype=np.int64)
        kinds = np.zeros_like(keys)
        for row, turn in enumerate(turns):
            start, end = starts[turn], starts[turn + 1]
            keys[row, : end - start] = range(start, end)
            kinds[row, : end - start] = 1
            back[start:end] = range(offset + row * width, offset + row * width + end - start)
            if contexts[turn]:
                both = np.array(contexts[turn])
                keys[row, width : width + len(both)] = both[:, 0]
                kinds[row, width : width + len(both)] = both[:, 1]
        offset += len(keys) * width
        rectangles.append(Rectangle(own=keys[:, :width], keys=keys, kinds=kinds))
    return tuple(rectangles), back


def _head_and_tail(tokens: Tokens) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    if len(tokens.ids) <= TARGET_HEAD + TARGET_TAIL:
        return tokens.ids, tokens.spans
    return (
        tokens.ids[:TARGET_HEAD] + tokens.ids[-TARGET_TAIL:],
        tokens.spans[:TARGET_HEAD] + tokens.spans[-TARGET_TAIL:],
    )


def _id(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer has no token {token!r}")
    return int(found)
