"""The practice corpus: files, roles, gold codes and datasheet are in step.

``python tests/corpora/test_practice.py`` writes the datasheet's table anew from the files.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from empathy.ingest import read_all
from empathy.ingest.roles import assign_roles
from empathy.markers.catalogue import codebook
from empathy.rolenames import says_role
from empathy.transcript import Role, Transcript

PRACTICE = Path(__file__).parents[2] / "corpora" / "practice"
README = PRACTICE / "README.md"
TABLE = re.compile(r"(?<=<!-- composition -->\n).*?(?=<!-- end of composition -->)", re.DOTALL)


def rows(name: str) -> list[dict[str, str]]:
    with (PRACTICE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def gold() -> dict[str, list[dict[str, str]]]:
    sessions: dict[str, list[dict[str, str]]] = {}
    for row in rows("gold.csv"):
        sessions.setdefault(row["session"], []).append(row)
    return sessions


def composition() -> str:
    """Return the datasheet's table and totals; every number is counted in ``gold.csv``."""
    coded = gold()
    lines = [
        "| session | file | format | field | helper, as intended | utterances | of the helper |",
        "|---|---|---|---|---|--:|--:|",
    ]
    for row in rows("sessions.csv"):
        roles = Counter(utterance["role"] for utterance in coded[row["session"]])
        lines.append(
            f"| {row['session']} | [{row['file']}]({row['file']}) | {row['format']} | {row['field']} "
            f"| {row['helper']} | {roles.total()} | {roles['helper']} |"
        )
    helpers = Counter(row["helper"] for row in rows("sessions.csv"))
    files = {row["file"] for row in rows("sessions.csv")}
    everything = [utterance for utterances in coded.values() for utterance in utterances]
    lines += [
        "",
        f"{len(coded)} sessions in {len(files)} files, {len(everything)} utterances, "
        f"{sum(u['role'] == 'helper' for u in everything)} of them the helper's; "
        + ", ".join(f"{count} {quality}" for quality, count in sorted(helpers.items()))
        + " helpers.",
        "",
        "| marker | coded | positive values |",
        "|---|--:|---|",
    ]
    for marker in codebook().markers:
        values = Counter(u[marker.id] for u in everything if u[marker.id])
        found = ", ".join(f"{value} {values[value]}" for value in marker.positives)
        lines.append(f"| `{marker.id}` | {values.total()} | {found} |")
    return "\n".join(lines) + "\n"


SESSIONS = {row["session"]: row for row in rows("sessions.csv")}


@pytest.fixture(scope="module")
def transcripts() -> dict[str, Transcript]:
    files = sorted({PRACTICE / row["file"] for row in SESSIONS.values()})
    read = [transcript for path in files for transcript in read_all(path)]
    return {t.session: assign_roles(t, roles_file=PRACTICE / "roles.toml") for t in read}


def test_there_is_enough_of_every_kind():
    helpers = Counter(row["helper"] for row in SESSIONS.values())
    assert len(SESSIONS) >= 14
    assert len({row["format"] for row in SESSIONS.values()}) >= 8
    assert set(helpers) == {"good", "middling", "poor"}
    assert min(helpers.values()) >= len(SESSIONS) // 4


def test_every_file_stands_in_the_list_of_sessions():
    beside = {"README.md", "gold.csv", "roles.toml", "sessions.csv"}
    files = {path.name for path in PRACTICE.iterdir() if not path.name.endswith(".report.html")}
    assert files - beside == {row["file"] for row in SESSIONS.values()}


def test_files_read_as_the_listed_sessions_in_many_formats(transcripts):
    assert set(transcripts) == set(SESSIONS)
    assert len({t.reading.format for t in transcripts.values()}) >= 8


@pytest.mark.parametrize("session", SESSIONS)
def test_gold_rows_are_the_utterances_read(session, transcripts):
    coded = gold()[session]
    read = transcripts[session].utterances
    assert [int(row["utterance"]) for row in coded] == list(range(len(read)))
    assert [Role(row["role"]) for row in coded] == [utterance.role for utterance in read]
    assert all(utterance.text for utterance in read)


@pytest.mark.parametrize("session", SESSIONS)
def test_labels_are_values_of_the_codebook_on_the_right_role(session):
    written = SESSIONS[session]["medium"] == "written"
    for row in gold()[session]:
        for marker in codebook().markers:
            applies = row["role"] == marker.role and (written or not marker.written_only)
            allowed = marker.values if applies else ("",)
            assert row[marker.id] in allowed, (row["utterance"], marker.id)


def test_every_value_of_every_marker_occurs():
    for marker in codebook().markers:
        assert {row[marker.id] for row in rows("gold.csv")} - {""} == set(marker.values), marker.id


def test_what_an_utterance_mainly_does_is_among_what_it_does():
    for row in rows("gold.csv"):
        place = f"{row['session']} {row['utterance']}"
        if row["behaviour"] == "question":
            assert row["question"] != "none", place
        elif row["behaviour"] == "reflection":
            assert row["reflection"] != "none", place
        elif row["behaviour"] == "input":
            assert "yes" in (row["advice"], row["information"]), place


def test_better_helpers_have_better_codes():
    """The intended quality shows in the codes: more adherent and fewer non-adherent markers than poor helpers."""

    def share(quality: str, *markers: str) -> float:
        sessions = {session for session, row in SESSIONS.items() if row["helper"] == quality}
        coded = [row for row in rows("gold.csv") if row["role"] == "helper" and row["session"] in sessions]
        return sum(r[m] in ("yes", "complex", "simple") for r in coded for m in markers) / len(coded)

    adherent, against = ("reflection", "validation", "affirmation"), ("confront", "minimising")
    assert share("good", *adherent) > share("middling", *adherent) > share("poor", *adherent)
    assert share("good", *against) < share("middling", *against) < share("poor", *against)


def test_the_example_of_the_readme_needs_no_options():
    text = (PRACTICE / "exam-stress.vtt").read_text(encoding="utf-8")
    speakers = set(re.findall(r"^([A-Z]\w+): ", text, re.MULTILINE))
    assert {says_role(speaker) for speaker in speakers} == {"helper", "client"}


def test_the_benchmark_has_a_hundred_utterances():
    assert len(gold()["teacher-hundred"]) == 100


def test_datasheet_is_in_step():
    match = TABLE.search(README.read_text(encoding="utf-8"))
    assert match and match[0] == composition(), "run: python tests/corpora/test_practice.py"


if __name__ == "__main__":
    README.write_text(TABLE.sub(lambda _: composition(), README.read_text(encoding="utf-8")), encoding="utf-8")
