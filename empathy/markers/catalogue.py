"""The codebook as data: ``configs/markers.toml`` checked once and turned into frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config
from empathy.resources import shipped
from empathy.transcript import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far people agree on a marker: a coefficient, its value, and where the figure comes from."""

    measure: str
    value: float
    source: str
    human: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One entry of the codebook; ``values[0]`` is the negative value."""

    id: str
    name: str
    role: Role
    values: tuple[str, ...]
    definition: str
    not_this: str
    instrument: str
    example: str
    agreement: tuple[Agreement, ...]
    written_only: bool = False
    adherent: Literal["yes", "no", ""] = ""
    suggestion: str = ""

    @property
    def negative(self) -> str:
        """The value that says the marker is absent."""
        return self.values[0]

    @property
    def positives(self) -> tuple[str, ...]:
        """The values that say the marker is present."""
        return self.values[1:]


class _AgreementEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    measure: str
    value: Annotated[float, Field(ge=-1, le=1)]
    source: str
    human: bool = True


class _MarkerEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    role: Role
    values: Annotated[list[str], Field(min_length=2)]
    definition: str
    not_this: str = ""
    instrument: str
    example: str = ""
    agreement: list[_AgreementEntry] = []
    written_only: bool = False
    adherent: Literal["yes", "no", ""] = ""
    suggestion: str = ""


class _Codebook(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: str
    marker: dict[str, _MarkerEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All markers by id, in the codebook's order."""

    version: str
    markers: tuple[Marker, ...]

    def __getitem__(self, marker: str) -> Marker:
        """Return the marker with this id, or raise KeyError."""
        return next(m for m in self.markers if m.id == marker) if marker in self.ids else self._missing(marker)

    @property
    def ids(self) -> tuple[str, ...]:
        """The markers' ids in order."""
        return tuple(m.id for m in self.markers)

    def for_role(self, role: Role) -> tuple[Marker, ...]:
        """Return the markers that stand on utterances of this role."""
        return tuple(m for m in self.markers if m.role is role)

    def _missing(self, marker: str) -> Marker:
        raise KeyError(f"{marker!r} is not one of {', '.join(self.ids)}")


def read_catalogue(path: Path) -> Catalogue:
    """Read a codebook from TOML.

    Raises:
        ConfigError: naming the key that is missing, unknown or has a value of the wrong kind.
    """
    book = read_config(path, _Codebook)
    return Catalogue(version=book.version, markers=tuple(_marker(k, e) for k, e in book.marker.items()))


@cache
def codebook() -> Catalogue:
    """Return the shipped codebook."""
    return read_catalogue(shipped("configs") / "markers.toml")


def with_own(own: Sequence[Marker]) -> Catalogue:
    """Return the shipped codebook with a programme's own markers: in place of those of the same id, else last."""
    given, shipped = {marker.id: marker for marker in own}, codebook()
    markers = tuple(given.pop(marker.id, marker) for marker in shipped.markers)
    return Catalogue(version=shipped.version, markers=(*markers, *given.values()))


def _marker(key: str, entry: _MarkerEntry) -> Marker:
    fields = entry.model_dump(exclude={"values", "agreement"})
    agreement = tuple(Agreement(**a.model_dump()) for a in entry.agreement)
    return Marker(id=key, values=tuple(entry.values), agreement=agreement, **fields)
