"""Codes' names as coders chose them -> markers and values of the codebook."""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from empathy.configfile import read_config
from empathy.errors import ConfigError
from empathy.markers.catalogue import Catalogue, Marker, codebook
from empathy.resources import shipped
from empathy.transcript import Role

# Between a marker and its value; and between a code and its parent, which a slash within a code (SR+/-) is not.
_SEPARATOR = re.compile(r"\s*(?:>|\\|/|:|=|\|)+\s*")
_PARENT = re.compile(r"\s+>\s+|\s*(?:\\|::)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a code says of an utterance: who spoke, and a marker's value; no marker for "none of ours"."""

    role: Role
    marker: str | None = None
    value: str = ""


def _list(given: object) -> object:
    return [given] if isinstance(given, str) else given


class _Mapping(BaseModel):
    model_config = ConfigDict(extra="forbid")
    codes: dict[str, Annotated[list[str], BeforeValidator(_list)]]


class CodeNames:
    """What codes mean: first what a mapping says of them, then by the codebook's own names.

    By the codebook a code means a marker of two values if it, or the last part of its path, is called like the
    marker's id or name; and any marker's value if its last two parts are ``marker: value``. Capitals, spaces,
    hyphens and underscores do not count; parts are separated by ``:``, ``>``, ``/``, a backslash, ``=`` or ``|``.
    """

    def __init__(
        self, mapping: dict[str, tuple[Meaning, ...]] | None = None, book: Catalogue | None = None
    ) -> None:
        self._book = book or codebook()
        mapping = mapping or {}
        self._exact = {_tidy(code): meanings for code, meanings in mapping.items() if "*" not in code}
        self._patterns = {_tidy(code): meanings for code, meanings in mapping.items() if "*" in code}

    @classmethod
    def read(cls, path: Path, book: Catalogue | None = None) -> "CodeNames":
        """Read a mapping: a TOML table ``codes`` from a code's name to ``"marker: value"``, or a list of such.

        A name may hold ``*``. ``"helper"`` or ``"client"`` says that a code stands on such utterances and means
        none of the markers, ``""`` that it is to be left out.

        Raises:
            ConfigError: no valid TOML, or a marker or value that the codebook lacks.
        """
        expected = 'Expected a table [codes] with lines "code" = "marker: value".'
        found = read_config(path, _Mapping, hint=expected)
        book = book or codebook()
        mapping = {c: tuple(_meant(c, s, path, book) for s in said if s) for c, said in found.codes.items()}
        return cls(mapping, book)

    @classmethod
    def of_tool(cls, tool: str, book: Catalogue | None = None) -> "CodeNames":
        """Return what a tool's codes mean if nobody says otherwise: MISC 2.5's for CACTI."""
        return cls.read(shipped("configs") / "codes-misc.toml", book) if tool == "CACTI" else cls(book=book)

    def find(self, code: str) -> tuple[Meaning, ...] | None:
        """Return what a code means: nothing for one to be left out; None if it is unknown.

        >>> CodeNames().find("MITI > Reflection > Complex")[0].value
        'complex'
        >>> CodeNames().find("Self disclosure")[0].marker
        'self_disclosure'
        >>> CodeNames().find("Rapport") is None
        True
        """
        for name in (_tidy(code), _tidy(_PARENT.split(code)[-1])):
            if name in self._exact:
                return self._exact[name]
            for pattern, meanings in self._patterns.items():
                if fnmatchcase(name, pattern):
                    return meanings
        meaning = _by_codebook([part for part in map(_plain, _SEPARATOR.split(code)) if part], self._book)
        return None if meaning is None else (meaning,)


def _by_codebook(parts: list[str], book: Catalogue) -> Meaning | None:
    if len(parts) >= 2 and (marker := _marker(parts[-2], book)) is not None:
        value = next((value for value in marker.values if _plain(value) == parts[-1]), None)
        if value is not None:
            return Meaning(role=marker.role, marker=marker.id, value=value)
    marker = _marker(parts[-1], book) if parts else None
    if marker is None or len(marker.values) > 2:
        return None
    return Meaning(role=marker.role, marker=marker.id, value=marker.values[1])


def _marker(name: str, book: Catalogue) -> Marker | None:
    return next((m for m in book.markers if name in (_plain(m.id), _plain(m.name))), None)


def _meant(code: str, said: str, path: Path, book: Catalogue) -> Meaning:
    if said in (Role.HELPER, Role.CLIENT):
        return Meaning(role=Role(said))
    meaning = _by_codebook([_plain(part) for part in _SEPARATOR.split(said)], book)
    if meaning is None:
        raise ConfigError(
            f"codes -> {code}: the codebook has no {said!r}",
            path=path,
            hint="Expected 'marker: value' (see `empathy markers`), 'helper', 'client' or an empty text.",
        )
    return meaning


def _plain(name: str) -> str:
    """Return a name as the codebook's are compared: capitals, hyphens and underscores do not count."""
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def _tidy(name: str) -> str:
    """Return a name as a mapping's are compared: every sign counts, as in C+ and C-."""
    return " ".join(name.split()).casefold()
