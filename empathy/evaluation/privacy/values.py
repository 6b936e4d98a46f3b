"""Values that identify somebody, invented: names, numbers and addresses for the sentences of the benchmark."""

# ruff: noqa: E501  (a table of forms is read as one line)

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Final, Literal

Split = Literal["tuning", "test"]

# Names come from other locales in the two splits. The held-out ones stand in none of the shipped lists.
LOCALES: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("en_US", "en_AU", "en_CA", "de_DE", "es_MX", "nl_NL"),
    "test": ("en_US", "en_GB", "en_IE", "en_IN", "fr_FR", "es_ES", "it_IT", "pl_PL", "pt_BR", "tr_TR"),
}
HELD_OUT: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("en_KE", "hr_HR", "lt_LT", "az_AZ", "ha_NG", "zu_ZA"),
    "test": ("en_NG", "ga_IE", "sl_SI", "et_EE", "uz_UZ", "yo_NG", "ig_NG"),
}
_FOREIGN: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("de_DE", "es_ES", "fr_FR"),
    "test": ("de_AT", "es_MX", "fr_CH", "it_IT", "nl_NL"),
}
_ENGLISH: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("en_US", "en_GB"),
    "test": ("en_US", "en_GB", "en_AU", "en_CA"),
}
_WORD_NAMES: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("Dawn", "Will", "Hope", "Rose", "Mark", "Summer", "Bill", "Pat"),
    "test": ("Grace", "Faith", "Drew", "Joy", "Sue", "Rich", "Art", "Violet", "Frank", "Olive"),
}
_NICKNAMES: Final[Mapping[Split, Sequence[str]]] = {
    "tuning": ("Nat", "Baz", "Shaz", "Tommo", "Liv", "Dez"),
    "test": ("Gaz", "Trish", "Robbo", "Ellie", "Deano", "Mags", "Jonno"),
}
_DIGITS = "zero one two three four five six seven eight nine".split()
_ONSETS = "b br c ch d dr f g gr h j k kh l m n p r s sh t th tr v w y z".split()
_VOWELS = "a e i o u ai ia ee ou".split()


@dataclass(frozen=True, kw_only=True)
class Values:
    """Makes values for one split; the same seed gives the same values."""

    split: Split
    seed: int

    @cached_property
    def random(self) -> Random:
        """The one source of chance."""
        return Random(self.seed)

    @cached_property
    def _fakers(self) -> dict[str, Any]:
        from faker import Faker

        locales = {*LOCALES[self.split], *HELD_OUT[self.split], *_FOREIGN[self.split], *_ENGLISH[self.split]}
        fakers = {locale: Faker(locale) for locale in sorted(locales)}
        for number, faker in enumerate(fakers.values()):
            faker.seed_instance(self.seed * 100 + number)
        return fakers

    def of(self, name: str) -> str:
        """Return a value for the field ``name`` of a template, on one line."""
        return " ".join(PROVIDERS[name](self).replace("\n", ", ").split())

    def pick(self, choices: Sequence[str]) -> str:
        """Return one of the choices."""
        return self.random.choice(list(choices))

    def fake(self, locales: Mapping[Split, Sequence[str]]) -> Any:  # noqa: ANN401 - Faker makes its methods as it runs
        """Return the Faker of one of the split's locales."""
        return self._fakers[self.pick(locales[self.split])]

    def digits(self, form: str) -> str:
        """Fill ``#`` with digits and ``@`` with capital letters."""
        letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
        fill = {"#": lambda: str(self.random.randint(0, 9)), "@": lambda: self.random.choice(letters)}
        return "".join(fill[c]() if c in fill else c for c in form)


def _phone(values: Values) -> str:
    forms = {
        "tuning": ("07### ######", "(###) ###-####", "+44 20 #### ####", "###-###-####", "0#### ######"),
        "test": (
            "+1 ### ### ####",
            "07#########",
            "+353 8# ### ####",
            "###.###.####",
            "+49 ### #######",
            "020 #### ####",
        ),
    }
    return values.digits(values.pick(forms[values.split])).replace("(0", "(2").replace("(1", "(3")


def _spoken_digits(values: Values, count: int) -> str:
    return " ".join(_DIGITS[values.random.randint(0, 9)] for _ in range(count))


