"""Structured identifiers: each recognizer is a pattern, a check, and the reason it gives."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from empathy.anonymize import checks, cues
from empathy.anonymize.spans import Kind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A recognizer as data; the group ``id``, where the pattern has one, is what identifies.

    ``needs`` is a character class that must occur for the pattern to be tried: ``digit``, ``@``, ``.`` or nothing.
    """

    kind: Kind
    pattern: re.Pattern[str]
    score: float
    reason: str
    needs: str = ""
    check: Callable[[str], bool] | None = None


def _p(
    kind: Kind,
    pattern: str,
    score: float,
    reason: str,
    *,
    needs: str = "",
    check: Callable[[str], bool] | None = None,
    flags: int = re.IGNORECASE,
) -> Pattern:
    return Pattern(
        kind=kind, pattern=re.compile(pattern, flags), score=score, reason=reason, needs=needs, check=check
    )


_TLD = (
    r"(?:com|org|net|edu|gov|mil|int|info|biz|name|io|ai|app|dev|co|me|tv|us|uk|ie|ca|au|nz|za|in|ke|ng|gh|pk|de|at|ch|"
    r"fr|es|it|nl|be|lu|dk|se|no|fi|is|pl|cz|sk|si|hr|hu|ro|bg|gr|pt|ee|lv|lt|ru|ua|tr|il|ae|sa|eg|br|mx|ar|cl|"
    r"pe|jp|kr|cn|hk|tw|sg|my|th|vn|id|ph|eu|online|site|shop|store|xyz|blog|health|care|clinic|page|link|ly|gl|nhs|example|test|invalid|local)"
)
_DIGIT_WORD = r"(?:zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|treble|hundred|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dash|hyphen|plus|area code|and then|then)"
_SPOKEN = rf"(?:{_DIGIT_WORD}[\s,.\-–]+){{5,}}{_DIGIT_WORD}\b"
_ID_WORDS = (
    r"(?:bank |checking |savings |current |gas |electric |customer |loan |client )?(?:account|acct|a/c)|policy|member(?:ship)?|"
    r"licen[cs]e|driver'?s?(?: licen[cs]e)?|driving licen[cs]e|dl|passport|visa|"
    r"nhs|chi|health(?: ?care| insurance)?(?: card)?|insurance|medicare|medicaid|social security|ssn|ssi|sin|social|national insurance|"
    r"ni|nino|patient|case|file|reference|ref|claim|mrn|medical record|hospital|record|chart|student|employee|staff|badge|payroll|"
    r"registration|reg|plates?|number plate|licen[cs]e plate|tag|vin|routing|sort code|iban|bic|swift|"
    r"tax(?:payer)?(?: id)?|tin|ein|pan|aadhaar|utr|pin|passcode|"
    r"credit card|debit card|card|cvv|cvc|security code|booking|order|ticket|tracking|confirmation|"
    r"invoice|serial|device|imei|imsi|prescription|rx|library card|green card|alien|inmate|prisoner|"
    r"service|military|id|identity|identification|identifier|user ?id|login|customer|subscriber|group|benefits?|universal credit|docket|court|probation|npi|dea|room key|student loan"
)
_ID_LINK = r"(?:[ ]+(?:card|number|num|no\.?|nr\.?|#|id|code|details?|reference|ref|plate|record))*[ ]*(?:[#:=]|,(?=[ ])|[,]?[ ]*(?:is|was|are|it's|that's|reads|of|starts with|ending(?: in)?|ends in|ends with|would be)\b)?[ ]*[#:]?[ ]*(?:um,? |uh,? |it's |like )?"
# Capitals and digits, in groups of which the whole holds a digit; or, in lower-case talk, groups with a digit each.
_ID_VALUE = (
    r"(?P<id>(?-i:(?=[A-Z0-9./\- ]*\d)[A-Z0-9]+(?:[-/.][A-Z0-9]+|[ ](?=[A-Z0-9./-]*\d)[A-Z0-9]+|[ ][A-Z]{1,3}(?![\w'’])(?=[ ]?\d)|[ ](?!I\b)[A-Z]{1,3}(?=[.,;!?]|$))*(?![a-z]))"
    r"|(?=[a-z0-9]*\d)[a-z0-9]+(?:[-/.](?=[a-z0-9]*\d|[a-z]{1,3}\b)[a-z0-9]+|[ ](?=[a-z0-9]*\d)[a-z0-9]+)*(?:[ ][a-z]{3}(?=$|[.,;!?]))?)"
)
_MONEY = r"(?<![$£€¥\d.,])"

