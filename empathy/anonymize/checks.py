"""Checks that tell a number of an account, card or card-holder from any other number: pure functions."""

import re


def digits_of(text: str) -> str:
    """Return the digits of ``text``.

    >>> digits_of("020-79 46")
    '0207946'
    """
    return re.sub(r"\D", "", text)


def luhn(text: str) -> bool:
    """Whether 12 to 19 digits end in their Luhn check digit (ISO/IEC 7812-1, annex B).

    >>> luhn("4111 1111 1111 1111"), luhn("4111 1111 1111 1112")
    (True, False)
    """
    digits = digits_of(text)
    if not 12 <= len(digits) <= 19:
        return False
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def iban(text: str) -> bool:
    """Whether ``text`` is an IBAN whose check digits hold (ISO 13616, modulo 97).

    >>> iban("GB82 WEST 1234 5698 7654 32"), iban("GB82 WEST 1234 5698 7654 33")
    (True, False)
    """
    compact = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", compact):
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def nhs(text: str) -> bool:
    """Whether ten digits are a valid NHS number (NHS Data Dictionary, modulo 11).

    >>> nhs("943 476 5919"), nhs("943 476 5918")
    (True, False)
    """
    digits = digits_of(text)
    if len(digits) != 10:
        return False
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    return check != 10 and int(digits[9]) == check % 11


def long_enough(text: str) -> bool:
    """Whether ``text`` holds at least five digits.

    >>> long_enough("12-345"), long_enough("1.5")
    (True, False)
    """
    return len(digits_of(text)) >= 5


def holds_digit(text: str) -> bool:
    """Whether ``text`` holds a digit.

    >>> holds_digit("AB12"), holds_digit("word")
    (True, False)
    """
    return any(c.isdigit() for c in text)


def telephone(text: str) -> bool:
    """Whether ``text`` has as many digits as a telephone number (7 to 15, ITU-T E.164) and no money or date shape.

    >>> telephone("020 7946 0958"), telephone("2,500,000"), telephone("2019-2021")
    (True, False, False)
    """
    if not 7 <= len(digits_of(text)) <= 17:
        return False
    return not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d", text.strip())