def _luhn(values: Values) -> str:
    prefix = values.pick(("4", "51", "37", "6011"))
    length = 15 if prefix == "37" else 16
    body = prefix + values.digits("#" * (length - 1 - len(prefix)))
    total = 0
    for place, character in enumerate(reversed(body)):
        value = int(character) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    number = body + str(-total % 10)
    if values.random.random() < 0.3 or length == 15:
        return number
    mark = values.pick((" ", "-"))
    return mark.join(number[i : i + 4] for i in range(0, 16, 4))


def _nhs(values: Values) -> str:
    while True:
        nine = values.digits("#########")
        check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(nine)) % 11
        if check != 10:
            number = f"{nine}{check % 11}"
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def _iban(values: Values) -> str:
    number: str = values.fake(_ENGLISH).iban()
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4)) if values.random.random() < 0.6 else number


def _spelled(values: Values, mark: str) -> str:
    name = _first(values)
    letters = [c for c in name if c.isascii() and c.isalpha()][:9]
    return mark.join(c.upper() if mark != " " else c.lower() for c in letters)


def _first(values: Values) -> str:
    while True:
        name: str = values.fake(LOCALES).first_name()
        if len(name) > 2:
            return name


def _full(values: Values) -> str:
    faker = values.fake(LOCALES)
    return f"{faker.first_name()} {faker.last_name()}"


def _rare_full(values: Values) -> str:
    faker = values.fake(HELD_OUT)
    return f"{faker.first_name()} {faker.last_name()}"


def _invented(values: Values) -> str:
    syllables = [values.pick(_ONSETS) + values.pick(_VOWELS) for _ in range(values.random.randint(2, 3))]
    return ("".join(syllables) + values.pick(("", "n", "r", "l", "m", "sh"))).capitalize()


def _street(values: Values) -> str:
    types = {
        "tuning": ("Street", "Road", "Lane", "Drive"),
        "test": ("Avenue", "Close", "Street", "Crescent", "Road", "Terrace"),
    }
    stem = values.pick(
        ("Maple", "Church", "Victoria", "Station", "Elm", values.fake(_ENGLISH).last_name(), "Mill", "Park")
    )
    return f"{stem} {values.pick(types[values.split])}"


def _street_lower(values: Values) -> str:
    number = values.pick((str(values.random.randint(1, 300)), "forty two", "twelve", "one hundred and six"))
    return f"{number} {_street(values)}".lower()


def _address(values: Values) -> str:
    faker = values.fake(_ENGLISH)
    form = values.random.random()
    if form < 0.5:
        return str(faker.address())
    if form < 0.75:
        return f"{values.random.randint(1, 400)} {_street(values)}, {faker.city()}"
    return f"{values.pick(('Flat', 'Apartment', 'Unit'))} {values.random.randint(1, 40)}, {values.random.randint(1, 90)} {_street(values)}"


def _licence(values: Values) -> str:
    forms = {
        "tuning": ("@#######", "@@@@@######@@#@@", "#########"),
        "test": ("@###-####-####", "@@######@", "@@@@@######@@#@@", "########"),
    }
    return values.digits(values.pick(forms[values.split]))


def _plate(values: Values) -> str:
    forms = {"tuning": ("@@@ ####", "#@@@###"), "test": ("@@@-####", "### @@@", "#@@@###")}
    return values.digits(values.pick(forms[values.split]))


def _policy(values: Values) -> str:
    forms = {
        "tuning": ("@@#######", "@@@-######-##", "##########"),
        "test": ("@#########", "###-##-#####", "@@ ######", "#########"),
    }
    return values.digits(values.pick(forms[values.split]))


def _email_spoken(values: Values) -> str:
    faker = values.fake(_ENGLISH)
    return f"{faker.first_name()} dot {faker.last_name()} at {values.pick(('gmail', 'outlook', 'yahoo'))} dot com".lower()


def _handle(values: Values) -> str:
    name = _first(values).lower().replace(" ", "")
    return f"@{name}{values.pick(('_', '.', ''))}{values.random.randint(1, 99)}"


def _date(values: Values, start: int, end: int) -> str:
    faker = values.fake(_ENGLISH)
    day = faker.date_between(f"-{start}y", f"-{end}y")
    forms = {
        "tuning": ("%d %B %Y", "%B %d, %Y", "%m/%d/%Y", "%dth of %B"),
        "test": ("%d %b %Y", "%B %dth", "%d/%m/%Y", "%Y-%m-%d", "%dth of %B %Y", "%d.%m.%Y"),
    }
    form = values.pick(forms[values.split])
    number = f"{day.day}"
    ending = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    spoken = form.replace("%dth", number + ending)
    return str(day.strftime(spoken.replace("%d %", f"{number} %") if " %" in form else spoken))


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_MONTHS = "january february march april may june july august september october november december".split()
_YEARS = ("nineteen eighty four", "nineteen seventy", "nineteen ninety one", "two thousand and three")


