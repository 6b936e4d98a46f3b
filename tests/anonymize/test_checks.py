import pytest

from empathy.anonymize import checks


@pytest.mark.parametrize(
    ("check", "text", "holds"),
    [
        (checks.luhn, "4111-1111-1111-1111", True),
        (checks.luhn, "4111-1111-1111-1121", False),
        (checks.luhn, "42", False),
        (checks.iban, "DE89370400440532013000", True),
        (checks.iban, "DE89370400440532013001", False),
        (checks.iban, "words", False),
        (checks.nhs, "943 476 5919", True),
        (checks.nhs, "943 476 5911", False),
        (checks.nhs, "12", False),
        (checks.telephone, "020 7946 0958", True),
        (checks.telephone, "1,500,000", False),
        (checks.telephone, "1999-2005", False),
        (checks.telephone, "12 345", False),
    ],
)
def test_a_check_tells_an_identifier_from_another_number(check, text, holds):
    assert check(text) is holds
