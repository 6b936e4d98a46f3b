"""Speakers' labels: what is one, what only looks like one, and which are the same."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from empathy.ingest.source import one_line
from empathy.rolenames import says_role

# One to four words that begin with a letter: "Yuki Wang", "Dr. O'Neil", "Speaker 1", "T", "Jane (Counselor)"
_WORD = r"[^\W\d_][\w.’'\-/#]{0,30}"
# a pseudonym of ours, so that an anonymized transcript can be read again
PLACEHOLDER = r"\[[A-Z][A-Z_]{0,30}_\d{1,4}\]"
_PSEUDONYM = re.compile(PLACEHOLDER, re.IGNORECASE)
LABEL = (
    rf"(?:{PLACEHOLDER}|{_WORD})(?:[ \t]+(?:{PLACEHOLDER}|{_WORD}|\d{{1,3}}|&)){{0,3}}"
    r"(?:[ \t]*\([^()\n:]{1,30}\))?"
)
# What stands before the first colon and is no such label, but may be a name that somebody gave themselves
ODD = r"[^\s:*][^:\n]{0,39}?"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
# What parts a label from the words; in "B 10:30" the colon belongs to a time
COLON = r"[ \t]*(?:(?<!\d):|:(?!\d)|：)"
# Words before a colon that begin a header line or a sentence, not a turn
_NEVER = frozenset((
    "agenda", "also", "although", "and", "answer", "appointment", "attention", "but", "because",
    "conclusion", "date", "duration", "email", "example", "file", "finally", "first", "fact", "format",
    "goal", "homework", "http", "https", "however", "here", "hint", "important", "info", "interview",
    "language", "later", "length", "listen", "location", "look", "maybe", "meeting", "next", "no",
    "note", "notes", "now", "number", "ok", "okay", "one", "page", "participants", "phone", "place",
    "plus", "pps", "problem", "project", "ps", "purpose", "question", "reason", "recorded", "recording",
    "remember", "result", "right", "second", "see", "session", "similarly", "so", "start", "step",
    "still", "subject", "summary", "tel", "that", "the", "then", "there", "therefore", "third", "this",
    "time", "tip", "title", "today", "tomorrow", "topic", "transcribed", "transcript", "transcription",
    "two", "url", "version", "warning", "well", "what", "why", "yes", "yesterday", "goodbye",
    "background", "context", "setting", "scene", "scenario", "legend", "key", "end",
))  # fmt: skip
_CLAUSE = frozenset((
    "a", "an", "the", "is", "are", "was", "were", "i", "you", "we", "they", "he", "she", "it", "my",
    "your", "to", "of", "for", "that", "this",
))  # fmt: skip
# Before a name these speak to somebody: "Hey, Maya: listen"
_ADDRESS = frozenset((
    "hey", "hi", "hello", "oh", "ah", "sorry", "thanks", "please", "dear", "um", "uh", "listen", "yeah", "goodness",
))  # fmt: skip
_LABEL = re.compile(LABEL, re.IGNORECASE)
_OFTEN = 2  # so often and more, nothing but a name stands before a colon


def real_labels(candidates: Iterable[str]) -> frozenset[str]:
    """Return which of the stretches that stand before a colon are speakers' names, in casefolded form.

    A label is real if it says a role, is written as a name, or recurs; with a comma, brackets or an emoji in it
    (``Smith, Jo``) both of the last two. ``10:30 Meeting:``, ``My point is this:``
    and ``Remember:`` are none.

    >>> sorted(real_labels(["Therapist", "Dana Lee", "Dana Lee", "Remember", "what I mean is"]))
    ['dana lee', 'therapist']
    """
    # a control character alone stands for nothing
    spellings = [spelling for candidate in candidates if (spelling := one_line(candidate))]
    counts = Counter(spelling.casefold() for spelling in spellings)
    names = {s.casefold() for s in spellings if _written_as_name(s)}
    odd = {s.casefold() for s in spellings if is_odd_name(s)}
    # told by the spelling: of a Turkish İ casefolding makes two characters, the second of them no letter
    plain = {s.casefold() for s in spellings if _LABEL.fullmatch(s)}
    real: set[str] = set()
    doubtful: set[str] = set()
    for label, count in counts.items():
        words = label.replace(".", "").split()
        if label not in plain:
            if count > 1 and label in odd:
                real.add(label)
            elif label in odd:
                doubtful.add(label)
        elif says_role(label) or _PSEUDONYM.fullmatch(label):
            real.add(label)
        elif "[" in label:
            continue  # "Sorry, [PERSON_2]:" speaks to somebody
        elif (
            words[0] in _NEVER
            or (len(words) > 1 and words[0] in _ADDRESS)
            or (len(words) > 1 and _CLAUSE.intersection(words))
        ):
            continue
        elif label in names or (count > 1 and len(words) <= 2) or count > _OFTEN:
            real.add(label)
        elif len(words) == 1:
            doubtful.add(label)
    # who writes all in lower case writes names so too: a word that comes once is one if a partner is missing
    return frozenset(real if len(real) > 1 else real | doubtful)


def is_odd_name(label: str) -> bool:
    """Whether a stretch that is no plain label may be a name: all its words are capitals', whatever else is in it.

    >>> [is_odd_name(text) for text in ("Smith, Jo", "Jo [remote]", "Jo 🌸", "Well, Jo", "Jo, come here", "Jo")]
    [True, True, True, False, False, False]
    """
    bare = one_line(_BRACKETED.sub(" ", label))
    words = re.findall(r"[^\W\d_][\w.’'\-]*", bare)
    if _LABEL.fullmatch(label) or _PSEUDONYM.search(label) or not 0 < len(words) <= 4 or label[-1] in ".?!,;…":
        return False
    if any(_plain_word(word) in _NEVER | _CLAUSE | _ADDRESS for word in words) or re.search(r"[?!;…\"“”]", bare):
        return False
    return _written_as_name(" ".join(words))


def _plain_word(word: str) -> str:
    return word.casefold().replace("’", "'").split("'")[0].strip(".")


def unify(labels: Sequence[str | None]) -> tuple[list[str | None], int]:
    """Return labels with each speaker spelt one way, and how many other spellings there were.

    ``JOHN SMITH``, ``john smith:`` and ``John Smith `` are one speaker; so is ``John`` if exactly one full name
    begins with it. The spelling that occurs most often (the first of equals) stands for all.

    >>> unify(["John Smith", "JOHN SMITH ", "John Smith", None])
    (['John Smith', 'John Smith', 'John Smith', None], 1)
    """
    once = {label: _tidy(label) for label in dict.fromkeys(labels) if label}
    tidy = [once[label] if label else None for label in labels]
    counts = Counter(label for label in tidy if label)
    groups: dict[str, list[str]] = {}
    for label in counts:
        groups.setdefault(label.casefold(), []).append(label)
    chosen = {key: _best(spellings, counts) for key, spellings in groups.items()}
    full = _full_names(chosen)
    final = {label: chosen[full.get(key, key)] for key, spellings in groups.items() for label in spellings}
    return [final[label] if label else None for label in tidy], len(counts) - len(set(final.values()))


def _tidy(label: str) -> str | None:
    return one_line(label).strip("*").rstrip(":： \t").strip() or None


def _best(spellings: Sequence[str], counts: Counter[str]) -> str:
    # the most frequent; of equals one that is not all capitals, then the first
    return max(spellings, key=lambda s: (counts[s], not (s.isupper() and len(s) > 3)))


def _full_names(chosen: dict[str, str]) -> dict[str, str]:
    """Map a first name alone to the one full name that begins with it; role words and numbers are no names."""
    found: dict[str, str] = {}
    for key in chosen:
        if " " in key or len(key) < 3 or says_role(key):
            continue
        longer = [k for k in chosen if k.startswith(f"{key} ") and k.split()[1].isalpha() and not says_role(k)]
        if len(longer) == 1:
            found[key] = longer[0]
    return found


def _written_as_name(label: str) -> bool:
    words = [word for word in re.split(r"[ \t]+", label) if word[0].isalpha()]
    small = {"de", "van", "von", "der", "den", "la", "le", "al", "bin", "and", "da", "di", "du"}
    return bool(words) and words[0][0].isupper() and all(word[0].isupper() or word in small for word in words)
