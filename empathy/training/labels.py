"""Labels as the heads learn them: one an utterance, from one coder or the majority of several."""

from collections import Counter
from collections.abc import Sequence

from empathy.corpora.session import LabelledSession


def majority(labels: Sequence[str]) -> str:
    """Return the most frequent label, the first given among equals.

    >>> majority(("none", "simple", "simple"))
    'simple'
    """
    counts = Counter(labels)
    most = max(counts.values())
    return next(label for label in labels if counts[label] == most)


def codes(session: LabelledSession, task: str) -> list[str]:
    """Return each utterance's label for a task, "" where it has none."""
    return [majority(u.codes[task]) if u.codes.get(task) else "" for u in session.utterances]
