"""Names that stand in brackets alone, as a transcriber's mark: "[Maya]", but not "[laughs]" or "[grace]"."""

from collections.abc import Iterator

from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import WORD, View

# What is filled in for something hidden has no brackets, or no name within: "xxx", "____", "{…}".
_OPENS = ("[", "<")
_REASON = "a name in brackets"


def find_bracketed(view: View, names: frozenset[str], lexicon: Lexicon) -> Iterator[Span]:
    """Yield the names within marks, in which no other recognizer looks.

    A word is a name there if the session gives it away as one (``names``, folded), or if the lists know it as a
    name and as no ordinary word: around it stands nothing that could tell more.
    """
    for start, end in view.marks:
        if not view.text.startswith(_OPENS, start):
            continue
        for match in WORD.finditer(view.text, start, end):
            low = fold(match[0])
            listed = lexicon.is_given(low) or (low in lexicon.surnames and lexicon.is_unknown(low))
            if len(low) > 2 and (low in names or listed):
                yield Span(kind=Kind.PERSON, start=match.start(), end=match.end(), score=0.8, reason=_REASON)
