"""Invented places: addresses and their parts, towns, and the schools, firms and clinics that people go to."""

from collections.abc import Mapping
from typing import Final

from empathy.evaluation.privacy.names import first
from empathy.evaluation.privacy.values import ENGLISH, FOREIGN, BySplit, Provider, Values

_STREETS: Final[BySplit] = {
    "tuning": ("Street", "Road", "Lane", "Drive"),
    "test": ("Avenue", "Close", "Street", "Crescent", "Road", "Terrace"),
}
_SCHOOLS: Final[BySplit] = {
    "tuning": ("High School", "Primary School", "College"),
    "test": ("Elementary School", "Grammar School", "University", "Academy"),
}
_CLINICS: Final[BySplit] = {
    "tuning": ("Hospital", "Clinic"),
    "test": ("Medical Centre", "General Hospital", "Treatment Center", "Infirmary"),
}


def _street(values: Values) -> str:
    stem = values.pick(
        ("Maple", "Church", "Victoria", "Station", "Elm", values.fake(ENGLISH).last_name(), "Mill", "Park")
    )
    return f"{stem} {values.pick_own(_STREETS)}"


def _street_lower(values: Values) -> str:
    number = values.pick((str(values.random.randint(1, 300)), "forty two", "twelve", "one hundred and six"))
    return f"{number} {_street(values)}".lower()


def _address(values: Values) -> str:
    faker = values.fake(ENGLISH)
    form = values.random.random()
    if form < 0.5:
        return str(faker.address())
    if form < 0.75:
        return f"{values.random.randint(1, 400)} {_street(values)}, {faker.city()}"
    flat = f"{values.pick(('Flat', 'Apartment', 'Unit'))} {values.random.randint(1, 40)}"
    return f"{flat}, {values.random.randint(1, 90)} {_street(values)}"


def _body(values: Values, kinds: BySplit) -> str:
    after = (values.fake(ENGLISH).last_name(), values.fake(ENGLISH).city(), f"St {first(values)}'s")
    return f"{values.pick(after)} {values.pick_own(kinds)}"


PLACES: Final[Mapping[str, Provider]] = {
    "address": _address,
    "address_foreign": lambda v: str(v.fake(FOREIGN).street_address()),
    "street": _street,
    "street_lower": _street_lower,
    "postcode": lambda v: v.digits(v.pick(("@@# #@@", "@# #@@", "@@## #@@"))).replace("V", "T").replace("Q", "R"),
    "zip": lambda v: v.digits("#####"),
    "town": lambda v: str(v.fake(ENGLISH).city()),
    "school": lambda v: _body(v, _SCHOOLS),
    "company": lambda v: str(v.fake(ENGLISH).company()),
    "clinic": lambda v: _body(v, _CLINICS),
}
