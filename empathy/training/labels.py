"""Labels as the heads learn them: one an utterance, from one coder or the majority of several."""

from collections import Counter
from collections.abc import Sequence

from empathy.corpora.session import LabelledSession
from empathy.markers.catalogue import codebook
from empathy.training.tasks import TASKS

# The codebook's order where a task is a marker of it, the negative value first.
_ORDER = {task.name: task.labels for task in TASKS} | {marker.id: marker.values for marker in codebook().markers}


def majority(labels: Sequence[str], task: str) -> str:
    """Return the most frequent label of a task; of those that are even the first in the codebook's order.

    The same rule gives the gold of :mod:`empathy.evaluation.decisions`: no order of coders counts.

    >>> majority(("simple", "none", "simple"), "reflection"), majority(("simple", "none"), "reflection")
    ('simple', 'none')
    """
    counts = Counter(labels)
    most = max(counts.values())
    return min((label for label in counts if counts[label] == most), key=_ORDER[task].index)


def codes(session: LabelledSession, task: str) -> list[str]:
    """Return each utterance's label for a task, "" where it has none."""
    return [majority(u.codes[task], task) if u.codes.get(task) else "" for u in session.utterances]
