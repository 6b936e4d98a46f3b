"""Codes of several people: every value by marker, unit and coder."""

from dataclasses import dataclass, field
from pathlib import Path

from empathy.errors import InputError
from empathy.evaluation.coefficients import MISSING, Ratings
from empathy.markers.catalogue import Catalogue, codebook
from empathy.markers.scores import NEGATIVE_VALUES

# A session and an utterance, as the coders' files name them.
Unit = tuple[str, str]


@dataclass(slots=True)
class Codes:
    """Every code by marker, unit and coder.

    ``texts`` holds the units' words where a file has them, ``said`` the words that each coder's file has of them,
    ``order`` the units as they follow each other, and ``notices`` what a user should know of the reading. ``book``
    has the markers whose values are known: the codebook's, and the coders' own where they are told.
    """

    book: Catalogue = field(default_factory=codebook)

    codes: dict[str, dict[Unit, dict[str, str]]] = field(default_factory=dict)
    texts: dict[Unit, str] = field(default_factory=dict)
    order: dict[Unit, None] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    said: dict[str, dict[Unit, str]] = field(default_factory=dict)
    _places: dict[tuple[str, Unit, str], str] = field(default_factory=dict)

    def add(
        self,
        marker: str,
        unit: Unit,
        coder: str,
        value: str,
        *,
        path: Path | None = None,
        line: int | None = None,
    ) -> None:
        """Keep one code; ``path`` and ``line`` are where it stands.

        Raises:
            InputError: the coder gave the unit another value of this marker already.
        """
        self.order.setdefault(unit)
        given = self.codes.setdefault(marker, {}).setdefault(unit, {}).setdefault(coder, value)
        place = f"{path or ''}{f', line {line}' if line else ''}"
        first = self._places.setdefault((marker, unit, coder), place)
        if given != value:
            raise InputError(
                f"coder {coder!r} gives session {unit[0]!r}, utterance {unit[1]} two values of {marker!r}",
                path=path,
                line=line,
                hint=f"The other stands in {first or 'another file'}. "
                "Leave one of the two; of several people, give each a name.",
            )

    def add_text(self, unit: Unit, text: str, coder: str) -> None:
        """Keep the words that a coder's file has of a unit; the first file's are those shown."""
        if text:
            self.texts.setdefault(unit, text)
            self.said.setdefault(coder, {}).setdefault(unit, text)

    @property
    def coders(self) -> tuple[str, ...]:
        """Every coder's name, in order of appearance."""
        return tuple(dict.fromkeys(c for units in self.codes.values() for given in units.values() for c in given))

    def values(self, marker: str) -> tuple[str, ...]:
        """Return the values of one of the markers coded, the negative first.

        They are the codebook's, or for a marker that it lacks those that were used.
        """
        if marker in self.book.ids:
            return self.book[marker].values
        seen = {value for given in self.codes[marker].values() for value in given.values()}
        return tuple(sorted(seen, key=lambda value: (not is_negative(value), value)))

    def negatives(self, marker: str) -> tuple[str, ...]:
        """Return those of the marker's values that say it is not there."""
        if marker in self.book.ids:
            return (self.book[marker].negative,)
        return tuple(value for value in self.values(marker) if is_negative(value))

    def ratings(self, marker: str) -> Ratings:
        """Return one marker's codes as a table; see :class:`Ratings`."""
        units, values = self.codes[marker], self.values(marker)
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


def is_negative(value: str) -> bool:
    """Tell whether a value says that its marker is not there; coders also write it with a capital, or as 0."""
    return value.strip().casefold() in {*NEGATIVE_VALUES, "0"}
