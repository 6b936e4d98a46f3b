"""Sentences with known identifiers: templates of ``configs/privacy_bench.toml`` filled with invented values."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from empathy.errors import ConfigError
from empathy.evaluation.privacy.dates import DATES
from empathy.evaluation.privacy.names import NAMES
from empathy.evaluation.privacy.numbers import NUMBERS
from empathy.evaluation.privacy.places import PLACES
from empathy.evaluation.privacy.values import Provider, Split, Values
from empathy.plural import plural
from empathy.resources import shipped

# What fills each field that a template may name.
PROVIDERS: Final[Mapping[str, Provider]] = {**NAMES, **NUMBERS, **PLACES, **DATES}
_FIELD: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a kind, and the stretches [start, end) in it that identify."""

    kind: str
    group: str
    text: str
    gold: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceKind:
    """The templates of one kind, split so that none is looked at and counted."""

    name: str
    group: str
    lower: bool
    tuning: tuple[str, ...]
    test: tuple[str, ...]


def load_kinds(path: Path | None = None) -> tuple[SentenceKind, ...]:
    """Read the templates.

    Raises:
        ConfigError: a template in both splits, or a field that no provider fills.
    """
    path = path or shipped("configs") / "privacy_bench.toml"
    with path.open("rb") as file:
        content = tomllib.load(file)
    kinds = tuple(_kind(name, entry) for name, entry in content.items())
    tuning = {template for kind in kinds for template in kind.tuning}
    test = {template for kind in kinds for template in kind.test}
    if tuning & test:
        raise ConfigError(f"tuning and test share {plural(len(tuning & test), 'template')}", path=path)
    unknown = {f for t in tuning | test for f in _FIELD.findall(t)} - set(PROVIDERS)
    if unknown:
        raise ConfigError(f"no provider for the fields {', '.join(sorted(unknown))}", path=path)
    return kinds


def _kind(name: str, entry: dict[str, Any]) -> SentenceKind:
    return SentenceKind(
        name=name,
        group=entry["group"],
        lower=entry.get("lower", False),
        tuning=tuple(entry["tuning"]),
        test=tuple(entry["test"]),
    )


def sentences(split: Split, *, per_kind: int = 50, seed: int = 20_26) -> tuple[Sentence, ...]:
    """Return ``per_kind`` sentences of every kind, the same for the same seed."""
    made: list[Sentence] = []
    for number, kind in enumerate(load_kinds()):
        values = Values(split=split, seed=seed + number)
        templates = getattr(kind, split)
        made += [_fill(kind, templates[i % len(templates)], values) for i in range(per_kind)]
    return tuple(made)


def _fill(kind: SentenceKind, template: str, values: Values) -> Sentence:
    parts: list[str] = []
    gold: list[tuple[int, int]] = []
    position = length = 0
    for match in _FIELD.finditer(template):
        # an address comes in lines
        value = " ".join(PROVIDERS[match[1]](values).replace("\n", ", ").split())
        value = value.lower() if kind.lower else value
        before = template[position : match.start()]
        length += len(before)
        gold.append((length, length + len(value)))
        parts += [before, value]
        length += len(value)
        position = match.end()
    return Sentence(kind=kind.name, group=kind.group, text="".join([*parts, template[position:]]), gold=tuple(gold))
