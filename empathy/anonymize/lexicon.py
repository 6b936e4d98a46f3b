"""The word lists of ``configs/anonymize``, and what they say about one word."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from empathy.resources import shipped

# Noises that transcribers spell as they hear them: "mmhmm", "uhhuh", "ahhh", "hahaha", "mh-hmm".
INTERJECTION = re.compile(
    r"(?:[uoae]+h+|h+[mu]+h*|m+h*-?h?m+|u+h*-?h+u+h|u+m+|h*(?:ha|he)+h*|a+w+|o+o+h*|w+o+w+|y+e+a+h*|e+r+m*|s+h+|p+s+t+|z+)"
)
# The endings by which medicines and their like are named (WHO, stem book on non-proprietary names).
MEDICINE = re.compile(
    r"^.{3,}(?:azepam|azolam|oxetine|pramine|triptyline|idone|apine|azine|azole|prazole|statin|pril|sartan|olol|"
    r"dipine|mycin|cillin|cycline|floxacin|oxacin|codone|morphone|orphine|phetamine|amine|amide|barbital|caine|"
    r"profen|steroids?|sterone|gliptin|gliflozin|glutide|formin|mab|vir|setron|triptan|thiazide|semide|oxone|"
    r"trexone|clidine|lafaxine|lafaxin|itracam|acetam|bamate|zodone|piprazole|peridol|ergoline|lukast|tidine|ium)$"
)


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
    weak_names: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    word_places: frozenset[str]
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
            return self._is_ordinary_compound(word)
        return word.endswith("in'") and self.is_ordinary(word[:-1] + "g")

    def _is_ordinary_compound(self, word: str) -> bool:
        """Whether all parts are ordinary, or the last is and the others are its stutters: "wh-what"."""
        *others, last = [part for part in word.split("-") if part] or [word]
        if not (len(last) == 1 or self.is_ordinary(last) or last in self.keep):
            return False
        return all(len(p) == 1 or last.startswith(p) or self.is_ordinary(p) or p in self.keep for p in others)

    def is_kept(self, word: str) -> bool:
        """Whether ``word`` (lower case) stands in the list of words that identify nobody."""
        plain = word.removesuffix("'s")
        return plain in self.keep or INTERJECTION.fullmatch(plain) is not None or MEDICINE.search(plain) is not None

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
            "weak_names": "weak_names",
            "surnames": "surnames",
            "places": "places",
            "word_places": "word_places",
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
