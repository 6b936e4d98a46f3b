"""Whether coders coded the same utterances: their files' words of one session and utterance are compared."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import combinations

from empathy.errors import InputError
from empathy.evaluation.codes import Codes, Unit

# So many utterances of one session tell that it is another's, if they are most of it.
_LEAST = 3
_MARK = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"\*|\w+")


def check_texts(codes: Codes) -> None:
    """Compare every two coders' texts: a notice where few utterances differ.

    Raises:
        InputError: most utterances that both have, or most of a session, are other words; with the shift where the
            one counts them from 0 and the other from 1.
    """
    plain = {coder: {unit: _plain(text) for unit, text in said.items()} for coder, said in codes.said.items()}
    for one, two in combinations(plain, 2):
        first, second = plain[one], plain[two]
        shared = [unit for unit in first if first[unit] and second.get(unit)]
        other = [unit for unit in shared if not _same(first[unit], second[unit])]
        if shift := _shifted(first, second, one, two) if 2 * len(other) >= len(shared) else "":
            raise InputError(f"{one!r} and {two!r} do not number the utterances alike", hint=shift)
        if 2 * len(other) > len(shared) or _astray(shared, other):
            raise InputError(
                f"{one!r} and {two!r} did not code the same utterances: {len(other)} of the {len(shared)} that "
                "both have differ in their texts",
                hint=f"The first is session {other[0][0]!r}, utterance {other[0][1]}. Number the utterances alike; "
                "if they are the same all the same, take the texts out of one file.",
            )
        if other:
            session, utterance = other[0]
            codes.notices.append(
                f"{one} and {two}: {len(other)} of the {len(shared)} utterances that both have differ in their "
                f"texts, the first is session {session}, utterance {utterance}. Did both code the same?"
            )


def _astray(shared: Sequence[Unit], other: Sequence[Unit]) -> bool:
    """Whether most utterances of one session differ, though not most of all."""
    sizes = Counter(session for session, _ in shared)
    return any(n >= _LEAST and 2 * n > sizes[session] for session, n in Counter(s for s, _ in other).items())


def _shifted(first: Mapping[Unit, str], second: Mapping[Unit, str], one: str, two: str) -> str:
    """Say so where the texts of the one that have a text beside them one place on in the other are all the same."""
    for late, shift in ((two, 1), (one, -1)):
        moved = [(text, second.get((s, str(int(u) + shift)))) for (s, u), text in first.items() if u.isdecimal()]
        pairs = [(text, there) for text, there in moved if text and there]
        if len(pairs) >= _LEAST and all(_same(*pair) for pair in pairs):
            return f"All texts match if {late!r} is counted one lower, as from 0 where it counts from 1 now."
    return ""


def _same(one: str, two: str) -> bool:
    """Whether two texts are the same words, of which an anonymizer may have put marks for some."""
    return one == two or _covers(one, two) or _covers(two, one)


def _covers(pattern: str, words: str) -> bool:
    return "*" in pattern and fnmatchcase(words, pattern)


def _plain(text: str) -> str:
    """Return the words of a text, without capitals, signs and outer space; ``*`` for each mark in brackets.

    >>> _plain("Hi [PERSON_1],  come in.")
    'hi * come in'
    """
    return " ".join(_WORD.findall(_MARK.sub("*", text.replace("*", " ").casefold())))
