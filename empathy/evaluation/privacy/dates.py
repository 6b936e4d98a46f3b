"""Invented dates, of birth and of late, written and spoken, and ages above 89."""

from collections.abc import Mapping
from typing import Final

from empathy.evaluation.privacy.values import ENGLISH, BySplit, Provider, Values

_FORMS: Final[BySplit] = {
    "tuning": ("%d %B %Y", "%B %d, %Y", "%m/%d/%Y", "%dth of %B"),
    "test": ("%d %b %Y", "%B %dth", "%d/%m/%Y", "%Y-%m-%d", "%dth of %B %Y", "%d.%m.%Y"),
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_MONTHS = "january february march april may june july august september october november december".split()
_YEARS = ("nineteen eighty four", "nineteen seventy", "nineteen ninety one", "two thousand and three")


def _date(values: Values, start: int, end: int) -> str:
    """Return a date between ``start`` and ``end`` years ago."""
    day = values.fake(ENGLISH).date_between(f"-{start}y", f"-{end}y")
    form = values.pick_own(_FORMS)
    number = f"{day.day}"
    ending = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    spoken = form.replace("%dth", number + ending)
    return str(day.strftime(spoken.replace("%d %", f"{number} %") if " %" in form else spoken))


def _date_spoken(values: Values) -> str:
    day, month, year = values.pick(_ORDINALS), values.pick(_MONTHS), values.pick(_YEARS)
    return values.pick((f"{day} of {month} {year}", f"{month} {day} {year}", f"{month} the {day}"))


DATES: Final[Mapping[str, Provider]] = {
    "birthdate": lambda v: _date(v, 80, 18),
    "birthdate_num": lambda v: v.digits("1#/0#/197#").replace("/00/", "/05/"),
    "date": lambda v: _date(v, 5, 0),
    "date_spoken": _date_spoken,
    "age90": lambda v: str(v.random.randint(90, 104)),
}
