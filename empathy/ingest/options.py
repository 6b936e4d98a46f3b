"""What a user may say about a file: which columns hold what."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from empathy.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The names of the columns (or keys) that hold each field; None where they are to be recognised."""

    speaker: str | None = None
    text: str | None = None
    start: str | None = None
    end: str | None = None
    session: str | None = None
    role: str | None = None
    utterance: str | None = None

    @classmethod
    def parse(cls, given: Iterable[str]) -> "ColumnMap":
        """Build the map from ``FIELD=NAME`` pairs as ``--column`` takes them.

        >>> ColumnMap.parse(["text=what was said"]).text
        'what was said'

        Raises:
            UsageError: a pair without ``=``, an unknown field, or a field given twice.
        """
        known = tuple(f.name for f in fields(cls))
        chosen: dict[str, str] = {}
        for pair in given:
            key, sign, name = pair.partition("=")
            key, name = key.strip().lower(), name.strip()
            if not sign or not name or key not in known:
                raise UsageError(
                    f"--column {pair!r} was not understood",
                    hint=f"Give FIELD=NAME; FIELD is one of {', '.join(known)}.",
                )
            if key in chosen:
                raise UsageError(f"--column {key}=… was given twice")
            chosen[key] = name
        return cls(**chosen)

    def given(self) -> dict[str, str]:
        """Return the fields that were given, by name."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Everything a reader is told beside the path."""

    columns: ColumnMap = field(default_factory=ColumnMap)
