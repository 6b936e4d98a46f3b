"""AnnoMI (Wu et al. 2022, 2023): motivational interviewing, coded by experts."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from empathy.corpora.published import published_file
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.errors import InputError
from empathy.transcript import Role

FILES = ("AnnoMI-full.csv", "AnnoMI-simple.csv")
_ROLES = {"therapist": Role.HELPER, "client": Role.CLIENT}
_BEHAVIOURS = {"question": "question", "reflection": "reflection", "therapist_input": "input", "other": "other"}
_PRESENT = {"True": "yes", "False": "no"}

Row = Mapping[str, str]


def read_annomi(path: Path) -> tuple[LabelledSession, ...]:
    """Read AnnoMI-full.csv or AnnoMI-simple.csv, or the folder that holds one (the full one first).

    The rows of several annotators become several labels of one utterance; the simple file has one annotator's main
    behaviour and client talk only.
    """
    path = published_file(path, FILES)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    order = sorted(rows, key=lambda row: (int(row["transcript_id"]), int(row["utterance_id"])))
    return tuple(
        _session(name, list(group)) for name, group in groupby(order, key=lambda row: row["transcript_id"])
    )


def _session(name: str, rows: Sequence[Row]) -> LabelledSession:
    return LabelledSession(
        corpus="annomi",
        session=name,
        utterances=tuple(
            _utterance(list(group)) for _, group in groupby(rows, key=lambda row: row["utterance_id"])
        ),
        metadata={"quality": rows[0]["mi_quality"], "topic": rows[0]["topic"].strip()}
        | _recording(rows[0])
        | _coder(rows),
    )


def _recording(row: Row) -> dict[str, str]:
    """Return where the video stands, where the file says so: some are cut into several sessions."""
    place = row.get("video_url", "")
    return {"recording": place} if "://" in place else {}


def _coder(rows: Sequence[Row]) -> dict[str, str]:
    """Return who coded a session, where it was one person."""
    coders = {row["annotator_id"] for row in rows if row.get("annotator_id")}
    return {"coder": coders.pop()} if len(coders) == 1 else {}


def _utterance(rows: Sequence[Row]) -> LabelledUtterance:
    first = rows[0]
    if first["interlocutor"] not in _ROLES:
        where = f"AnnoMI, transcript {first['transcript_id']}, utterance {first['utterance_id']}"
        expected = f"{where}: expected interlocutor 'therapist' or 'client'"
        raise InputError(f"{expected}, got {first['interlocutor']!r}", unnamed=expected)
    role = _ROLES[first["interlocutor"]]
    coded = [dict(_helper_codes(row) if role is Role.HELPER else _client_codes(row)) for row in rows]
    return LabelledUtterance(
        id=first["utterance_id"],
        speaker=first["interlocutor"],
        role=role,
        text=first["utterance_text"],
        start=_seconds(first["timestamp"]),
        codes={task: tuple(codes[task] for codes in coded) for task in coded[0]},
        spans={},
    )


def _helper_codes(row: Row) -> Iterator[tuple[str, str]]:
    yield "behaviour", _BEHAVIOURS[row["main_therapist_behaviour"]]
    if "reflection_exists" not in row:  # the simple file
        return
    yield "reflection", row["reflection_subtype"] if row["reflection_exists"] == "True" else "none"
    yield "question", row["question_subtype"] if row["question_exists"] == "True" else "none"
    yield "input", _PRESENT[row["therapist_input_exists"]]


def _client_codes(row: Row) -> Iterator[tuple[str, str]]:
    yield "talk", row["client_talk_type"]


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.strip().split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
