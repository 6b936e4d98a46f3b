"""Invented names of people, and what people make of their names: addresses of mail and web, handles."""

from collections.abc import Mapping
from typing import Final

from empathy.evaluation.privacy.values import ENGLISH, HELD_OUT, LOCALES, BySplit, Provider, Values

_WORD_NAMES: Final[BySplit] = {
    "tuning": ("Dawn", "Will", "Hope", "Rose", "Mark", "Summer", "Bill", "Pat"),
    "test": ("Grace", "Faith", "Drew", "Joy", "Sue", "Rich", "Art", "Violet", "Frank", "Olive"),
}
_NICKNAMES: Final[BySplit] = {
    "tuning": ("Nat", "Baz", "Shaz", "Tommo", "Liv", "Dez"),
    "test": ("Gaz", "Trish", "Robbo", "Ellie", "Deano", "Mags", "Jonno"),
}
_ONSETS = "b br c ch d dr f g gr h j k kh l m n p r s sh t th tr v w y z".split()
_VOWELS = "a e i o u ai ia ee ou".split()


def first(values: Values) -> str:
    """Return a given name of three letters or more."""
    while True:
        name: str = values.fake(LOCALES).first_name()
        if len(name) > 2:
            return name


def _full(values: Values, locales: BySplit) -> str:
    faker = values.fake(locales)
    return f"{faker.first_name()} {faker.last_name()}"


def _invented(values: Values) -> str:
    syllables = [values.pick(_ONSETS) + values.pick(_VOWELS) for _ in range(values.random.randint(2, 3))]
    return ("".join(syllables) + values.pick(("", "n", "r", "l", "m", "sh"))).capitalize()


def _spelled(values: Values, mark: str) -> str:
    name = first(values)
    letters = [c for c in name if c.isascii() and c.isalpha()][:9]
    return mark.join(c.upper() if mark != " " else c.lower() for c in letters)


def _email_spoken(values: Values) -> str:
    faker = values.fake(ENGLISH)
    provider = values.pick(("gmail", "outlook", "yahoo"))
    return f"{faker.first_name()} dot {faker.last_name()} at {provider} dot com".lower()


def _url(values: Values) -> str:
    url = str(values.fake(ENGLISH).url())
    return values.pick((url, f"www.{_invented(values).lower()}.org", f"{_invented(values).lower()}.com/about"))


def _handle(values: Values) -> str:
    name = first(values).lower().replace(" ", "")
    return f"@{name}{values.pick(('_', '.', ''))}{values.random.randint(1, 99)}"


NAMES: Final[Mapping[str, Provider]] = {
    "first": first,
    "last": lambda v: str(v.fake(LOCALES).last_name()),
    "full": lambda v: _full(v, LOCALES),
    "rare_first": lambda v: str(v.fake(HELD_OUT).first_name()),
    "rare_last": lambda v: str(v.fake(HELD_OUT).last_name()),
    "rare_full": lambda v: _full(v, HELD_OUT),
    "invented": _invented,
    "wordname": lambda v: v.pick_own(_WORD_NAMES),
    "nick": lambda v: v.pick_own(_NICKNAMES),
    "initial": lambda v: v.pick("ABCDEFGHJKLMNPRST"),
    "spelled": lambda v: _spelled(v, v.pick(("-", "-", "."))),
    "spelled_spaced": lambda v: _spelled(v, " "),
    "email": lambda v: str(v.fake(LOCALES).ascii_free_email()),
    "email_spoken": _email_spoken,
    "url": _url,
    "handle": _handle,
}
