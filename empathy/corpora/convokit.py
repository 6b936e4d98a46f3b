"""ConvoKit corpora in and out: utterances.jsonl, speakers.json, conversations.json, corpus.json, index.json.

The layout is that of ConvoKit's own ``Corpus.dump`` (version 3 and later); binary fields, which it keeps as
pickles, are neither read nor written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.errors import InputError
from empathy.markers.catalogue import codebook
from empathy.output import atomic_writer, write_atomically
from empathy.rolenames import roles_said
from empathy.transcript import Role

_UTTERANCES = "utterances.jsonl"
_ROLE_KEYS = ("role", "speaker_role")


def read_convokit(path: Path) -> tuple[LabelledSession, ...]:
    """Read a ConvoKit corpus; a conversation is a session, its utterances in the file's order.

    Codes are the utterances' meta fields that are called like a marker and hold one of its values. A role is the
    meta field "role" of utterance or speaker, else what the speaker's name says, else "other".

    Raises:
        InputError: no such folder layout, or a line that is no utterance (with its number).
    """
    file = path / _UTTERANCES
    if not file.is_file():
        raise InputError("is no ConvoKit corpus", path=path, hint=f"Expected a folder with {_UTTERANCES}.")
    speakers = _metas(path, "speakers.json", "users.json")
    conversations = _metas(path, "conversations.json")
    found: dict[str, list[Mapping[str, Any]]] = {}
    for record in _records(file):
        found.setdefault(str(record.get("conversation_id", record.get("root"))), []).append(record)
    return tuple(_session(name, records, speakers, conversations.get(name, {})) for name, records in found.items())


def write_convokit(folder: Path, sessions: Iterable[LabelledSession], *, meta: Mapping[str, Any]) -> int:
    """Write sessions as a ConvoKit corpus and return the number of utterances.

    Each utterance's meta holds its role and its codes (the first coder's; all of them where they are several).
    """
    folder.mkdir(parents=True, exist_ok=True)
    speakers: dict[str, Any] = {}
    conversations: dict[str, Any] = {}
    keys: dict[str, list[str]] = {}
    count = 0
    with atomic_writer(folder / _UTTERANCES) as handle:
        for session in sessions:
            conversations[session.session] = {"meta": dict(session.metadata), "vectors": []}
            for record in _written(session):
                speakers.setdefault(record["speaker"], {"meta": {"role": record["meta"]["role"]}, "vectors": []})
                for key, value in record["meta"].items():
                    keys.setdefault(key, [str(type(value))])
                handle.write(json.dumps(record, ensure_ascii=False) + "\n")  # type: ignore[call-overload]  # a text handle
                count += 1
    fields = sorted({key for c in conversations.values() for key in c["meta"]})
    index = {
        "utterances-index": keys,
        "speakers-index": {"role": ["<class 'str'>"]},
        "conversations-index": {key: ["<class 'str'>"] for key in fields},
        "overall-index": {key: [str(type(value))] for key, value in meta.items()},
        "version": 1,
        "vectors": [],
    }
    for name, content in (
        ("speakers.json", speakers),
        ("conversations.json", conversations),
        ("corpus.json", dict(meta)),
        ("index.json", index),
    ):
        write_atomically(folder / name, json.dumps(content, ensure_ascii=False))
    return count


def _records(file: Path) -> Iterator[Mapping[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                missing = {"id", "text"} - record.keys()
            except (json.JSONDecodeError, AttributeError):
                missing = {"id", "text"}
            if missing:
                raise InputError("expected an utterance with id and text", path=file, line=number)
            yield record


def _metas(folder: Path, *names: str) -> dict[str, Mapping[str, Any]]:
    """Return the meta fields by id; older versions keep them without the "meta" level."""
    for name in names:
        if (folder / name).is_file():
            content = json.loads((folder / name).read_text(encoding="utf-8"))
            return {str(key): value.get("meta", value) for key, value in content.items()}
    return {}


def _session(
    name: str,
    records: list[Mapping[str, Any]],
    speakers: Mapping[str, Mapping[str, Any]],
    meta: Mapping[str, Any],
) -> LabelledSession:
    said = roles_said({_speaker(record) for record in records})
    return LabelledSession(
        corpus="convokit",
        session=name,
        utterances=tuple(_utterance(record, speakers, said) for record in records),
        metadata={key: str(value) for key, value in meta.items() if isinstance(value, str | int | float | bool)},
    )


def _speaker(record: Mapping[str, Any]) -> str:
    return str(record.get("speaker", record.get("user", "")))


def _utterance(
    record: Mapping[str, Any], speakers: Mapping[str, Mapping[str, Any]], said: Mapping[str, str]
) -> LabelledUtterance:
    speaker, meta = _speaker(record), record.get("meta") or {}
    stated = [m[key] for m in (meta, speakers.get(speaker, {})) for key in _ROLE_KEYS if m.get(key) in set(Role)]
    role = Role(stated[0]) if stated else Role(said.get(speaker, "other"))
    codes = {
        marker.id: values
        for marker in codebook().for_role(role)
        if marker.id in meta and (values := _values(meta[marker.id], marker.values))
    }
    start = record.get("timestamp")
    return LabelledUtterance(
        id=str(record["id"]),
        speaker=speaker,
        role=role,
        text=record["text"] or "",
        start=float(start) if isinstance(start, int | float) else None,
        codes=codes,
        spans={},
    )


def _values(value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    given = tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
    return given if all(v in known for v in given) else ()


def _written(session: LabelledSession) -> Iterator[dict[str, Any]]:
    ids = [f"{session.session}#{index}" for index in range(len(session.utterances))]
    for index, utterance in enumerate(session.utterances):
        codes = {task: list(v) if len(v) > 1 else v[0] for task, v in utterance.codes.items()}
        yield {
            "id": ids[index],
            "conversation_id": session.session,
            "text": utterance.text,
            "speaker": utterance.speaker,
            "meta": {"role": utterance.role.value, **codes},
            "reply-to": ids[index - 1] if index else None,
            "timestamp": utterance.start,
            "vectors": [],
        }
