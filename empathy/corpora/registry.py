"""Corpora by name: those that are shipped as a description, and those that the user added."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from empathy.corpora.annomi import read_annomi
from empathy.corpora.convokit import read_convokit
from empathy.corpora.epitome import read_epitome
from empathy.corpora.esconv import read_esconv
from empathy.corpora.joined import read_standoff
from empathy.corpora.session import LabelledSession
from empathy.corpora.spec import CorpusSpec, read_spec
from empathy.corpora.table import read_table
from empathy.errors import InputError, UsageError
from empathy.resources import shipped

Reader = Callable[[Path], tuple[LabelledSession, ...]]

# Readers of published layouts; "table" reads what a spec describes.
READERS: Mapping[str, Reader] = {
    "annomi": read_annomi,
    "esconv": read_esconv,
    "epitome": read_epitome,
    "convokit": read_convokit,
    "standoff": read_standoff,
}
SPEC_NAME = "corpus.toml"


def user_folder() -> Path:
    """Return where ``empathy corpora add`` keeps descriptions: ``$EMPATHY_CORPORA``, else the user's settings."""
    given = os.environ.get("EMPATHY_CORPORA")
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(given) if given else settings / "empathy" / "corpora"


def corpora() -> dict[str, CorpusSpec]:
    """Return every corpus known by name; the user's own come last and may not replace a shipped one."""
    known = dict(_shipped())
    folder = user_folder()
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        spec = read_spec(path)
        known.setdefault(spec.name, spec)
    return known


def find_spec(name: str) -> CorpusSpec:
    """Return the description of a corpus by its name, or read it from a ``.toml`` file.

    Raises:
        UsageError: no corpus of this name is known.
        ConfigError: the file does not say what it should.
    """
    if name.endswith(".toml"):
        return read_spec(Path(name))
    known = corpora()
    if name not in known:
        raise UsageError(
            f"no corpus is called {name!r}",
            hint=f"Known: {', '.join(known)}; or give a spec file that ends in .toml.",
        )
    return known[name]


def split_corpus(given: str) -> tuple[str, Path]:
    """Split ``name:path`` (or ``spec.toml:path``) as commands take it.

    Raises:
        UsageError: there is no colon.
    """
    name, colon, path = given.partition(":")
    if not colon:
        known = ", ".join(corpora())
        raise UsageError(f"expected name:path, got {given!r}", hint=f"Known: {known}; or give spec.toml:path.")
    return name, Path(path)


def read_corpus(name: str, path: Path) -> tuple[LabelledSession, ...]:
    """Read the labelled sessions of a corpus from where the user has its files.

    Raises:
        UsageError: no corpus of this name.
        InputError: the file or folder is not there or not of this corpus.
    """
    spec = find_spec(name)
    if not path.exists():
        raise InputError("there is no such file or folder", path=path)
    if spec.reader == "table":
        return read_table(path, spec)
    if spec.reader not in READERS:
        raise UsageError(f"the spec of {name!r} names no reader", hint=f"Known: table, {', '.join(READERS)}.")
    try:
        return READERS[spec.reader](path)
    except (LookupError, TypeError, AttributeError, ValueError, OSError) as error:
        expected = ", ".join(spec.files) or spec.kind
        raise InputError(
            f"is not laid out as {spec.name} is published ({type(error).__name__})",
            path=path,
            hint=f"Expected: {expected}.",
        ) from error


@cache
def _shipped() -> Mapping[str, CorpusSpec]:
    found = [read_spec(path) for path in sorted(shipped("corpora").glob(f"*/{SPEC_NAME}"))]
    return {spec.name: spec for spec in found}
