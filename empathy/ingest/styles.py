"""How kinds of text begin a turn: the exports of services and chats, and what people type by hand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from empathy.ingest.labels import COLON, LABEL, ODD, PLACEHOLDER
from empathy.ingest.stamps import CLOCK, DATE, OF_DAY, STAMP

_TO = r"[ ]*(?:-->|->|→|[-–—])[ ]*"
_TIMES = rf"(?P<time>{CLOCK})(?:{_TO}(?P<end>{CLOCK}))?"
_ANY_TIMES = rf"[\[({{<]?{_TIMES}[\])}}>]?"
# What parts a name from the time behind it
_BREAK = r"(?:[ ]{2,}|[ ]*\t[ \t]*)"
# The number of a line or turn, as word processors and interviews count them
NUMBER = r"(?:\d{1,4}(?:\.\d{1,3})?[.):]?[ \t]+)?"
# Zoom's transcript has a name between tabs, its chat "From Dana Lee to Everyone"
_CHAT = r"(?:From[ ]+(?=[^\t]*[ ]to[ ]))?(?P<label>[^\t:]{1,60}?)(?:[ ]+to[ ]+[^\t:]{1,60})?[ ]*:?\t[ ]*"
_NAME = r"(?P<label>[^\s:\[\]][^:\n]{0,59}?)"
_STAMPED = rf"(?:\[(?P<time>{STAMP})\][ ]+|(?P<time_>{STAMP})[ ]*[-–:][ ]+)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind of text begins a turn; its pattern has the groups ``label``, ``time`` and ``text``.

    A ``strict`` pattern is proof of a turn by itself; behind the others the label must be a real one, and with
    ``sides`` must say a role, and both sides be there. ``above`` says that the words stand below the names, so that
    no other line begins with a time; ``by_clock`` that the times are those of the day; a line that is ``aside`` is
    nobody's.
    """

    name: str
    pattern: re.Pattern[str]
    strict: bool = True
    sides: bool = False
    above: bool = False
    by_clock: bool = False
    aside: re.Pattern[str] | None = None


# In the order in which they are tried: the first that begins enough lines is the file's style.
STYLES = (
    Style(
        name="Zoom chat",
        pattern=re.compile(
            rf"^(?:{DATE}[ ])?(?P<time>{OF_DAY})[ \t]+From[ ]+(?P<label>[^\t:]{{1,60}}?)"
            rf"(?:[ ]+to[ ]+[^\t:]{{1,60}}?)?[ ]*:[ \t]*(?P<text>.*)$"
        ),
        by_clock=True,
    ),
    Style(
        name="chat",
        pattern=re.compile(rf"^{_STAMPED}{_NAME}:[ \t]*(?P<text>.*)$"),
        by_clock=True,
        aside=re.compile(rf"^{_STAMPED.replace('?P<time>', '').replace('?P<time_>', '')}"),
    ),
    Style(
        name="chat",
        pattern=re.compile(rf"^\[(?P<time>{STAMP})\][ ]+{_NAME}(?P<text>)$"),
        by_clock=True,
    ),
    Style(
        name="chat",
        pattern=re.compile(rf"^{_NAME},?[ ]\[(?P<time>{STAMP})\](?P<text>)$"),
        by_clock=True,
    ),
    Style(
        name="Zoom text",
        pattern=re.compile(rf"^{_ANY_TIMES}[ ]*\t[ ]*{_CHAT}(?P<text>.*)$"),
    ),
    Style(
        name="Zoom text",
        pattern=re.compile(rf"^(?!{PLACEHOLDER})\[(?P<label>{LABEL})\][ \t]+(?P<time>{CLOCK})(?P<text>)$"),
        by_clock=True,
    ),
    Style(
        name="Otter text",
        pattern=re.compile(
            rf"^(?P<label>{LABEL}){_BREAK}(?P<time>{OF_DAY}|{CLOCK})[ \t]*"
            rf"(?P<text>(?:(?:(?<=[ ]{{2}})|(?<=\t)).+)?)$"
        ),
    ),
    Style(
        name="Rev text",
        pattern=re.compile(
            rf"^(?P<label>{LABEL})[ \t]*[\[(](?:(?P<time_>{OF_DAY})|{_TIMES})[\])][ \t]*:?[ \t]*(?P<text>.*)$"
        ),
    ),
    Style(
        name="Otter text",
        pattern=re.compile(rf"^(?P<label>{LABEL})[ ](?:[-–—|•·][ ])?(?P<time>{CLOCK})(?P<text>)$"),
        strict=False,
    ),
    Style(
        name="recogniser's text",
        pattern=re.compile(
            rf"^\[(?:{_TIMES}|(?P<time_>\d+\.\d+)s{_TO}\d+\.\d+s)\][ ]*"
            r"\[(?P<label>(?:speaker|spk|s)[ _]?\d{1,3})\]:?[ ]*(?P<text>.*)$",
            re.IGNORECASE,
        ),
    ),
    Style(
        name="plain text",
        pattern=re.compile(
            rf"^{NUMBER}(?:\*\*)?(?:{_ANY_TIMES}[ \t]*[-–—]?[ \t]*)?(?:\*\*)?"
            rf"(?P<label>{LABEL}|{ODD})[ \t]*(?:\*\*)?{COLON}[ \t]*(?:\*\*)?[ \t]*(?P<text>(?!//).*)$"
        ),
        strict=False,
    ),
    Style(
        name="names below times",
        pattern=re.compile(rf"^{_ANY_TIMES}[ \t]*[-–—]?[ \t]*(?P<label>{LABEL})(?<![.,!?])(?P<text>)$"),
        strict=False,
        above=True,
    ),
    # As people type by hand; without a colon the names alone tell
    Style(
        name="names and tabs",
        pattern=re.compile(rf"^{NUMBER}(?P<label>{LABEL})\t+(?P<time>)(?P<text>.+)$"),
        sides=True,
    ),
    Style(
        name="names without colons",
        pattern=re.compile(
            rf"^{NUMBER}(?:[(\[](?P<label>{LABEL})[)\]]|(?P<label_>[^\W\d_]+\d{{0,3}})(?:[ ]?[-–—;)]|\.))"
            r"[ ]+(?P<time>)(?P<text>.+)$"
        ),
        sides=True,
    ),
    Style(
        name="names above",
        pattern=re.compile(rf"^(?P<label>{LABEL})(?P<time>)(?P<text>)$"),
        sides=True,
    ),
)


def group(match: re.Match[str], name: str) -> str | None:
    """Return what a pattern's group found, under its name or, of two alternatives, the second one's."""
    known = match.re.groupindex
    found: Iterable[str | None] = (match[each] for each in (name, f"{name}_") if each in known)
    return next((text for text in found if text is not None), None)
