"""A programme's own codebook, checked, and what is known of how well its markers were learnt, in words."""

import re
from collections.abc import Mapping
from pathlib import Path

from empathy.apa import coefficient
from empathy.errors import ConfigError
from empathy.markers.catalogue import Catalogue, codebook, read_catalogue

# A marker's figures by name: "κ", "low", "high" (its 95 % interval) and "F1", cross-validated over sessions.
Figures = Mapping[str, Mapping[str, float]]
# Landis & Koch (1977) call a kappa up to .4 "fair" at best; their steps are .2, and an interval over more than one
# and a half of them hardly says which step a marker is on.
WEAK_KAPPA = 0.4
WIDE = 0.3
_ID = re.compile(r"[\w-]+")


def read_own_codebook(path: Path) -> Catalogue:
    """Read a programme's own codebook.

    Raises:
        ConfigError: a codebook at fault, a marker's id that no column or page could carry, or one of the shipped
            codebook's with other values.
    """
    book, shipped = read_catalogue(path), codebook()
    for marker in book.markers:
        if not _ID.fullmatch(marker.id):
            raise ConfigError(f"marker {marker.id!r}: expected an id of letters, digits, _ and - only", path=path)
        if marker.id in shipped.ids and (marker.values, marker.role) != (
            shipped[marker.id].values,
            shipped[marker.id].role,
        ):
            raise ConfigError(
                f"marker {marker.id!r} has other values or another role in the shipped codebook; "
                f"call yours otherwise, e.g. 'our_{marker.id}'",
                path=path,
            )
    return book


def held_out(figures: Figures) -> Mapping[str, str]:
    """Return each own marker's cross-validated figures, to stand where the others' held-out ones do.

    >>> held_out({"metaphor": {"κ": 0.62, "low": 0.48, "high": 0.74, "F1": 0.7}})["metaphor"]
    'κ .62 [.48, .74], F1 .70, cross-validated on your own codes'
    """
    told = {marker: {name: coefficient(value) for name, value in f.items()} for marker, f in figures.items()}
    return {
        marker: f"κ {f['κ']} [{f['low']}, {f['high']}], F1 {f['F1']}, cross-validated on your own codes"
        for marker, f in told.items()
    }


def cautions(figures: Figures) -> Mapping[str, str]:
    """Return a sentence for each own marker whose κ is weak, or whose interval is too wide to rely on."""
    found = {marker: " ".join(_weaknesses(f)) for marker, f in figures.items()}
    return {marker: text for marker, text in found.items() if text}


def _weaknesses(figures: Mapping[str, float]) -> list[str]:
    found = []
    if figures["κ"] < WEAK_KAPPA:
        found.append("Weak: read these labels as hints only.")
    if figures["high"] - figures["low"] > WIDE:
        found.append("How well it does is not known yet: code more sessions before you rely on these labels.")
    return found
