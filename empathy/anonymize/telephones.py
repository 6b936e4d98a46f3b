"""Telephone numbers: by their form, as spoken, as announced; last, bare rows of figures that may be one or another."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Sequence
from typing import Final

from empathy.anonymize import checks
from empathy.anonymize.pattern import Pattern, pattern
from empathy.anonymize.spans import Kind

_DIGIT_WORD = r"(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|treble|hundred|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dash|hyphen|plus|area code|and then|then)"
_SPOKEN = rf"(?:{_DIGIT_WORD}[\s,.\-–]+){{5,}}{_DIGIT_WORD}\b"


def _is_spoken_number(text: str) -> bool:
    """Whether six or more words spell a number, and do not count aloud or say one figure again and again."""
    words = re.findall(r"[a-z]+", text.lower())
    if len(set(words)) < 3 and "double" not in words and "triple" not in words:
        return False
    counting = " ".join(words).startswith(("one two three four five", "ten nine eight seven"))
    return len(words) >= 6 and not counting


TELEPHONES: Final[Sequence[Pattern]] = (
    pattern(
        Kind.PHONE,
        r"(?<![\w.,$£€/-])(?:\+|00|\(\+?)?\(?\d{1,5}\)?(?:[ ]?[-–. /(][ ]?\(?\d{1,8}\)?){1,6}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?![\w%]|[.,]\d|-\d|[ ]?(?:mg|ml|kg|dollars|pounds|years))",
        0.9,
        "the form of a telephone number",
        needs="digit",
        check=checks.telephone,
    ),
    pattern(
        Kind.PHONE,
        r"(?<![\w.,$£€-])\+?\d{7,15}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?![\w%]|[.,]\d)",
        0.88,
        "the form of a telephone number",
        needs="digit",
    ),
    pattern(Kind.PHONE, rf"\b{_SPOKEN}", 0.9, "a number spoken digit by digit", check=_is_spoken_number),
    pattern(
        Kind.PHONE,
        r"\b(?:phone|cell|mobile|telephone|tel|fax|number|call me (?:on|at)|reach me (?:on|at)|text me (?:on|at)|ring me on|extension|ext)\b[^.?!\n\d]{0,25}?(?P<id>\+?\d(?:[ ()./-]{0,2}\d){4,}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?)(?!\d|[ ]?(?:mg|percent|%))",
        0.93,
        "a telephone number given as such",
        needs="digit",
        check=checks.long_enough,
    ),
    pattern(
        Kind.NUMBER,
        r"(?<![\w.,$£€:/-])\d{3}[ -]\d{3}(?:[ -]\d{3})?(?![\w,.:/-]|[ ]\d)",
        0.7,
        "a number in groups",
        needs="digit",
    ),
    pattern(
        Kind.NUMBER,
        r"(?<![\w.,$£€:-])\d{6}(?![\w%]|[.,:]\d|[ ]?(?:dollars|pounds|euros|people|steps|miles|units|bucks|quid))",
        0.75,
        "a long number",
        needs="digit",
    ),
)
