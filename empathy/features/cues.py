"""Lexical cues: families of phrases from ``configs/cues.toml``, found in one pass over the words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config
from empathy.features.words import Word
from empathy.resources import shipped

ANY = "_"
START = "^"
_END = ""
_INNERMOST = re.compile(r"\(([^()]*)\)")

Node = dict[str, Any]


class _Family(BaseModel):
    model_config = ConfigDict(extra="forbid")
    source: str
    reason: str
    phrases: Annotated[list[str], Field(min_length=1)]


class _CueFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: str
    family: dict[str, _Family]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A cue found: its family and the words [first, last] that it covers."""

    family: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All families, their phrases merged into one tree of words."""

    version: str
    families: tuple[str, ...]
    tree: Mapping[str, Any]

    def find(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """Return every hit, the longest of each family at each place.

        >>> from empathy.features.words import cut
        >>> cues = compile_cues("1", {"tag": ["is(n't|) it"], "start": ["^so you"]})
        >>> [hit.family for hit in cues.find(cut("So you stayed, isn't it so you?"))]
        ['start', 'tag']
        """
        forms = [word.form for word in words]
        hits: list[Hit] = []
        for place, _ in enumerate(forms):
            found: dict[str, int] = {}
            _walk(self.tree, forms, place, found)
            if place == 0 or words[place - 1].is_mark:
                start = self.tree.get(START)
                if start is not None:
                    _walk(start, forms, place, found)
            hits += [Hit(family=family, first=place, last=last) for family, last in found.items()]
        return tuple(hits)


def _walk(node: Mapping[str, Any], forms: Sequence[str], place: int, found: dict[str, int]) -> None:
    for family in node.get(_END, ()):
        found[family] = max(found.get(family, -1), place - 1)
    if place == len(forms):
        return
    for key in (forms[place], ANY):
        following = node.get(key)
        if following is not None:
            _walk(following, forms, place + 1, found)


def compile_cues(version: str, families: Mapping[str, Sequence[str]]) -> Cues:
    """Merge the phrases of all families into one tree."""
    tree: Node = {}
    for family, phrases in families.items():
        for phrase in phrases:
            for words in spelled_out(phrase):
                node = tree
                for word in words:
                    node = node.setdefault(word, {})
                node.setdefault(_END, set()).add(family)
    return Cues(version=version, families=tuple(families), tree=tree)


def spelled_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Yield the plain word sequences that a phrase with choices stands for.

    >>> sorted(spelled_out("(so|very|) sorry"))
    [('so', 'sorry'), ('sorry',), ('very', 'sorry')]
    >>> list(spelled_out("^so you"))
    [('^', 'so', 'you')]
    """
    group = _INNERMOST.search(phrase)
    if group is None:
        yield tuple(phrase.replace(START, f"{START} ").split())
        return
    for choice in group.group(1).split("|"):
        yield from spelled_out(f"{phrase[: group.start()]}{choice}{phrase[group.end() :]}")


def read_cues(path: Path) -> Cues:
    """Read families from TOML.

    Raises:
        ConfigError: naming the key that is missing, unknown or has a value of the wrong kind.
    """
    given = read_config(path, _CueFile)
    return compile_cues(given.version, {name: family.phrases for name, family in given.family.items()})


@cache
def shipped_cues() -> Cues:
    """Return the shipped families."""
    return read_cues(shipped("configs") / "cues.toml")
