"""How somebody is reached or known on the net: mail and web addresses, written or spoken, devices, handles."""

# ruff: noqa: E501  (a pattern or a word list is read as one line; folding it would hide its shape)

import re
from collections.abc import Sequence
from typing import Final

from empathy.anonymize.pattern import Pattern, pattern
from empathy.anonymize.spans import Kind

_TLD = (
    r"(?:com|org|net|edu|gov|mil|int|info|biz|name|io|ai|app|dev|co|me|tv|us|uk|ie|ca|au|nz|za|in|ke|ng|gh|pk|de|at|ch|"
    r"fr|es|it|nl|be|lu|dk|se|no|fi|is|pl|cz|sk|si|hr|hu|ro|bg|gr|pt|ee|lv|lt|ru|ua|tr|il|ae|sa|eg|br|mx|ar|cl|"
    r"pe|jp|kr|cn|hk|tw|sg|my|th|vn|id|ph|eu|online|site|shop|store|xyz|blog|health|care|clinic|page|link|ly|gl|nhs|example|test|invalid|local)"
)
# An abbreviation, a figure, or two sentences without the space between them: "e.g.", "10.30", "fine.it".
_NO_ADDRESS = re.compile(
    r"(?:[a-z]\.)+[a-z]{1,2}|\d[\d.]*\w*|[a-z]+\.(?:it|is|me|no|in|us|at|my|so|be|to|id|name|care|page|link|test|local|health|online|shop|store|site|info|co|as|do)",
    re.IGNORECASE,
)

ONLINE: Final[Sequence[Pattern]] = (
    pattern(Kind.EMAIL, r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", 1.0, "an e-mail address", needs="@"),
    pattern(
        Kind.EMAIL,
        rf"\b[\w.-]+(?:[ ](?:dot|underscore|dash|hyphen|plus)[ ][\w.-]+)*[ ](?:at|\(at\)|\[at\])[ ]"
        rf"(?:[\w-]+(?:[ ](?:dot|\(dot\)|\[dot\])[ ][\w-]+)*?[ ](?:dot|\(dot\)|\[dot\])[ ]{_TLD}(?:[ ]dot[ ]{_TLD})?"
        r"|(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|aol|protonmail|live|msn|mail|gmx|btinternet)\.(?:com|co\.uk|net|org|de|fr|ie|ca|me))\b",
        0.98,
        "an e-mail address as spoken",
    ),
    pattern(Kind.URL, r"\b(?:https?|ftp)://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]", 1.0, "a web address", needs="."),
    pattern(Kind.URL, r"\bwww\.[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]", 1.0, "a web address", needs="."),
    pattern(
        Kind.URL,
        rf"(?<![@\w.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_TLD}(?:/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]|/)?(?![\w@]|\.\w)",
        0.9,
        "a web address without its scheme",
        needs=".",
        check=lambda s: _NO_ADDRESS.fullmatch(s) is None,
    ),
    pattern(
        Kind.URL,
        r"\b(?:w w w|www|double u double u double u)[ ]dot[ ][\w-]+(?:[ ]dot[ ][\w-]+)+\b",
        0.98,
        "a web address as spoken",
    ),
    pattern(
        Kind.URL,
        r"\b[\w-]+[ ]dot[ ](?:com|org|net|edu|gov|co[ ]dot[ ]uk|co|uk|io|ie|ca|au|de)\b",
        0.9,
        "a web address as spoken",
    ),
    pattern(Kind.URL, r"\b(?:\d{1,3}\.){3}\d{1,3}\b", 0.9, "an internet address", needs="digit"),
    pattern(
        Kind.URL,
        r"(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b",
        0.95,
        "a device or internet address",
    ),
    pattern(Kind.HANDLE, r"(?<![\w@.])@[A-Za-z0-9_](?:[\w.-]*\w)?", 0.95, "a handle", needs="@"),
    pattern(
        Kind.HANDLE,
        r"\b(?:insta(?:gram)?|twitter|snap(?:chat)?|tik ?tok|discord|reddit|facebook|fb|xbox|psn|steam|gamertag|gamer tag|skype|telegram|twitch|youtube|user ?name|handle|screen ?name|profile|login)"
        r"(?:[ ](?:handle|name|account|id|tag|user ?name|profile))?(?:'s|[ ]?(?:is|was|:|=|it's|called|under|as))[ ]+(?:called |just |at )?(?P<id>@?(?=[\w.#-]*(?:[\d_.#-]|[a-z][A-Z]))\w[\w.#-]*\w)",
        0.93,
        "a name in a network, given as such",
    ),
    pattern(Kind.HANDLE, r"(?<![\w/])u/[\w-]{3,}|\b\w{3,}#\d{4}\b", 0.93, "a handle"),
)
