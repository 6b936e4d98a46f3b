"""ESConv and its conversations with low-rated support (Liu et al. 2021): strategies of written support."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from empathy.corpora.fingerprints import fingerprint, known_conversations
from empathy.corpora.published import published_file
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.errors import InputError
from empathy.transcript import Role

FILES = ("ESConv.json", "esconv.jsonl", "FailedESConv.json")
STRATEGIES = (
    "Questions",
    "Restatement or Paraphrasing",
    "Reflection of feelings",
    "Self-disclosure",
    "Affirmation and Reassurance",
    "Providing Suggestions",
    "Information",
    "Other",
)
# The older names of an earlier round of collection, found in the low-rated conversations.
_OLDER_NAMES = {
    "Question": "Questions",
    "Restatement": "Restatement or Paraphrasing",
    "Approval and Reassurance": "Affirmation and Reassurance",
    "Direct Guidance": "Providing Suggestions",
}
# The low-rated file says "listener" for the one who supports.
_ROLES = {
    "supporter": Role.HELPER,
    "seeker": Role.CLIENT,
    "listener": Role.HELPER,
    "speaker": Role.CLIENT,
}


def read_esconv(path: Path) -> tuple[LabelledSession, ...]:
    """Read ESConv.json or FailedESConv.json (one list) or esconv.jsonl (a conversation a line), or their folder."""
    path = published_file(path, FILES)
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        corpus = "esconv_failed" if "failed" in path.name.lower() else "esconv"
        return _sessions(corpus, json.loads(text))
    return _sessions("esconv", (json.loads(line) for line in text.split("\n") if line.strip()))


def read_failed_esconv(path: Path) -> tuple[LabelledSession, ...]:
    """Read FailedESConv.json, one list of conversations."""
    return _sessions("esconv_failed", json.loads(path.read_text(encoding="utf-8")))


def _sessions(corpus: str, records: Iterable[Mapping[str, Any]]) -> tuple[LabelledSession, ...]:
    return tuple(
        LabelledSession(
            corpus=corpus,
            session=name,
            utterances=tuple(
                _utterance(f"{corpus} {name}", index, turn) for index, turn in enumerate(record["dialog"])
            ),
            metadata=_metadata(record),
        )
        for name, record in _named(corpus, records)
    )


def _named(corpus: str, records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each conversation with its name: its id, else the one that its fingerprint is known by, else its place.

    The published lists name no conversation. A fingerprint names one conversation only: a copy keeps its place.
    """
    seen = set[str]()
    for number, record in enumerate(records):
        name = str(record.get("conversation_id", number))
        if "conversation_id" not in record:
            told = fingerprint(turn["content"] for turn in record["dialog"])
            found = known_conversations().get((corpus, told), name)
            name = name if found in seen else found
        seen.add(name)
        yield name, record


def _metadata(record: Mapping[str, Any]) -> dict[str, str]:
    metadata = {key: record[key] for key in ("emotion_type", "problem_type") if key in record}
    seeker = record.get("survey_score", {}).get("seeker") or {}
    return metadata | {f"seeker_{key}": str(value) for key, value in seeker.items()}


def _utterance(where: str, index: int, turn: Mapping[str, Any]) -> LabelledUtterance:
    if turn["speaker"] not in _ROLES:
        raise _unknown(f"{where}, turn {index}: expected one of {sorted(_ROLES)}", turn["speaker"])
    strategy = turn.get("strategy") or turn.get("annotation", {}).get("strategy")
    strategy = _OLDER_NAMES.get(strategy, strategy)
    if strategy is not None and strategy not in STRATEGIES:
        raise _unknown(f"{where}, turn {index}: expected one of {STRATEGIES}", strategy)
    return LabelledUtterance(
        id=str(index),
        speaker=turn["speaker"],
        role=_ROLES[turn["speaker"]],
        text=turn["content"].strip(),
        start=None,
        codes={} if strategy is None else {"strategy": (strategy,)},
        spans={},
    )


def _unknown(expected: str, found: object) -> InputError:
    return InputError(f"{expected}, got {found!r}", unnamed=expected)
