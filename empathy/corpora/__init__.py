"""Labelled corpora: described by data, read from where the user has them, joined to our stand-off labels."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from empathy.corpora.hub import from_dataset as from_dataset
    from empathy.corpora.hub import load_corpus as load_corpus

__all__ = ["from_dataset", "load_corpus"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: the readers need no `datasets`."""
    if name in __all__:
        return getattr(import_module("empathy.corpora.hub"), name)
    raise AttributeError(f"module 'empathy.corpora' has no attribute {name!r}")