PATTERNS: Final[Sequence[Pattern]] = (
    _p(Kind.EMAIL, r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", 1.0, "an e-mail address", needs="@"),
    _p(
        Kind.EMAIL,
        rf"\b[\w.-]+(?:[ ](?:dot|underscore|dash|hyphen|plus)[ ][\w.-]+)*[ ](?:at|\(at\)|\[at\])[ ]"
        rf"(?:[\w-]+(?:[ ](?:dot|\(dot\)|\[dot\])[ ][\w-]+)*?[ ](?:dot|\(dot\)|\[dot\])[ ]{_TLD}(?:[ ]dot[ ]{_TLD})?"
        r"|(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|aol|protonmail|live|msn|mail|gmx|btinternet)\.(?:com|co\.uk|net|org|de|fr|ie|ca|me))\b",
        0.98,
        "an e-mail address as spoken",
    ),
    _p(Kind.URL, r"\b(?:https?|ftp)://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]", 1.0, "a web address", needs="."),
    _p(Kind.URL, r"\bwww\.[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]", 1.0, "a web address", needs="."),
    _p(
        Kind.URL,
        rf"(?<![@\w.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_TLD}(?:/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]|/)?(?![\w@]|\.\w)",
        0.9,
        "a web address without its scheme",
        needs=".",
        check=lambda s: (
            not re.fullmatch(
                r"(?i)(?:[a-z]\.)+[a-z]{1,2}|\d[\d.]*\w*|[A-Za-z]+\.(?:it|is|me|no|in|us|at|my|so|be|to|id|name|care|page|link|test|local|health|online|shop|store|site|info|co|as|do)",
                s,
            )
        ),
    ),
    _p(
        Kind.URL,
        r"\b(?:w w w|www|double u double u double u)[ ]dot[ ][\w-]+(?:[ ]dot[ ][\w-]+)+\b",
        0.98,
        "a web address as spoken",
    ),
    _p(
        Kind.URL,
        r"\b[\w-]+[ ]dot[ ](?:com|org|net|edu|gov|co[ ]dot[ ]uk|co|uk|io|ie|ca|au|de)\b",
        0.9,
        "a web address as spoken",
    ),
    _p(Kind.URL, r"\b(?:\d{1,3}\.){3}\d{1,3}\b", 0.9, "an internet address", needs="digit"),
    _p(
        Kind.URL,
        r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b",
        0.95,
        "a device or internet address",
    ),
    _p(Kind.HANDLE, r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.-]*\w)?", 0.95, "a handle", needs="@"),
    _p(
        Kind.HANDLE,
        r"\b(?:insta(?:gram)?|twitter|snap(?:chat)?|tik ?tok|discord|reddit|facebook|fb|xbox|psn|steam|gamertag|gamer tag|skype|telegram|twitch|youtube|user ?name|handle|screen ?name|profile|login)"
        r"(?:[ ](?:handle|name|account|id|tag|user ?name|profile))?(?:'s|[ ]?(?:is|was|:|=|it's|called|under|as))[ ]+(?:called |just |at )?(?P<id>@?(?=[\w.#-]*(?:[\d_.#-]|[a-z][A-Z]))\w[\w.#-]*\w)",
        0.93,
        "a name in a network, given as such",
    ),
    _p(Kind.HANDLE, r"(?<![\w/])u/[\w-]{3,}|\b\w{3,}#\d{4}\b", 0.93, "a handle"),
    _p(
        Kind.NUMBER,
        r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b",
        0.99,
        "an IBAN",
        needs="digit",
        check=checks.iban,
    ),
    _p(
        Kind.NUMBER,
        r"(?<![\d.])(?:\d[ -]?){12,18}\d(?![\d])",
        0.97,
        "a card number (Luhn)",
        needs="digit",
        check=checks.luhn,
    ),
    _p(
        Kind.NUMBER,
        r"(?<![\w-])\d{3}[- .]\d{2}[- .]\d{4}(?![\w-])",
        0.96,
        "a social security number's form",
        needs="digit",
    ),
    _p(
        Kind.NUMBER,
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
        0.97,
        "a national insurance number's form",
        needs="digit",
    ),
    _p(
        Kind.NUMBER,
        r"(?<![\w-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w-])",
        0.97,
        "an NHS number",
        needs="digit",
        check=checks.nhs,
    ),
    _p(Kind.NUMBER, r"(?<![\w-])\d{2}-\d{2}-\d{2}(?![\w-])", 0.75, "a sort code's form", needs="digit"),
    _p(
        Kind.NUMBER,
        rf"\b(?:{_ID_WORDS})\b{_ID_LINK}(?<![A-Z]){_ID_VALUE}",
        0.95,
        "a number given as an account, a card or a record",
        needs="digit",
        check=lambda s: checks.holds_digit(s) and len(s) >= 4,
    ),
    _p(
        Kind.NUMBER,
        r"\b(?:cvv|cvc|security code|pin(?: number| code)?)\b[: ]+(?:is |was )?(?P<id>\d{3,6})\b",
        0.95,
        "a card's or a pass code",
        needs="digit",
    ),
    _p(
        Kind.NUMBER,
        r"\b(?:exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until))\b[: ]+(?:is )?(?P<id>\d{1,2}/\d{2,4})",
        0.95,
        "a card's expiry date",
        needs="digit",
    ),
    _p(Kind.NUMBER, r"\b[A-Z]{2}[ -]?\d{2}[ -]?[A-Z]{3}\b", 0.94, "a number plate's form", needs="digit", flags=0),
    _p(
        Kind.NUMBER,
        r"\b(?:[A-Z]{3}[ -]?\d{3,4}|\d{3,4}[ -]?[A-Z]{3}|\d[A-Z]{3}\d{3}|[A-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{1,2}[ -]\d{3,5}|\d{1,3}-[A-Z]{1,2}-\d{1,6})\b(?![ ]?(?:mg|ml))",
        0.9,
        "a number plate's form",
        needs="digit",
        flags=0,
        check=lambda s: (
            not re.match(
                r"(?:SSN|MRN|REF|TEL|PIN|VIN|NPI|DEA|FAX|EXT|ACC|PHQ|GAD|DSM|ICD|MDS|COVID|SARS|CBT|LSD|THC|CBD|HBA|BMI|GPA|MRI|CPR|USD|GBP|EUR|SUV|PSA|AM|PM|AD|BC)\b|\d+[ -]?(?:AM|PM|USD|GBP|EUR|KGS|LBS|MGS)\b",
                s,
            )
        ),
    ),
    _p(
        Kind.NUMBER,
        r"\b(?=[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b",
        0.86,
        "letters and digits as in a licence or a record",
        needs="digit",
        flags=0,
        check=lambda s: (
            len(s.replace("-", "")) >= 6 and not re.match(r"(?:COVID|PHQ|GAD|DSM|ICD|SARS|GCSE)-?\d", s)
        ),
    ),
    _p(
        Kind.NUMBER,
        r"\b(?=[a-z0-9-]*\d[a-z0-9-]*\d[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]{7,}\b",
        0.84,
        "letters and digits as in a licence or a record",
        needs="digit",
        check=lambda s: (
            re.fullmatch(
                r"(?i)\d+(?:mg|mcg|ml|kg|lbs?|st|nd|rd|th|am|pm|hrs?|hours?|mins?|minutes?|years?|k|km|s|x\d+|px|calories|cals)",
                s,
            )
            is None
        ),
    ),
    _p(
        Kind.PHONE,
        r"(?<![\w.,$£€/-])(?:\+|00|\(\+?)?\(?\d{1,5}\)?(?:[ ]?[-–. /(][ ]?\(?\d{1,8}\)?){1,6}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?![\w%]|[.,]\d|-\d|[ ]?(?:mg|ml|kg|dollars|pounds|years))",
        0.9,
        "the form of a telephone number",
        needs="digit",
        check=checks.telephone,
    ),
    _p(
        Kind.PHONE,
        r"(?<![\w.,$£€-])\+?\d{7,15}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?(?![\w%]|[.,]\d)",
        0.88,
        "the form of a telephone number",
        needs="digit",
    ),
    _p(Kind.PHONE, rf"\b{_SPOKEN}", 0.9, "a number spoken digit by digit", check=lambda s: _spoken_digits(s) >= 6),
    _p(
        Kind.PHONE,
        r"\b(?:phone|cell|mobile|telephone|tel|fax|number|call me (?:on|at)|reach me (?:on|at)|text me (?:on|at)|ring me on|extension|ext)\b[^.?!\n\d]{0,25}?(?P<id>\+?\d(?:[ ()./-]{0,2}\d){4,}(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,6})?)(?!\d|[ ]?(?:mg|percent|%))",
        0.93,
        "a telephone number given as such",
        needs="digit",
        check=checks.long_enough,
    ),
    _p(
        Kind.NUMBER,
        r"(?<![\w.,$£€:/-])\d{3}[ -]\d{3}(?:[ -]\d{3})?(?![\w,.:/-]|[ ]\d)",
        0.7,
        "a number in groups",
        needs="digit",
    ),
    _p(
        Kind.NUMBER,
        r"(?<![\w.,$£€:-])\d{6}(?![\w%]|[.,:]\d|[ ]?(?:dollars|pounds|euros|people|steps|miles|units|bucks|quid))",
        0.75,
        "a long number",
        needs="digit",
    ),
)
_PLAIN_DIGITS = cues.word_set(
    """zero oh o nought one two three four five six seven eight nine double triple treble"""
)


def _spoken_digits(text: str) -> int:
    words = re.findall(r"[a-z]+", text.lower())
    if len(set(words)) < 3 and "double" not in words and "triple" not in words:
        return 0
    # counting aloud is no number of anybody's
    if " ".join(words).startswith(("one two three four five", "ten nine eight seven")):
        return 0
    tens = sum(w not in _PLAIN_DIGITS for w in words)
    return sum(w in _PLAIN_DIGITS for w in words) + tens


def find_patterns(text: str) -> Iterator[Span]:
    """Yield the structured identifiers of ``text``."""
    has = {"digit": any(c.isdigit() for c in text), "@": "@" in text, ".": "." in text, "": True}
    for item in PATTERNS:
        if not has[item.needs]:
            continue
        for match in item.pattern.finditer(text):
            group = "id" if "id" in item.pattern.groupindex else 0
            start, end = match.span(group)
            if end > start and (item.check is None or item.check(match.group(group))):
                yield Span(kind=item.kind, start=start, end=end, score=item.score, reason=item.reason)