def _date_spoken(values: Values) -> str:
    day, month, year = values.pick(_ORDINALS), values.pick(_MONTHS), values.pick(_YEARS)
    return values.pick((f"{day} of {month} {year}", f"{month} {day} {year}", f"{month} the {day}"))


def _school(values: Values) -> str:
    name = values.pick(
        (values.fake(_ENGLISH).last_name(), values.fake(_ENGLISH).city(), "St " + _first(values) + "'s")
    )
    kinds = {
        "tuning": ("High School", "Primary School", "College"),
        "test": ("Elementary School", "Grammar School", "University", "Academy"),
    }
    return f"{name} {values.pick(kinds[values.split])}"


def _clinic(values: Values) -> str:
    name = values.pick(
        (values.fake(_ENGLISH).last_name(), values.fake(_ENGLISH).city(), "St " + _first(values) + "'s")
    )
    kinds = {
        "tuning": ("Hospital", "Clinic"),
        "test": ("Medical Centre", "General Hospital", "Treatment Center", "Infirmary"),
    }
    return f"{name} {values.pick(kinds[values.split])}"


PROVIDERS: Final[Mapping[str, Callable[[Values], str]]] = {
    "first": _first,
    "last": lambda v: str(v.fake(LOCALES).last_name()),
    "full": _full,
    "rare_first": lambda v: str(v.fake(HELD_OUT).first_name()),
    "rare_last": lambda v: str(v.fake(HELD_OUT).last_name()),
    "rare_full": _rare_full,
    "invented": _invented,
    "wordname": lambda v: v.pick(_WORD_NAMES[v.split]),
    "nick": lambda v: v.pick(_NICKNAMES[v.split]),
    "initial": lambda v: v.pick("ABCDEFGHJKLMNPRST"),
    "spelled": lambda v: _spelled(v, v.pick(("-", "-", "."))),
    "spelled_spaced": lambda v: _spelled(v, " "),
    "phone": _phone,
    "phone_spoken": lambda v: _spoken_digits(v, 10),
    "email": lambda v: str(v.fake(LOCALES).ascii_free_email()),
    "email_spoken": _email_spoken,
    "url": lambda v: v.pick(
        (str(v.fake(_ENGLISH).url()), f"www.{_invented(v).lower()}.org", f"{_invented(v).lower()}.com/about")
    ),
    "handle": _handle,
    "ssn": lambda v: v.digits("4##-##-####"),
    "nino": lambda v: v.digits(v.pick(("AB######C", "JG ## ## ## D"))),
    "nhs": _nhs,
    "card": _luhn,
    "iban": _iban,
    "account": lambda v: v.digits("########"),
    "sort": lambda v: v.digits("##-##-##"),
    "policy": _policy,
    "mrn": lambda v: v.digits(v.pick(("#######", "########", "@######"))),
    "licence": _licence,
    "passport": lambda v: v.digits(v.pick(("#########", "@########", "@@#######"))),
    "plate": _plate,
    "plate_uk": lambda v: v.digits(v.pick(("@@## @@@", "@@##@@@"))),
    "address": _address,
    "address_foreign": lambda v: str(v.fake(_FOREIGN).street_address()),
    "street": _street,
    "street_lower": _street_lower,
    "postcode": lambda v: v.digits(v.pick(("@@# #@@", "@# #@@", "@@## #@@"))).replace("V", "T").replace("Q", "R"),
    "zip": lambda v: v.digits("####" + "#"),
    "town": lambda v: str(v.fake(_ENGLISH).city()),
    "school": _school,
    "company": lambda v: str(v.fake(_ENGLISH).company()),
    "clinic": _clinic,
    "birthdate": lambda v: _date(v, 80, 18),
    "birthdate_num": lambda v: v.digits("1#/0#/197#").replace("/00/", "/05/"),
    "date": lambda v: _date(v, 5, 0),
    "date_spoken": _date_spoken,
    "age90": lambda v: str(v.random.randint(90, 104)),
}
