"""Fingerprints of published conversations: how a list without ids gets the ids that the stand-off labels use."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from functools import cache

from empathy.corpora.session import LabelledSession
from empathy.resources import shipped

_COLUMNS = ("corpus", "conversation", "fingerprint")
# 64 bits: among a million conversations a chance collision has a probability of about 3 in 100 million.
_DIGITS = 16


def fingerprint(turns: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that tell a dialogue by its words and give none of them away.

    They are the first of SHA-256 over the turns, one a line, each reduced to its letters and digits in lower case:
    spaces, punctuation and capitals, in which copies of a corpus differ, do not count.

    >>> fingerprint(["Hello, there!", "Hi."]) == fingerprint(["hello there", " Hi"])
    True
    """
    reduced = ("".join(char for char in turn.lower() if char.isalnum()) for turn in turns)
    return hashlib.sha256("\n".join(reduced).encode()).hexdigest()[:_DIGITS]


@cache
def known_conversations() -> Mapping[tuple[str, str], str]:
    """Return the shipped table: corpus and fingerprint -> conversation; a few stand in both of ESConv's files."""
    path = shipped("corpora") / "esconv" / "fingerprints.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["corpus"], row["fingerprint"]): row["conversation"] for row in csv.DictReader(file)}


def fingerprint_table(sessions: Iterable[LabelledSession]) -> str:
    """Return the table of these sessions as CSV: corpus, conversation, fingerprint."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for session in sessions:
        writer.writerow([session.corpus, session.session, fingerprint(u.text for u in session.utterances)])
    return text.getvalue()
