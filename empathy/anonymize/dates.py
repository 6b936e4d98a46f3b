"""Exact dates, dates of birth, ages above 89 and, at the strict level, everything that tells a time."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Iterator
from typing import Final

from empathy.anonymize.spans import Kind, Span

# The full stop of an abbreviation; at the end of a sentence it is the sentence's.
_STOP = r"(?:\.(?!['\"’”)\]]*(?:\s+['\"‘“(\[]?(?-i:[A-Z])|\s*$)))?"
_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?:\.(?= \d))?|"
    rf"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z]){_STOP})"
)
_ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty|thirty)[- ]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SPOKEN_YEAR = (
    rf"(?:nineteen[ -](?:{_TENS}(?:[ -]{_UNITS})?|{_TEENS}|oh[ -]{_UNITS})|"
    rf"two thousand(?: and)?(?: (?:{_TENS}(?:[ -]{_UNITS})?|{_TEENS}|{_UNITS}))?|twenty[ -](?:{_TENS}(?:[ -]{_UNITS})?|{_TEENS}|oh[ -]{_UNITS}))"
)
_YEAR = rf"(?:(?:1[89]|20)\d\d|['’]\d\d|{_SPOKEN_YEAR})"

_EXACT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), score, reason)
    for pattern, score, reason in (
        (
            rf"\b{_ORDINAL}(?: day)?(?: of)?[ ,-]+{_MONTH}(?:,? (?:of |in )?{_YEAR}\b|[ /-]\d{{2,4}}\b)?",
            0.95,
            "a day and its month",
        ),
        (
            rf"\b{_MONTH}[ -]+(?:the )?{_ORDINAL}\b(?!\s*(?:%|percent|people|times|days|weeks|months|years|hours|drinks|of us))(?:,? (?:of |in )?{_YEAR}\b)?",
            0.95,
            "a day and its month",
        ),
        (rf"\b{_MONTH},?(?: of| in)? {_YEAR}\b", 0.93, "a month and its year"),
        (r"(?<![\w/.-])\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?![\w/-]|\.\d)", 0.95, "a date in figures"),
        (
            r"(?<![\w/.-])(?:1[89]|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\w/-])",
            0.96,
            "a date in figures",
        ),
        (
            r"(?:born|birthday|birth|dob|d\.o\.b\.?)\b[^.?!\n]{0,25}?(?P<id>\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{6,8})(?![\w/-])",
            0.97,
            "a date of birth",
        ),
        (
            rf"(?:born|birthday|birth|dob|d\.o\.b\.?)\b[^.?!\n]{{0,25}}?(?P<id>\b{_YEAR})(?![\w/-])",
            0.9,
            "a year of birth",
        ),
        (
            r"(?:birth|dob|d\.o\.b\.?|admitted|discharged|on)\b:?[ ]{0,2}(?:is |was )?(?P<id>\d{1,2}/\d{1,2})(?![\w/-])",
            0.85,
            "a date in figures",
        ),
    )
)
_MODAL_MAY = re.compile(r"(?i)\bmay\b")

_NINETIES = rf"(?:9\d|1[0-2]\d|ninety(?:[ -]{_UNITS})?|(?:a |one )hundred(?:(?: and)? (?:{_UNITS}|{_TEENS}))?)"
_AGES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (
            rf"\b(?P<id>{_NINETIES})(?:[ -]+years?[ -]+olds?|[ -]+years? of age|[ -]*y/?o\b|-year-old|[ ]+yrs? old|[ ]+years? young)",
            "an age above 89",
        ),
        (
            rf"\b(?:aged?|age of|age is|age:|turn(?:ed|ing|s)?|turned the age of|old is \w+|old age of)[ ]+(?P<id>{_NINETIES})(?![\w%.-]|[ ]?(?:percent|times|dollars|degrees|minutes))",
            "an age above 89",
        ),
        (
            rf"\b(?:i'm|i am|im|he's|she's|he is|she is|he was|she was|they're|who's|who is|who was|is|was|be|at|nearly|almost|about to be|will be)[ ]+(?:now |only |nearly |almost |just |already )?(?P<id>{_NINETIES})"
            r"(?=[ ]*(?:[.,;!?](?!\d)|$|now\b|next\b|this\b|when\b|and (?:still|lives|living|has|in|he|she|i)\b|in (?:january|february|march|april|may|june|july|august|september|october|november|december)))",
            "an age above 89",
        ),
    )
)
_KIN_AGE = re.compile(
    rf"\b(?:mother|father|mum|mom|dad|grand\w+|nan|nana|gran|granny|aunt|uncle|neighbou?r|man|woman|lady|gentleman|client|patient)(?:,| is| was|'s|, who is| who's| who is| just turned| turned)+[ ](?:now |nearly |almost |only )?(?P<id>{_NINETIES})(?![\w%]|[ ]?(?:percent|minutes|miles|pounds|dollars|days|per|degrees|times|kg|lbs))",
    re.IGNORECASE,
)

_CLOCK = rf"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?:[ ]?[ap]\.?m{_STOP})?|\b(?:1[0-2]|0?[1-9])[ ]?[ap]\.?m\b{_STOP}"
_BESIDE_DATE = re.compile(rf"(?:{_CLOCK})", re.IGNORECASE)
_STRICT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), kind, reason)
    for pattern, kind, reason in (
        (_CLOCK, Kind.TIME, "a time of day"),
        (r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", Kind.DATE, "a day of the week"),
        (
            r"\b(?:january|february|april|june|july|august|september|october|november|december)\b|\b(?:in|last|next|since|this|until|by) (?P<id>march|may)\b",
            Kind.DATE,
            "a month",
        ),
        (r"\b(?:in|since|until|from|by|during|around|back in|of) (?P<id>(?:19|20)\d\d)\b", Kind.DATE, "a year"),
        (r"\b(?P<id>\d{1,3})[ -]years?[ -]old\b|\baged? (?P<id2>\d{1,3})\b", Kind.AGE, "an age"),
    )
)


# Without a figure, a month, a number in words or a day nothing here can match.
_TELLS_TIME = re.compile(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ninet|hundred|day", re.IGNORECASE)


def find_dates(text: str, *, strict: bool) -> Iterator[Span]:
    """Yield exact dates, times beside one, and ages above 89; at the strict level weekdays, months, years, ages too."""
    if _TELLS_TIME.search(text) is None:
        return
    exact = list(_exact(text))
    yield from exact
    if exact:
        yield from _times_beside(text, exact)
    for pattern, reason in (*_AGES, (_KIN_AGE, "an age above 89")):
        for match in pattern.finditer(text):
            if _over_89(match.group("id")):
                yield _span(match, Kind.AGE, 0.92, reason)
    if strict:
        for pattern, kind, reason in _STRICT:
            for match in pattern.finditer(text):
                yield _span(match, kind, 0.8, reason)


def _exact(text: str) -> Iterator[Span]:
    for pattern, score, reason in _EXACT:
        for match in pattern.finditer(text):
            if _is_fraction(match.group()):
                continue
            yield _span(match, Kind.DATE, score, reason)


def _times_beside(text: str, exact: list[Span]) -> Iterator[Span]:
    for match in _BESIDE_DATE.finditer(text):
        if any(abs(match.start() - s.end) < 20 or abs(s.start - match.end()) < 20 for s in exact):
            yield _span(match, Kind.TIME, 0.85, "a time of day beside an exact date")


def _span(match: re.Match[str], kind: Kind, score: float, reason: str) -> Span:
    names = [name for name in ("id", "id2") if match.groupdict().get(name)]
    start, end = match.span(names[0] if names else 0)
    return Span(kind=kind, start=start, end=end, score=score, reason=reason)


def _is_fraction(text: str) -> bool:
    """Whether figures are a range or a score and no date: no month above 12 and no day above 31."""
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})", text)
    if parts is None:
        return False
    first, second = int(parts[1]), int(parts[2])
    return not (1 <= min(first, second) <= 12 and max(first, second) <= 31)


def _over_89(text: str) -> bool:
    return not text.isdigit() or int(text) > 89
