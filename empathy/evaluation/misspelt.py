"""What coders' files name a little otherwise than is read: columns, markers, sessions and utterances."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from empathy.errors import InputError
from empathy.evaluation.codes import Codes, Unit
from empathy.markers.catalogue import Catalogue
from empathy.plural import plural

# Two letters changed places in a word of six, or one is missing; "questions" for "question", but not "session" for
# "profession".
_CLOSE = 0.8
# What a spreadsheet does to numbers: zeros in front are lost, a part of ".0" is added.
_ZEROS, _PART = re.compile(r"(?<![\d.,])0+(?=\d)"), re.compile(r"(?<=\d)[.,]0+$")


def meant(name: str, wanted: Iterable[str]) -> str:
    """Return which of the ``wanted`` names this one is likely to be misspelt from, or "".

    >>> meant("relfection", ["reflection", "question"]), meant("our_reflection", ["reflection"])
    ('reflection', '')
    """
    low = name.strip().casefold()
    # a name made longer on purpose is one of its own
    possible = [each for each in wanted if each not in low or len(low) - len(each) < 3]
    return next(iter(get_close_matches(low, possible, n=1, cutoff=_CLOSE)), "")


def misspelt_columns(header: Iterable[str], read: Collection[str], wanted: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each column that is none of those ``read``, but called nearly like one ``wanted``."""
    names = list(wanted)
    for column in header:
        if column.casefold() not in read and (name := meant(column, names)):
            yield f"Column {column!r} is not read. Did you mean {name!r}?"


def misspelt_markers(markers: Iterable[str], book: Catalogue) -> Iterator[str]:
    """Yield a sentence for each marker that the codebook lacks, but that is called nearly like one it has."""
    for marker in markers:
        if marker not in book.ids and (name := meant(marker, book.ids)):
            yield f"The codebook has no marker {marker!r}. Did you mean {name!r}?"


def check_units(codes: Codes) -> None:
    """Refuse one utterance that two coders write in two ways, such as 1 and 01: it would count as two.

    Raises:
        InputError: with both ways, and how many more such utterances there are.
    """
    by: dict[Unit, dict[str, None]] = {}
    for units in codes.codes.values():
        for unit, given in units.items():
            by.setdefault(unit, {}).update(dict.fromkeys(given))
    ways: dict[Unit, list[Unit]] = {}
    for unit in by:
        ways.setdefault(_alike(unit), []).append(unit)
    # a coder who has both holds them for two
    several = [found for found in ways.values() if len(found) > 1 and _apart([by[unit] for unit in found])]
    if several:
        (one, two), more = several[0][:2], len(several) - 1
        rest = f", and {plural(more, 'more utterance')} so" if more else ""
        raise InputError(
            f"{next(iter(by[one]))!r} has session {one[0]!r}, utterance {one[1]!r}, "
            f"but {next(iter(by[two]))!r} session {two[0]!r}, utterance {two[1]!r}{rest}",
            hint="Write sessions and utterances alike in all files: capitals, spaces, zeros in front and '.0' "
            "behind count. A spreadsheet may have changed them.",
        )


def _apart(coders: Sequence[Collection[str]]) -> bool:
    return sum(map(len, coders)) == len(set().union(*coders))


def _alike(unit: Unit) -> Unit:
    session, utterance = (_PART.sub("", _ZEROS.sub("", " ".join(part.split()).casefold())) for part in unit)
    return session, utterance
