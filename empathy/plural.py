"""Counts with their nouns, for every message and report."""


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "turn"), plural(2, "turn"), plural(12000, "utterance")
    ('1 turn', '2 turns', '12000 utterances')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
