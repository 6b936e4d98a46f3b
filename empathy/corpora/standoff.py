"""Stand-off labels: the project's own codes for utterances of public corpora, kept apart from their text."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.features.wordpieces import is_backchannel
from empathy.transcript import Role

PREFIX = "standoff."
# The ten yes/no markers of the helper's utterances.
BINARY_MARKERS = (
    "validation",
    "affirmation",
    "warmth",
    "feeling",
    "autonomy",
    "advice",
    "information",
    "self_disclosure",
    "confront",
    "minimising",
)
HELPER_MARKERS = ("reflection", "question", *BINARY_MARKERS)

Codes = Mapping[str, str]


def join_standoff(sessions: Iterable[LabelledSession], path: Path) -> tuple[LabelledSession, ...]:
    """Add the codes of a stand-off file to the utterances that it names, as tasks `standoff.<marker>`.

    The prefix keeps them apart from the corpora's own expert codes. `opportunity` sits in the file on the helper's
    utterance but codes the client's turn before it, and goes to that turn.
    """
    coded: dict[tuple[str, str], dict[str, Codes]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            coded[row["corpus"], row["conversation"]][row["utterance"]] = row
    return tuple(_joined(session, coded.get((session.corpus, session.session), {})) for session in sessions)


def _joined(session: LabelledSession, coded: Mapping[str, Codes]) -> LabelledSession:
    added: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for index, utterance in enumerate(session.utterances):
        row = coded.get(utterance.id)
        if row is None:
            continue
        added[index] |= {PREFIX + marker: (row[marker],) for marker in HELPER_MARKERS}
        turn = _opportunity_turn(session.utterances, index)
        # The first helper utterance after the turn codes it: later ones may find it already answered.
        if turn is not None and PREFIX + "opportunity" not in added[turn]:
            added[turn][PREFIX + "opportunity"] = (row["opportunity"],)
    return replace(
        session,
        utterances=tuple(
            replace(utterance, codes={**utterance.codes, **added[index]}) if index in added else utterance
            for index, utterance in enumerate(session.utterances)
        ),
    )


def _opportunity_turn(utterances: tuple[LabelledUtterance, ...], helper: int) -> int | None:
    """The client's last turn with content before a helper's utterance."""
    for index in range(helper - 1, -1, -1):
        utterance = utterances[index]
        if utterance.role is Role.CLIENT and not is_backchannel(utterance.text):
            return index
    return None
