"""Codes of several people: every value by marker, unit and coder."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from empathy.evaluation.coefficients import MISSING, Ratings
from empathy.markers.catalogue import codebook

# A session and an utterance, as the coders' files name them.
Unit = tuple[str, str]


@dataclass(slots=True)
class Codes:
    """Every code by marker, unit and coder.

    ``texts`` holds the units' words where a file has them, ``order`` the units as they follow each other, and
    ``notices`` what a user should know of the reading.
    """

    codes: dict[str, dict[Unit, dict[str, str]]] = field(default_factory=dict)
    texts: dict[Unit, str] = field(default_factory=dict)
    order: dict[Unit, None] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def add(self, marker: str, unit: Unit, coder: str, value: str) -> None:
        """Keep one code."""
        self.order.setdefault(unit)
        self.codes.setdefault(marker, {}).setdefault(unit, {})[coder] = value

    @property
    def coders(self) -> tuple[str, ...]:
        """Every coder's name, in order of appearance."""
        return tuple(dict.fromkeys(c for units in self.codes.values() for given in units.values() for c in given))

    def ratings(self, marker: str) -> Ratings:
        """Return one marker's codes as a table; see :class:`Ratings`."""
        units = self.codes[marker]
        values = values_of(marker, (v for given in units.values() for v in given.values()))
        coders = [c for c in self.coders if any(c in given for given in units.values())]
        sessions = {name: i for i, name in enumerate(dict.fromkeys(session for session, _ in units))}
        import numpy as np

        table = [[values.index(given[c]) if c in given else MISSING for c in coders] for given in units.values()]
        return Ratings(
            values=values,
            coders=tuple(coders),
            table=np.array(table, dtype=np.int64).reshape(len(units), len(coders)),
            conversation=np.array([sessions[session] for session, _ in units], dtype=np.int64),
        )


def values_of(marker: str, seen: Iterable[str]) -> tuple[str, ...]:
    """Return a marker's values: the codebook's, or for an own marker those that were used."""
    book = codebook()
    return book[marker].values if marker in book.ids else tuple(sorted(set(seen)))
