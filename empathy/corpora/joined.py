"""The stand-off labels as a corpus of their own: shipped ids and labels, joined to the texts that the user has."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from empathy.corpora.annomi import FILES as ANNOMI_FILES
from empathy.corpora.annomi import read_annomi
from empathy.corpora.esconv import FILES as ESCONV_FILES
from empathy.corpora.esconv import read_esconv
from empathy.corpora.session import LabelledSession
from empathy.corpora.standoff import PREFIX, join_standoff
from empathy.errors import InputError
from empathy.resources import shipped

_READERS: Mapping[str, Callable[[Path], tuple[LabelledSession, ...]]] = {
    **dict.fromkeys(ANNOMI_FILES, read_annomi),
    **dict.fromkeys(ESCONV_FILES, read_esconv),
}


def standoff_labels() -> Path:
    """Return the shipped file of labels (CC BY 4.0; see the datasheet beside it)."""
    return shipped("corpora") / "standoff" / "standoff.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The labelled sessions, and how many conversations of each corpus were read and found a label."""

    sessions: tuple[LabelledSession, ...]
    read: Mapping[str, int]
    joined: Mapping[str, int]

    def told(self) -> Iterator[str]:
        """Yield a sentence a corpus."""
        for corpus, count in self.read.items():
            yield f"{corpus}: {self.joined.get(corpus, 0)} of {count} conversations joined with labels"


def read_standoff(path: Path) -> tuple[LabelledSession, ...]:
    """Read AnnoMI and ESConv files under ``path`` and give their utterances the stand-off labels, nothing else.

    Sessions without any label are left out; :func:`join_shipped` counts them.

    Raises:
        InputError: as :func:`join_shipped` raises it.
    """
    return join_shipped(path).sessions


def join_shipped(path: Path) -> Join:
    """Join the shipped labels to the AnnoMI and ESConv files under ``path``, and count what was joined.

    Raises:
        InputError: no file of these corpora is there, or none of its conversations is labelled.
    """
    files = [path] if path.is_file() else [file for name in _READERS for file in sorted(path.rglob(name))]
    read = [session for file in files if file.name in _READERS for session in _READERS[file.name](file)]
    if not read:
        raise InputError("no file of a labelled corpus", path=path, hint=f"Expected one of: {', '.join(_READERS)}.")
    labelled = tuple(_only_standoff(join_standoff(read, standoff_labels())))
    if not labelled:
        raise InputError(
            f"none of its {len(read)} conversations is labelled",
            path=path,
            hint="AnnoMI is known by its transcript_id, ESConv by its conversation_id or a dialogue's words.",
        )
    return Join(
        sessions=labelled,
        read=Counter(session.corpus for session in read),
        joined=Counter(session.corpus for session in labelled),
    )


def _only_standoff(sessions: tuple[LabelledSession, ...]) -> Iterator[LabelledSession]:
    for session in sessions:
        kept = tuple(
            replace(u, codes={task: codes for task, codes in u.codes.items() if task.startswith(PREFIX)})
            for u in session.utterances
        )
        if any(u.codes for u in kept):
            yield replace(session, utterances=kept)
