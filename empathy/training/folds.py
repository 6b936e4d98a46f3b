"""Folds by conversation, one division for every corpus and every head."""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from empathy.corpora.session import LabelledSession

FOLDS = 5
# What is trained on every fold.
FINAL = "final"
_SEED = "empathy-1"
_REPLY = 2


def assign_folds(sessions: Iterable[LabelledSession]) -> dict[tuple[str, str], int]:
    """Deal each (corpus, session) to a fold; replies to one EPITOME post stay together.

    Within a stratum (the corpus, for AnnoMI the quality as well) groups of like size are dealt out in turn, so that
    folds hold about as many utterances each. The order inside a deal is a hash of the name: no state, no chance.
    """
    groups: dict[str, dict[str, list[LabelledSession]]] = defaultdict(lambda: defaultdict(list))
    for session in sessions:
        stratum = f"{session.corpus}:{session.metadata.get('quality', '')}"
        groups[stratum][session.metadata.get("seeker_post", session.session)].append(session)
    folds: dict[tuple[str, str], int] = {}
    for stratum, members in groups.items():
        sizes = {name: sum(len(s.utterances) for s in group) for name, group in members.items()}
        ordered = sorted(members, key=lambda name: (-sizes[name], _hash(stratum, name)))
        for start in range(0, len(ordered), FOLDS):
            deal = sorted(ordered[start : start + FOLDS], key=lambda name: _hash(f"deal {stratum}", name))
            turn = int(_hash("turn", f"{stratum} {start}")[:8], 16)
            for place, name in enumerate(deal):
                for session in members[name]:
                    folds[session.corpus, session.session] = (turn + place) % FOLDS
    return folds


def apart(sessions: Iterable[LabelledSession], folds: Mapping[tuple[str, str], int]) -> frozenset[tuple[str, str]]:
    """Return the (corpus, session) of those whose recording or dialogue stands in another fold as well.

    Folds go by session. AnnoMI cuts some recordings into several sessions, and ESConv's two files share dialogues:
    keeping these together is for the next training from the start, since an encoder's teachers must not have seen
    what it is tried on either. :mod:`empathy.evaluation.recordings` measures what they change.
    """
    groups: dict[object, list[tuple[str, str]]] = defaultdict(list)
    for session in sessions:
        said = tuple(u.text for u in session.utterances)
        # two replies to a post are short and may be alike; they are no dialogue that stands twice
        same = session.metadata.get("recording") or (said if len(said) > _REPLY else session.session)
        groups[same].append((session.corpus, session.session))
    return frozenset(key for group in groups.values() if len({folds[key] for key in group}) > 1 for key in group)


def drawn(sessions: Iterable[LabelledSession], share: float) -> list[LabelledSession]:
    """Return about this share of the sessions, the same every time; a smaller part lies within a greater one."""
    return [s for s in sessions if zlib.crc32(f"curve {s.corpus} {s.session}".encode()) < share * 2**32]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join((_SEED, *parts)).encode()).hexdigest()
