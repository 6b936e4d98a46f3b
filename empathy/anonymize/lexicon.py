"""The word lists of ``configs/anonymize``, and what they say about one word."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from empathy.resources import shipped


def fold(word: str) -> str:
    """Return ``word`` in lower case, without accents and with straight apostrophes.

    >>> fold("José’s")
    "jose's"
    """
    lowered = word.lower().replace("’", "'")
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists of lower-case words: names, places, ordinary words, words to keep."""

    given: frozenset[str]
    word_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    regions: frozenset[str]
    ordinary: frozenset[str]
    keep: frozenset[str]
    nicknames: dict[str, frozenset[str]]

    def is_given(self, word: str) -> bool:
        """Whether ``word`` (lower case) is a given name that is hardly ever an ordinary word."""
        return word in self.given

    def is_name_like(self, word: str) -> bool:
        """Whether ``word`` (lower case) is a given or family name, perhaps an ordinary word as well."""
        return word in self.given or word in self.word_names or word in self.surnames

    def is_ordinary(self, word: str) -> bool:
        """Whether ``word`` (lower case) is an ordinary English word, or one of its simple forms."""
        if word in self.ordinary:
            return True
        if word.endswith(("'s", "'d", "'ll", "'re", "'ve", "n't", "'m")):
            return self.is_ordinary(word[: word.rindex("'")]) or word.endswith("n't")
        if "-" in word:
            return all(self.is_ordinary(part) or len(part) == 1 for part in word.split("-") if part)
        return word.endswith("in'") and self.is_ordinary(word[:-1] + "g")

    def is_kept(self, word: str) -> bool:
        """Whether ``word`` (lower case) stands in the list of words that identify nobody."""
        return word in self.keep or word.removesuffix("'s") in self.keep

    def is_unknown(self, word: str) -> bool:
        """Whether ``word`` (lower case) is no word that the lists know as ordinary or as kept."""
        return not (self.is_ordinary(word) or self.is_kept(word) or word in self.regions)


def read_list(path: Path) -> frozenset[str]:
    """Return the entries of a word list: one a line, lines that begin with ``#`` are comments."""
    with path.open(encoding="utf-8") as file:
        return frozenset(line.strip().lower() for line in file if line.strip() and not line.startswith("#"))


@cache
def load_lexicon() -> Lexicon:
    """Read the shipped lists, once a process."""
    folder = shipped("configs") / "anonymize"
    lists = {
        name: read_list(folder / f"{file}.txt")
        for name, file in {
            "given": "given_names",
            "word_names": "word_names",
            "surnames": "surnames",
            "places": "places",
            "regions": "regions",
            "ordinary": "ordinary_words",
            "keep": "keep_words",
        }.items()
    }
    return Lexicon(nicknames=_nicknames(folder / "nicknames.csv"), **lists)


def _nicknames(path: Path) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(line for line in file if not line.startswith("#")):
            table.setdefault(row[0], set()).add(row[1])
    return {name: frozenset(short) for name, short in table.items()}
