"""``configs/session.toml``: thresholds, agreement and what counts as too little to tell, checked once."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from empathy.configfile import read_config
from empathy.markers.catalogue import codebook
from empathy.resources import shipped
from empathy.session.estimate import Usual
from empathy.session.intervals import Shift

# The entry of the markers that have none of their own.
DEFAULT = "default"


class ThresholdEntry(BaseModel):
    """Published cut-offs of one measure."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fair: float
    good: float
    source: str


class TellingEntry(BaseModel):
    """When a number rests on too little: the least base, the widest share (0–1), the widest high/low ratio."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    least_base: int
    widest_share: float
    widest_ratio: float


class UsualEntry(BaseModel):
    """A marker's usual rates, a share a value, and their strength; see :mod:`empathy.session.estimate`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    rates: tuple[Annotated[float, Field(gt=0, lt=1)], ...]
    strength: Annotated[float, Field(gt=0)]

    @field_validator("rates")
    @classmethod
    def _whole(cls, rates: tuple[float, ...]) -> tuple[float, ...]:
        if abs(sum(rates) - 1) > 0.001:
            raise ValueError(f"expected rates that sum to 1, got {sum(rates):.4f}")
        return rates


class ShiftEntry(BaseModel):
    """How far a marker's errors lean together in a session; see :class:`empathy.session.intervals.Shift`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    present: Annotated[float, Field(ge=0)]
    kind: Annotated[float, Field(ge=0)] = 0.0


class SessionSettings(BaseModel):
    """Everything ``configs/session.toml`` may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    thresholds: dict[str, ThresholdEntry]
    agreement: dict[str, float]
    telling: TellingEntry
    shift: dict[str, ShiftEntry]
    usual: dict[str, UsualEntry]

    @field_validator("usual")
    @classmethod
    def _of_the_codebook(cls, usual: dict[str, UsualEntry]) -> dict[str, UsualEntry]:
        for marker, entry in usual.items():
            if marker not in codebook().ids:
                raise ValueError(f"expected markers of the codebook, got {marker!r}")
            if len(entry.rates) != len(codebook()[marker].values):
                raise ValueError(f"{marker}: expected a rate for each of {', '.join(codebook()[marker].values)}")
        return usual

    @field_validator("shift")
    @classmethod
    def _with_default(cls, shift: dict[str, ShiftEntry]) -> dict[str, ShiftEntry]:
        unknown = sorted(set(shift) - set(codebook().ids) - {DEFAULT})
        if unknown:
            raise ValueError(f"expected markers of the codebook, got {unknown[0]!r}")
        if DEFAULT not in shift:
            raise ValueError(f"expected an entry {DEFAULT!r} for markers that have none")
        return shift

    def shift_of(self, marker: str) -> Shift:
        """Return how far the marker's errors lean together in a session."""
        entry = self.shift.get(marker, self.shift[DEFAULT])
        return Shift(present=entry.present, kind=entry.kind)

    def usual_of(self, marker: str) -> Usual | None:
        """Return the marker's usual rates, where they are known."""
        entry = self.usual.get(marker)
        return Usual(rates=entry.rates, strength=entry.strength) if entry else None


def read_settings(path: Path) -> SessionSettings:
    """Read the settings of the session's numbers.

    Raises:
        ConfigError: naming the key that is missing, unknown or of the wrong kind.
    """
    return read_config(path, SessionSettings)


@cache
def session_settings() -> SessionSettings:
    """Return the shipped settings."""
    return read_settings(shipped("configs") / "session.toml")
