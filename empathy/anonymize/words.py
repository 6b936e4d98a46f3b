"""An utterance cut into words with their case and place: what the recognizers of names look at."""

import re
from dataclasses import dataclass
from enum import Enum

from empathy.anonymize.lexicon import fold
from empathy.anonymize.overlaps import touches

# Combining accents belong to their letter ("i̇" is what a Turkish İ becomes in lower case).
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
WORD = re.compile(rf"{_LETTER}+(?:['’`\-‐‑]{_LETTER}+)*")
# What clings to a name and is no part of it: "Natalie's", "Gaz'll", "Tom'd".
_ENDING = re.compile(r"['’`](?:s|ll|d|ve|re)$", re.IGNORECASE)
# Marks that somebody else has put in already; they are left as they stand.
MARKS = re.compile(
    r"\[[^\]\n]{0,60}\]|<[^>\n]{0,60}>|\{[^}\n]{0,60}\}|\b[xX]{3,}\b|\bX{2,}(?=\W|$)|_{3,}|\*{3,}|█+"
)
# A speaker who breaks off begins anew: "It was-- Tell me", "I - Look".
_BROKEN_OFF = re.compile(r"--|[–—]|\s-\s|-\s")
_ENDS_SENTENCE = frozenset('.?!…:;"“”([{\n•*')
# What a transcriber writes of sounds, with a time behind it perhaps: "[inaudible 00:12:10]".
_SOUND = re.compile(
    r"(?:in|un)?(?:audible|intelligible)|crosstalk|indistinct|overlapping|silence|pause|music", re.IGNORECASE
)
_TELLS = re.compile(r"\d{3}|@")


class Shape(Enum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "Title"
    UPPER = "UPPER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of an utterance: offsets in characters, ``low`` folded and without what clings to it.

    ``possessive`` tells that something clings to it: "'s", "'ll", "'d".
    """

    text: str
    low: str
    start: int
    end: int
    shape: Shape
    initial: bool
    possessive: bool = False

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.shape is not Shape.LOWER


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One utterance prepared for the recognizers.

    ``cased`` tells whether capitals mean anything here: not in recognisers' lower-case text or in ALL CAPITALS.
    """

    text: str
    words: tuple[Word, ...]
    cased: bool
    marks: tuple[tuple[int, int], ...]

    def gap(self, index: int) -> str:
        """Return what stands between word ``index`` and the word after it."""
        return self.text[self.words[index].end : self.words[index + 1].start]


def view(text: str, *, session_cased: bool = True) -> View:
    """Cut ``text`` into words and tell whether its capitals can be trusted."""
    held = MARKS.finditer(text) if _may_hold_marks(text) else ()
    marks = tuple((m.start(), m.end()) for m in held if _is_mark(m.group()))
    words: list[Word] = []
    position = 0
    for match in WORD.finditer(text):
        if touches(marks, match.start(), match.start() + 1):
            position = max(position, match.end())
            continue
        between = text[position : match.start()]
        initial = not words or any(c in _ENDS_SENTENCE for c in between) or _BROKEN_OFF.search(between) is not None
        words.append(_word(match, initial=initial))
        position = match.end()
    return View(text=text, words=tuple(words), cased=_is_cased(words, session_cased), marks=marks)


def _is_mark(text: str) -> bool:
    """Whether what stands in brackets names nobody: a placeholder, one word or a sound, not "[Maya leaves]"."""
    if text[0] not in "[<{":
        return True
    words = WORD.findall(text)
    if not words or (_TELLS.search(text) and not text.isupper()):
        return False
    return text.isupper() or len(words) == 1 or _SOUND.match(words[0]) is not None


def _may_hold_marks(text: str) -> bool:
    return any(c in text for c in "[<{_*█") or "xx" in text.lower()


def _word(match: re.Match[str], *, initial: bool) -> Word:
    text, end = match.group(), match.end()
    ending = _ENDING.search(text)
    if ending is not None and ending.start() > 0:
        text, end = text[: ending.start()], end - len(ending[0])
    else:
        ending = None
    if not text[0].isupper():
        shape = Shape.LOWER
    else:
        shape = Shape.UPPER if len(text) > 1 and text.isupper() else Shape.TITLE
    return Word(
        text=text,
        low=fold(text),
        start=match.start(),
        end=end,
        shape=shape,
        initial=initial,
        possessive=ending is not None,
    )


def _is_cased(words: list[Word], session_cased: bool) -> bool:
    meaningful = [w for w in words if w.low not in {"i", "i'm", "i'll", "i've", "i'd", "ok"}]
    if len(meaningful) >= 4 and sum(w.shape is Shape.UPPER for w in meaningful) > 0.6 * len(meaningful):
        return False
    return session_cased


def session_is_cased(texts: list[str]) -> bool:
    """Whether most utterances of a session begin with a capital letter, as edited text does."""
    first = [text.lstrip()[:1] for text in texts if text.strip() and text.lstrip()[:1].isalpha()]
    return not first or sum(c.isupper() for c in first) >= 0.5 * len(first)
