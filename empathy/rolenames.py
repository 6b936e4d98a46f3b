"""Names that say a role: Therapist, T, Client, seeker… The list is data: ``configs/roles.toml``."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from empathy.errors import ConfigError
from empathy.resources import shipped

# "Therapist 1", "T1", "client_02", "Counselor A": a number or one letter after the word changes nothing
_NUMBERED = re.compile(r"^(?P<word>.*?[^\W\d_])[\s_.\-#]*\d{1,3}$")
_LETTERED = re.compile(r"^(?P<word>.{4,})[\s_.\-][a-z]$")
_INSIDE = re.compile(r"[(\[/,–-]\s*([^()\[\]/,]+?)\s*[)\]]?$")
# A longer label is somebody's words in the wrong column
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """The words that say a role alone, and the pairs that say it only together."""

    alone: dict[str, str]
    pairs: tuple[tuple[str, str], ...]


def says_role(name: str) -> str | None:
    """Return ``"helper"``, ``"client"`` or ``"other"`` if the name says so by itself, else None.

    >>> says_role("Therapist 1"), says_role("Dana Lee (counsellor)"), says_role("Dana Lee")
    ('helper', 'helper', None)
    """
    if len(name) > _LONGEST:
        return None
    alone = _names().alone
    folded = " ".join(name.casefold().replace("_", " ").split()).strip(" .:*")
    for form in _forms(folded):
        if form in alone:
            return alone[form]
    return _from_words(folded, alone)


def roles_said(names: Iterable[str]) -> dict[str, str]:
    """Return the role of each name that says it, by itself or as one of a pair (speaker and listener).

    >>> roles_said(["speaker", "listener"])
    {'speaker': 'client', 'listener': 'helper'}
    >>> roles_said(["Speaker 1", "Speaker 2"])
    {}
    """
    names = list(names)
    said = {name: role for name in names if (role := says_role(name)) is not None}
    folded = {name: set(_forms(" ".join(name.casefold().split()).strip(" .:*"))) for name in names}
    for helper, client in _names().pairs:
        helpers = [name for name in names if helper in folded[name] and name not in said]
        clients = [name for name in names if client in folded[name] and name not in said]
        if helpers and clients:
            said |= dict.fromkeys(helpers, "helper") | dict.fromkeys(clients, "client")
    return {name: said[name] for name in names if name in said}


def _forms(folded: str) -> list[str]:
    """Return the name as it is, without a number, without a letter after it."""
    forms = [folded]
    for pattern in (_NUMBERED, _LETTERED):
        if match := pattern.match(folded):
            forms.append(match["word"].strip())
    return forms


def _from_words(folded: str, alone: dict[str, str]) -> str | None:
    """Read “Jane Doe (Counselor)”, “Therapist Jane”, “Dana, client”; two different roles say nothing."""
    found = set()
    if match := _INSIDE.search(folded):
        found |= {alone[form] for form in _forms(match[1]) if form in alone}
    words = re.findall(r"[^\W\d_]+", folded)
    # a single letter or a short form inside a name is an initial, not a role
    found |= {alone[word] for word in {words[0], words[-1]} if len(word) > 4 and word in alone} if words else set()
    return found.pop() if len(found) == 1 else None


@cache
def _names() -> RoleNames:
    path = shipped("configs") / "roles.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    alone: dict[str, str] = {}
    for role in ("helper", "client", "other"):
        for entry in data[role]:
            for name in entry["names"]:
                if alone.setdefault(name, role) != role:
                    raise ConfigError(f"{name!r} says two roles", path=path)
    return RoleNames(alone=alone, pairs=tuple((p["helper"], p["client"]) for p in data["pair"]))
