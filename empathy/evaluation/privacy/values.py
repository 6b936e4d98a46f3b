"""Where invented values come from: the locales of each split, one source of chance, and forms filled by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Final, Literal

Split = Literal["tuning", "test"]
BySplit = Mapping[Split, Sequence[str]]

# Names come from other locales in the two splits. The held-out ones stand in none of the shipped lists.
LOCALES: Final[BySplit] = {
    "tuning": ("en_US", "en_AU", "en_CA", "de_DE", "es_MX", "nl_NL"),
    "test": ("en_US", "en_GB", "en_IE", "en_IN", "fr_FR", "es_ES", "it_IT", "pl_PL", "pt_BR", "tr_TR"),
}
HELD_OUT: Final[BySplit] = {
    "tuning": ("en_KE", "hr_HR", "lt_LT", "az_AZ", "ha_NG", "zu_ZA"),
    "test": ("en_NG", "ga_IE", "sl_SI", "et_EE", "uz_UZ", "yo_NG", "ig_NG"),
}
FOREIGN: Final[BySplit] = {
    "tuning": ("de_DE", "es_ES", "fr_FR"),
    "test": ("de_AT", "es_MX", "fr_CH", "it_IT", "nl_NL"),
}
ENGLISH: Final[BySplit] = {
    "tuning": ("en_US", "en_GB"),
    "test": ("en_US", "en_GB", "en_AU", "en_CA"),
}


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

        locales = {name for given in (LOCALES, HELD_OUT, FOREIGN, ENGLISH) for name in given[self.split]}
        fakers = {locale: Faker(locale) for locale in sorted(locales)}
        for number, faker in enumerate(fakers.values()):
            faker.seed_instance(self.seed * 100 + number)
        return fakers

    def pick(self, choices: Sequence[str]) -> str:
        """Return one of the choices."""
        return self.random.choice(list(choices))

    def pick_own(self, choices: BySplit) -> str:
        """Return one of the split's own choices."""
        return self.pick(choices[self.split])

    def fake(self, locales: BySplit) -> Any:  # noqa: ANN401 - Faker makes its methods as it runs
        """Return the Faker of one of the split's locales."""
        return self._fakers[self.pick_own(locales)]

    def digits(self, form: str) -> str:
        """Fill ``#`` with digits and ``@`` with capital letters."""
        letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
        fill = {"#": lambda: str(self.random.randint(0, 9)), "@": lambda: self.random.choice(letters)}
        return "".join(fill[c]() if c in fill else c for c in form)


Provider = Callable[[Values], str]
