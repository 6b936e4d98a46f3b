"""Invented numbers: of telephones, cards, accounts, plates and records; check digits hold where there are any."""

from collections.abc import Mapping
from typing import Final

from empathy.evaluation.privacy.values import ENGLISH, BySplit, Provider, Values

_PHONES: Final[BySplit] = {
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
_LICENCES: Final[BySplit] = {
    "tuning": ("@#######", "@@@@@######@@#@@", "#########"),
    "test": ("@###-####-####", "@@######@", "@@@@@######@@#@@", "########"),
}
_PLATES: Final[BySplit] = {"tuning": ("@@@ ####", "#@@@###"), "test": ("@@@-####", "### @@@", "#@@@###")}
_POLICIES: Final[BySplit] = {
    "tuning": ("@@#######", "@@@-######-##", "##########"),
    "test": ("@#########", "###-##-#####", "@@ ######", "#########"),
}
_DIGITS = "zero one two three four five six seven eight nine".split()


def _phone(values: Values) -> str:
    return values.digits(values.pick_own(_PHONES)).replace("(0", "(2").replace("(1", "(3")


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
    return _in_fours(number, values.pick((" ", "-")))


def _nhs(values: Values) -> str:
    while True:
        nine = values.digits("#########")
        check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(nine)) % 11
        if check != 10:
            number = f"{nine}{check % 11}"
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def _iban(values: Values) -> str:
    number: str = values.fake(ENGLISH).iban()
    return _in_fours(number, " ") if values.random.random() < 0.6 else number


def _in_fours(number: str, mark: str) -> str:
    return mark.join(number[i : i + 4] for i in range(0, len(number), 4))


NUMBERS: Final[Mapping[str, Provider]] = {
    "phone": _phone,
    "phone_spoken": lambda v: _spoken_digits(v, 10),
    "ssn": lambda v: v.digits("4##-##-####"),
    "nino": lambda v: v.digits(v.pick(("AB######C", "JG ## ## ## D"))),
    "nhs": _nhs,
    "card": _luhn,
    "iban": _iban,
    "account": lambda v: v.digits("########"),
    "sort": lambda v: v.digits("##-##-##"),
    "policy": lambda v: v.digits(v.pick_own(_POLICIES)),
    "mrn": lambda v: v.digits(v.pick(("#######", "########", "@######"))),
    "licence": lambda v: v.digits(v.pick_own(_LICENCES)),
    "passport": lambda v: v.digits(v.pick(("#########", "@########", "@@#######"))),
    "plate": lambda v: v.digits(v.pick_own(_PLATES)),
    "plate_uk": lambda v: v.digits(v.pick(("@@## @@@", "@@##@@@"))),
}
