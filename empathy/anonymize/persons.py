"""Which mentions are one person: full names, single names, nicknames, titles and spelled-out forms.

The rule behind every rule: rather two pseudonyms for one person than one pseudonym for two.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.words import WORD

_MEN, _WOMEN = frozenset({"mr", "mister", "sir"}), frozenset({"mrs", "ms", "miss", "missus"})
# Room for the longest title and the spaces behind it.
_TITLE_WITHIN = 60
_DOCTORS = frozenset({"dr", "doctor", "prof", "professor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person's name as it occurs: folded words, and the title before it ("m", "f", "dr" or nothing)."""

    words: tuple[str, ...]
    title: str = ""

    @property
    def full(self) -> bool:
        """Whether first and family name are both given."""
        return len(self.words) > 1


def mention(text: str, before: str = "") -> Mention:
    """Return the mention that ``text`` is, with the title at the end of what stands before it.

    >>> mention("Natalie O'Neil", "I saw Mrs. ")
    Mention(words=('natalie', "o'neil"), title='f')
    >>> mention("D-A-W-N").words
    ('dawn',)
    """
    letters = re.fullmatch(r"(?:[A-Za-z][\s.,–-]+)+[A-Za-z]", text.strip())
    if letters:
        return Mention(words=(re.sub(r"[^a-z]", "", text.lower()),))
    words = [_unstutter(fold(_bare(w))) for w in WORD.findall(text)]
    # of what stands before, the end alone: a long turn of many names would be searched from its start for each
    last = re.search(r"([A-Za-z]+)\.?$", before[-_TITLE_WITHIN:].rstrip())
    title = _title(last[1].lower()) if last else ""
    while len(words) > 1 and words[0] in cues.TITLES | cues.SOFT_TITLES:
        title = title or _title(words[0])
        words = words[1:]
    return Mention(words=tuple(words) or (fold(text),), title=title)


def _bare(word: str) -> str:
    return re.sub(r"(?i)['’`](?:s|ll|d|ve|re)$", "", word)


def _unstutter(word: str) -> str:
    """Undo a stutter: "mary-mary" and "s-scott" are "mary" and "scott"; "anne-marie" stays."""
    parts = word.split("-")
    last = parts[-1]
    if len(parts) > 1 and last and all(last.startswith(part) for part in parts):
        return last
    return word


def _title(word: str) -> str:
    if word in _MEN:
        return "m"
    if word in _WOMEN:
        return "f"
    return "dr" if word in _DOCTORS else ""


@dataclass(slots=True)
class _Person:
    """A person under construction; ``mentions`` are all the forms seen."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def given(self) -> set[str]:
        return {m.words[0] for m in self.mentions if m.full}

    @property
    def family(self) -> set[str]:
        return {m.words[-1] for m in self.mentions if m.full}

    @property
    def single(self) -> set[str]:
        return {m.words[0] for m in self.mentions if not m.full}

    @property
    def titles(self) -> set[str]:
        return {m.title for m in self.mentions if m.title}

    def fits_title(self, title: str) -> bool:
        return not title or not self.titles or title in self.titles


def link(mentions: Iterable[Mention], lexicon: Lexicon) -> dict[Mention, int]:
    """Return the number of the person behind each mention; equal numbers are one person.

    Full names are settled first; a single name joins the one person it fits, and stands alone where it
    fits several.
    """
    unique = list(dict.fromkeys(mentions))
    people: list[_Person] = []
    owner: dict[Mention, int] = {}
    ordered = sorted(unique, key=lambda m: (not m.full, _is_initial(m), bool(m.title), unique.index(m)))
    for item in ordered:
        index = _place(item, people, lexicon)
        if index is None:
            people.append(_Person())
            index = len(people) - 1
        people[index].mentions.append(item)
        owner[item] = index
    return owner


def _is_initial(item: Mention) -> bool:
    return item.full and len(item.words[-1]) == 1


def _place(item: Mention, people: list[_Person], lexicon: Lexicon) -> int | None:
    tests = (_fits_full, _fits_initial, _fits_full_nickname) if item.full else (_fits_single, _fits_nickname)
    for test in tests:
        found = [i for i, person in enumerate(people) if test(item, person, lexicon)]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _fits_full(item: Mention, person: _Person, lexicon: Lexicon) -> bool:
    """The same first and last word; a middle name may be left out."""
    same = any(m.full and m.words[0] == item.words[0] and m.words[-1] == item.words[-1] for m in person.mentions)
    return same and person.fits_title(item.title)


def _fits_initial(item: Mention, person: _Person, lexicon: Lexicon) -> bool:
    initial = len(item.words[-1]) == 1
    return initial and item.words[0] in person.given and any(f.startswith(item.words[-1]) for f in person.family)


def _fits_full_nickname(item: Mention, person: _Person, lexicon: Lexicon) -> bool:
    return item.words[-1] in person.family and any(_short(item.words[0], g, lexicon) for g in person.given)


def _fits_single(item: Mention, person: _Person, lexicon: Lexicon) -> bool:
    word = item.words[0]
    if item.title in {"m", "f", "dr"} and word in person.given and word not in person.family:
        # "Dr Tom" may be Tom Baker; "Mr Baker" is never one whose first name is Baker
        return person.fits_title(item.title)
    return word in person.given | person.family | person.single and person.fits_title(item.title)


def _fits_nickname(item: Mention, person: _Person, lexicon: Lexicon) -> bool:
    word = item.words[0]
    return not item.title and any(_short(word, name, lexicon) for name in person.given | person.single)


def _short(one: str, other: str, lexicon: Lexicon) -> bool:
    return one in lexicon.nicknames.get(other, ()) or other in lexicon.nicknames.get(one, ())
