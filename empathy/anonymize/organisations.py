"""Schools, clinics, employers and other bodies: by their names' own words, or by a verb of work or study."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Iterator
from typing import Final

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import View

_KINDS = (
    r"(?:(?:high|primary|elementary|middle|grammar|secondary|prep|boarding|infant|junior|public|comprehensive|nursery|medical|law|business|state|community|technical|general|memorial|district|children's|psychiatric|royal|county|city|health|medical|treatment|recovery|family|women's|veterans|walk-in|dental|mental health|rehab|therapy|counsell?ing|community|sports|leisure|fitness|shopping|youth|methodist|baptist|catholic|presbyterian|parish)[ ])*"
    r"(?:school|college|university|academy|institute|hospital|infirmary|clinic|surgery|practice|hospice|"
    r"cent(?:er|re)|church|chapel|mosque|synagogue|temple|cathedral|bank|pharmacy|nursery|library|museum|"
    r"foundation|trust|charity|hotel|inn|pub|bar|arms|restaurant|cafe|café|bakery|garage|gym|club|prison|jail|"
    r"ltd\.?|limited|inc\.?|incorporated|plc|llc|llp|gmbh|corp\.?|corporation|company|co\.|group|holdings|partners|"
    r"associates|solutions|industries|services|systems|technologies|consulting|logistics|motors|insurance|"
    r"council|constabulary|police(?: department)?|fire department|department|airport|station|stadium|park|theatre|theater|fc|united|rovers|"
    r"house|home|care home|nursing home|ward|unit|estate|medical cent(?:er|re)|health cent(?:er|re)|society|association|band|farm|market|supermarket|salon|studios?|warehouse|factory|dealership|brewery)"
)
# The kinds that make a name of what precedes them even in small letters; "Natalie's house" is none.
_SURE_KIND = re.compile(
    r"(?:school|college|university|academy|institute|hospital|infirmary|clinic|surgery|hospice|church|mosque|synagogue|cathedral|prison|jail|airport|hotel)$"
)
_CAP = r"(?:[A-ZÀ-Þ][\w'’&.-]*|&|of|the|and|for|upon|on|de|la)"
_NAMED = re.compile(rf"\b(?P<name>(?:[A-ZÀ-Þ][\w'’.-]*,?[ ](?:{_CAP}[ ]){{0,4}}))(?P<kind>(?i:{_KINDS}))\b")
_OF: Final = re.compile(
    r"\b(?i:university|college|church|bank|school|hospital|institute|academy|our lady|city|town|village|borough)[ ]of[ ](?:the[ ])?(?:[A-ZÀ-Þ][\w'’-]*)(?:[ ](?:of[ ]|at[ ]|and[ ])?[A-ZÀ-Þ][\w'’-]*){0,4}"
)
_SAINT = re.compile(
    r"\b(?:st|saint)\.?[ ](?!louis\b)[a-z]+(?:['’]?s)?(?:[ ](?:and[ ])?[a-z]+(?:['’]?s))?(?:[ ](?:primary|high|catholic|c of e|secondary|church|infant|junior|children's|general|community|medical)){0,2}(?:[ ](?:school|hospital|church|college|hospice|academy|university|infirmary|clinic|surgery|centre|center|parish))\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:work(?:s|ed|ing)?(?:[ ]\w+){0,3}?[ ](?:at|for)|employed[ ](?:at|by|with)|job[ ](?:at|with)|hired[ ]by|fired[ ](?:by|from)|"
    r"interview(?:ed)?[ ](?:at|with)|manager[ ]at|nurse[ ]at|teacher[ ]at|shift[ ]at|shifts[ ]at|intern(?:ed|ship)?[ ](?:at|with)|"
    r"position[ ](?:at|with)|role[ ]at|contract[ ]with|laid[ ]off[ ](?:by|from)|company[ ]called|"
    r"stud(?:y|ies|ied|ying)(?:[ ]\w+){0,2}?[ ]at|enrolled[ ](?:at|in)|student[ ]at|graduated[ ]from|degree[ ](?:at|from)|goes[ ]to|went[ ]to[ ]school[ ]at|attend(?:s|ed|ing)?|"
    r"admitted[ ]to|discharged[ ]from|treated[ ]at|inpatient[ ]at|patient[ ]at|referred[ ]to|appointment[ ]at|bank[ ]with|insured[ ]with)[ ](?:the[ ]|a[ ]company[ ]called[ ])?"
)
_FIRM: Final = re.compile(
    rf"(?:{_EMPLOYER.pattern}|(?i:\b(?:with|from|at|for|by)[ ]))(?P<id>[A-ZÀ-Þ][\w'’-]+, [A-ZÀ-Þ][\w'’-]+,? (?:and|&) [A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ][\w'’-]+ (?:and|&) (?:Sons|Daughters|Brothers|Bros|Co|Partners|Associates|Company)\b)"
)
_LOWER_KIND: Final = re.compile(
    r"[ ](?:(?:high|primary|elementary|middle|grammar|secondary|state|community|general|memorial|medical|city|royal)[ ])*(?:school|university|college|hospital|clinic|academy|infirmary)\b"
)
_ORDINARY_NAMES = cues.CLOSED | cues.word_set(
    """local high primary old new big small private public the my our great whole first next last best
    nearest city town american state national mental health community emergency children's women's
    general medical sunday saturday british english german french spanish chinese italian art law dental
    free methadone pain"""
)


def find_organisations(view: View, lexicon: Lexicon) -> Iterator[Span]:
    """Yield schools, clinics, firms and other bodies that their own words or a verb of work give away."""
    text = view.text
    if view.cased:
        yield from _named(text, lexicon)
        for match in _OF.finditer(text):
            yield _span(match.start(), match.end(), 0.88, "a body named after a place")
        for match in _FIRM.finditer(text):
            yield _span(match.start("id"), match.end("id"), 0.92, "a firm named after people")
    for match in _SAINT.finditer(text):
        yield _span(match.start(), match.end(), 0.9, "a body named after a saint")
    yield from _employers(view, lexicon)
    yield from _lower_bodies(view, lexicon)


def _named(text: str, lexicon: Lexicon) -> Iterator[Span]:
    for match in _NAMED.finditer(text):
        parts = re.findall(r"[A-ZÀ-Þ][\w'’.-]*", match["name"])
        start = match.start()
        # an ordinary word that only opens the sentence is no part of the name: "The", "At", "My"
        while parts and (parts[0].lower() in _ORDINARY_NAMES or _opens(text, start, parts[0], lexicon)):
            start += len(parts[0]) + 1
            rest = re.search(r"[A-ZÀ-Þ]", text[start : match.end("name")])
            parts = parts[1:]
            if rest is None:
                break
            start += rest.start()
        if not parts or all(p.lower().rstrip(".") in cues.TITLES | cues.SOFT_TITLES for p in parts):
            continue
        capital_kind = match["kind"][:1].isupper()
        telling = [p for p in parts if not lexicon.is_kept(p.lower())]
        named = any(not lexicon.is_ordinary(p.lower().removesuffix("'s")) for p in telling)
        if telling and (capital_kind or (named and _SURE_KIND.search(match["kind"]))):
            yield _span(start, match.end(), 0.9, "the name of a school, clinic, firm or other body")


def _opens(text: str, start: int, word: str, lexicon: Lexicon) -> bool:
    before = text[:start].rstrip()
    opening = not before or before[-1] in '.?!:;"“”'
    return opening and lexicon.is_ordinary(word.lower()) and word.lower() not in lexicon.surnames


def _employers(view: View, lexicon: Lexicon) -> Iterator[Span]:
    starts = {word.start: index for index, word in enumerate(view.words)}
    for match in _EMPLOYER.finditer(view.text):
        index = starts.get(match.end())
        if index is None:
            continue
        end = index
        while end < len(view.words) and _in_firm(view, end, end == index, lexicon):
            end += 1
            if end < len(view.words) and view.gap(end - 1) not in {" ", " & ", "-"}:
                break
        if end > index and any(w.low not in _ORDINARY_NAMES for w in view.words[index:end]):
            yield _span(
                view.words[index].start,
                view.words[end - 1].end,
                0.83,
                "a name where an employer or a school is named",
            )


def _in_firm(view: View, index: int, first: bool, lexicon: Lexicon) -> bool:
    word = view.words[index]
    if word.low in cues.CLOSED:
        return False
    if word.capital and view.cased:
        return word.low not in lexicon.regions
    return first and lexicon.is_unknown(word.low) and not lexicon.is_given(word.low) and len(word.low) > 3


def _lower_bodies(view: View, lexicon: Lexicon) -> Iterator[Span]:
    for index, word in enumerate(view.words):
        if word.low in _ORDINARY_NAMES or word.capital:
            continue
        match = _LOWER_KIND.match(view.text, word.end)
        known = lexicon.is_unknown(word.low) or lexicon.is_given(word.low)
        if match is not None and known and len(word.low) > 2:
            first = index
            if index and view.gap(index - 1) == " " and lexicon.is_unknown(view.words[index - 1].low):
                first = index - 1
            yield _span(view.words[first].start, match.end(), 0.84, "the name of a school or clinic")


def _span(start: int, end: int, score: float, reason: str) -> Span:
    return Span(kind=Kind.ORGANISATION, start=start, end=end, score=score, reason=reason)
