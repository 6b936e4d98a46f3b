import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.export import EXPORTERS, to_csv, to_json, to_jsonl, to_parquet
from empathy.markers.catalogue import codebook
from empathy.markers.scores import SCHEMA_VERSION, MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Reading, Role


def scored(texts):
    utterances = []
    for i, (role, text) in enumerate(texts):
        u = AnonymizedUtterance(index=i, speaker=role.value, role=role, text=text, start=float(i))
        scores = {
            m.id: MarkerScore(
                label=m.values[1],
                probability=0.75,
                probabilities={v: 0.75 if v == m.values[1] else 0.25 / (len(m.values) - 1) for v in m.values},
                uncertain=False,
                evidence=((0, len(text)),),
            )
            for m in codebook().for_role(role)
        }
        utterances.append(ScoredUtterance(utterance=u, markers=scores))
    transcript = AnonymizedTranscript(
        session="a",
        utterances=tuple(s.utterance for s in utterances),
        reading=Reading(format="turns", units=len(utterances)),
    )
    return ScoredTranscript(transcript=transcript, utterances=tuple(utterances), model="test")


@pytest.fixture
def sessions():
    return [scored([(Role.HELPER, "Welcome."), (Role.CLIENT, "=SUM(A1)"), (Role.OTHER, "Excuse me.")])]


def test_every_format_carries_the_same_fields(sessions):
    lines = [json.loads(line) for line in to_jsonl(sessions).splitlines()]
    assert json.loads(to_json(sessions)) == lines
    rows = list(csv.DictReader(io.StringIO(to_csv(sessions).decode())))
    assert [r["validation.label"] for r in rows] == ["yes", "", ""]
    assert json.loads(rows[0]["validation.evidence"]) == [[0, 8]]
    assert (
        float(rows[1]["opportunity.p(implicit)"]) == lines[1]["markers"]["opportunity"]["probabilities"]["implicit"]
    )


def test_evidence_in_a_table_counts_in_the_cell_as_it_stands(sessions):
    rows = list(csv.DictReader(io.StringIO(to_csv(sessions).decode())))
    ((start, end),) = json.loads(rows[1]["opportunity.evidence"])
    assert rows[1]["text"] == "'=SUM(A1)"
    assert rows[1]["text"][start:end] == "=SUM(A1)"


def test_parquet_holds_the_records_and_the_schema_version(sessions, tmp_path):
    path = tmp_path / "x.parquet"
    path.write_bytes(to_parquet(sessions))
    table = pq.read_table(path)
    assert table.schema.metadata[b"schema"].decode() == SCHEMA_VERSION
    first = table.to_pylist()[0]
    assert first["markers"]["reflection"]["probabilities"]["simple"] == 0.75
    assert first["markers"]["opportunity"] is None


def test_markers_stand_on_their_role_only(sessions):
    records = sessions[0].to_records()
    assert set(records[0]["markers"]) == {m.id for m in codebook().for_role(Role.HELPER)}
    assert set(records[1]["markers"]) == {"opportunity", "talk"}
    assert records[2]["markers"] == {}


def test_a_spreadsheet_runs_no_text(sessions):
    rows = list(csv.DictReader(io.StringIO(to_csv(sessions).decode())))
    assert rows[1]["text"] == "'=SUM(A1)"


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_session_is_an_empty_file_that_still_reads(name):
    assert isinstance(EXPORTERS[name]([]), bytes)
