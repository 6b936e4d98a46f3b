"""All labelled utterances in one row order: features, labels, folds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from empathy.corpora.session import LabelledSession
from empathy.corpora.standoff import PREFIX
from empathy.features.conversation import Conversation, converse, turn
from empathy.features.lexical import Lexical
from empathy.training.folds import assign_folds
from empathy.training.labels import codes
from empathy.training.speech import speech_version
from empathy.transcript import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Every utterance of every session, in order.

    ``session`` and ``fold`` [rows]; ``empty`` marks utterances without a word, which no head ever sees;
    ``backchannel`` those that hold nothing but assent; ``coder`` names who coded the session, "" for several or
    unknown ones.
    """

    sessions: tuple[LabelledSession, ...]
    conversations: tuple[Conversation, ...]
    session: NDArray[np.intp]
    fold: NDArray[np.intp]
    empty: NDArray[np.bool_]
    backchannel: NDArray[np.bool_]
    role: NDArray[np.object_]
    coder: NDArray[np.object_]

    def labels(self, task: str) -> NDArray[np.object_]:
        """Return each row's label for a task, "" where it has none or holds no word."""
        found = np.array([label for s in self.sessions for label in codes(s, task)], dtype=object)
        found[self.empty] = ""
        return found

    def coders(self, task: str) -> NDArray[np.object_]:
        """Return who gave each row its label for a task, where it was one known person, else ""."""
        return np.full_like(self.coder, "") if task.startswith(PREFIX) else self.coder

    def learnt(self, task: str, negative: str) -> NDArray[np.object_]:
        """Return the labels to learn from: the stand-off coders left out assents, which are negative."""
        found = self.labels(task)
        if task.startswith(PREFIX):
            role = Role.CLIENT if task.endswith("opportunity") else Role.HELPER
            coded = np.array([s.corpus != "epitome" for s in self.sessions])[self.session]
            found[(found == "") & self.backchannel & ~self.empty & (self.role == role) & coded] = negative
        return found


def gather(sessions: Sequence[LabelledSession]) -> Rows:
    """Cut every session and put all utterances in one order."""
    conversations = tuple(converse([turn(u.role, u.text) for u in s.utterances]) for s in sessions)
    folds = assign_folds(sessions)
    turns = [t for c in conversations for t in c.turns]
    return Rows(
        sessions=tuple(sessions),
        conversations=conversations,
        session=np.array([i for i, s in enumerate(sessions) for _ in s.utterances], dtype=np.intp),
        fold=np.array([folds[s.corpus, s.session] for s in sessions for _ in s.utterances], dtype=np.intp),
        empty=np.array([t.empty for t in turns]),
        backchannel=np.array([t.backchannel for t in turns]),
        role=np.array([t.role for t in turns], dtype=object),
        coder=np.array([s.metadata.get("coder", "") for s in sessions for _ in s.utterances], dtype=object),
    )


def spoken_copies(sessions: Sequence[LabelledSession]) -> tuple[Conversation, ...]:
    """Return each conversation in the manner of a recogniser's text, changed the same way every time."""
    copies = map(speech_version, sessions)
    return tuple(converse([turn(u.role, u.text) for u in copy.utterances]) for copy in copies)


def lexical_matrix(lexical: Lexical, conversations: Sequence[Conversation]) -> sparse.csr_matrix:
    """Return the matrix of all conversations, [rows, n-grams + features]."""
    stacked: sparse.csr_matrix = sparse.vstack([lexical.matrix(c) for c in conversations], format="csr")
    return stacked
