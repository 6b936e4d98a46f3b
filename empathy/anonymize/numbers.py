"""Numbers that stand for somebody in a register: of accounts, cards, plates, licences, policies and records."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Sequence
from typing import Final

from empathy.anonymize import checks
from empathy.anonymize.pattern import Pattern, pattern
from empathy.anonymize.spans import Kind

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
# What has a plate's form and is none: "REF 4711", "AM 1200", "900 USD".
_NO_PLATE = re.compile(
    r"(?:SSN|MRN|REF|TEL|PIN|VIN|NPI|DEA|FAX|EXT|ACC|PHQ|GAD|DSM|ICD|MDS|COVID|SARS|CBT|LSD|THC|CBD|HBA|BMI|GPA|MRI|CPR|USD|GBP|EUR|SUV|PSA|AM|PM|AD|BC)\b|\d+[ -]?(?:AM|PM|USD|GBP|EUR|KGS|LBS|MGS)\b"
)
# Scales, diagnoses and examinations with a figure behind them.
_NO_RECORD = re.compile(r"(?:COVID|PHQ|GAD|DSM|ICD|SARS|GCSE)-?\d")
# A figure with its unit or ending: "1500calories", "100000th".
_QUANTITY = re.compile(
    r"\d+(?:mg|mcg|ml|kg|lbs?|st|nd|rd|th|am|pm|hrs?|hours?|mins?|minutes?|years?|k|km|s|x\d+|px|calories|cals)",
    re.IGNORECASE,
)

NUMBERS: Final[Sequence[Pattern]] = (
    pattern(
        Kind.NUMBER,
        r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b",
        0.99,
        "an IBAN",
        needs="digit",
        check=checks.iban,
    ),
    pattern(
        Kind.NUMBER,
        r"(?<![\d.])(?:\d[ -]?){12,18}\d(?![\d])",
        0.97,
        "a card number (Luhn)",
        needs="digit",
        check=checks.luhn,
    ),
    pattern(
        Kind.NUMBER,
        r"(?<![\w-])\d{3}[- .]\d{2}[- .]\d{4}(?![\w-])",
        0.96,
        "a social security number's form",
        needs="digit",
    ),
    pattern(
        Kind.NUMBER,
        r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
        0.97,
        "a national insurance number's form",
        needs="digit",
    ),
    pattern(
        Kind.NUMBER,
        r"(?<![\w-])\d{3}[ -]\d{3}[ -]\d{4}(?![\w-])",
        0.97,
        "an NHS number",
        needs="digit",
        check=checks.nhs,
    ),
    pattern(Kind.NUMBER, r"(?<![\w-])\d{2}-\d{2}-\d{2}(?![\w-])", 0.75, "a sort code's form", needs="digit"),
    pattern(
        Kind.NUMBER,
        rf"\b(?:{_ID_WORDS})\b{_ID_LINK}(?<![A-Z]){_ID_VALUE}",
        0.95,
        "a number given as an account, a card or a record",
        needs="digit",
        check=lambda s: checks.holds_digit(s) and len(s) >= 4,
    ),
    pattern(
        Kind.NUMBER,
        r"\b(?:cvv|cvc|security code|pin(?: number| code)?)\b[: ]+(?:is |was )?(?P<id>\d{3,6})\b",
        0.95,
        "a card's or a pass code",
        needs="digit",
    ),
    pattern(
        Kind.NUMBER,
        r"\b(?:exp(?:iry|ires|iration)?(?: date)?|valid (?:thru|until))\b[: ]+(?:is )?(?P<id>\d{1,2}/\d{2,4})",
        0.95,
        "a card's expiry date",
        needs="digit",
    ),
    pattern(
        Kind.NUMBER, r"\b[A-Z]{2}[ -]?\d{2}[ -]?[A-Z]{3}\b", 0.94, "a number plate's form", needs="digit", flags=0
    ),
    pattern(
        Kind.NUMBER,
        r"\b(?:[A-Z]{3}[ -]?\d{3,4}|\d{3,4}[ -]?[A-Z]{3}|\d[A-Z]{3}\d{3}|[A-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{1,2}[ -]\d{3,5}|\d{1,3}-[A-Z]{1,2}-\d{1,6})\b(?![ ]?(?:mg|ml))",
        0.9,
        "a number plate's form",
        needs="digit",
        flags=0,
        check=lambda s: _NO_PLATE.match(s) is None,
    ),
    pattern(
        Kind.NUMBER,
        r"\b(?=[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b",
        0.86,
        "letters and digits as in a licence or a record",
        needs="digit",
        flags=0,
        check=lambda s: len(s.replace("-", "")) >= 6 and _NO_RECORD.match(s) is None,
    ),
    pattern(
        Kind.NUMBER,
        r"\b(?=[a-z0-9-]*\d[a-z0-9-]*\d[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9]{7,}\b",
        0.84,
        "letters and digits as in a licence or a record",
        needs="digit",
        check=lambda s: _QUANTITY.fullmatch(s) is None,
    ),
)
