import csv
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch_fake import FakeLoader, FakeScorer
from batch_helpers import run
from folder_contents import contents

from empathy.batch import run_batch
from empathy.batch.chunks import failure_of
from empathy.batch.reading import SourceReader
from empathy.batch.run import EngineOptions
from empathy.batch.stage import Stage
from empathy.batch.tables import SESSION_SCHEMA_VERSION, to_record
from empathy.errors import EmpathyError, UsageError
from empathy.ingest import iter_sessions
from empathy.ingest.roles import assign_roles
from empathy.spreadsheet import plain_cell

pytestmark = pytest.mark.usefixtures("small_chunks")


def test_every_session_stands_once_with_the_contract_s_fields(corpus, tmp_path):
    result = run(corpus, tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / "utterances").to_pylist()
    expected = []
    for file in sorted(corpus.glob("**/s*.txt"), key=lambda p: p.name):
        scored = FakeScorer().score(assign_roles(next(iter_sessions(file))))
        expected += scored.to_records()
    by_session = [to_record(row) for row in rows if row["session"].startswith("s")]
    by_session.sort(key=lambda record: (record["session"], record["utterance"]))
    assert by_session == expected
    assert result.manifest["counts"]["sessions"] == 21
    assert result.manifest["counts"]["utterances"] == len(rows)
    summed = pq.read_table(tmp_path / "out" / "sessions.parquet")
    assert summed.schema.metadata[b"schema"].decode() == SESSION_SCHEMA_VERSION
    sessions = summed.to_pylist()
    assert [s["key"] for s in sessions] == sorted({row["key"] for row in rows})
    assert sum(s["utterances.helper"] + s["utterances.client"] for s in sessions) == len(rows)


def test_failures_name_file_and_reason_and_quote_nothing(corpus, tmp_path):
    result = run(corpus, tmp_path / "out")
    text = (tmp_path / "out" / "failures.csv").read_text()
    lines = text.splitlines()
    assert lines[0] == "file,line,reason"
    assert [Path(line.split(",")[0]).name for line in lines[1:]] == [
        "broken.txt",
        "foreign.txt",
        "names.txt",
        "noise.txt",
    ]
    assert "a foreign one" not in text
    assert "a broken one" not in text
    assert result.manifest["counts"]["failures"] == 4


def test_noise_is_told_by_role_so_that_rates_can_be_made_anew(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Therapist: Hi.\nClient: [cries]\nTherapist: (waits)\nClient: [sighs]\nMo: [hums]\n"
    )
    run(tmp_path / "a.txt", tmp_path / "out", reader=SourceReader(helper=("Therapist",), client=("Client",)))
    (row,) = pq.read_table(tmp_path / "out" / "sessions.parquet").to_pylist()
    assert [row["noise"], row["noise.helper"], row["noise.client"]] == [4, 1, 2]
    assert row["question_rate.base"] == row["utterances.helper"] - row["noise.helper"] == 1


def test_a_file_s_name_is_no_formula_in_the_table_of_failures(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("=1+1.txt").write_text("Ann: hello there\nBob: hello\n")
    run("=1+1.txt", tmp_path / "out")
    with (tmp_path / "out" / "failures.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["file"] == "'=1+1.txt"
    assert plain_cell(row["file"]) == "=1+1.txt"


def test_failures_read_as_sentences(tmp_path):
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:00:01.000 to 00:00:02.000\nTherapist: Hi.\n")
    run(tmp_path, tmp_path / "out")
    text = (tmp_path / "out" / "failures.csv").read_text()
    assert "no cue was found (no line with “-->”). A cue's times are written" in text


def test_a_message_of_several_lines_becomes_one():
    failure = failure_of("a.txt", EmpathyError("a likely identifier is left\n  Hide it with --hide."), doing="x")
    assert failure.reason == "a likely identifier is left. Hide it with --hide."


def test_what_is_no_transcript_is_left_out_and_told(corpus, tmp_path):
    told = []
    (corpus / "zz.jsonl").write_text('{"schema": "1.0", "session": "a", "markers": {}}\n')
    result = run(corpus, tmp_path / "out", tell_left=told.append)
    ((left,),) = [told]
    assert {path.name for path in left} == {"README.md", "roles.toml", "zz.jsonl"}
    assert "README.md" not in (tmp_path / "out" / "failures.csv").read_text()
    (corpus / "README.md").write_text("Changed, and of no account.\n")
    again = run(corpus, tmp_path / "out")
    assert again.manifest == json.loads(json.dumps(result.manifest))
    assert again.scored == 0


def test_a_file_named_itself_is_read_whatever_its_suffix(tmp_path):
    path = tmp_path / "talk.md"
    path.write_text("Therapist: Hello there.\nClient: Hello.\n")
    assert run(path, tmp_path / "out").manifest["counts"]["sessions"] == 1


def test_an_input_is_not_overwritten(corpus, tmp_path):
    (tmp_path / "failures.csv").write_text("session,speaker,text\na,Therapist,Hi\na,Client,Hi\n")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="stands where results are written"):
        run(tmp_path / "failures.csv", tmp_path)
    (corpus / "deeper").rename(tmp_path / "utterances")
    with pytest.raises(UsageError, match="stands where results are written"):
        run(tmp_path / "utterances", tmp_path, restart=True)
    assert any((tmp_path / "utterances").iterdir())
    assert (tmp_path / "failures.csv").read_bytes() == before["failures.csv"]


def test_workers_leave_no_trace(corpus, tmp_path):
    run(corpus, tmp_path / "one")
    run(corpus, tmp_path / "three", engine=EngineOptions(workers=3))
    assert contents(tmp_path / "one") == contents(tmp_path / "three")
    assert not (tmp_path / "one" / ".work").exists()


def test_a_worker_that_dies_is_told(corpus, tmp_path, monkeypatch):
    def die(self, chunk):
        os._exit(9)

    monkeypatch.setattr(Stage, "__call__", die)
    with pytest.raises(EmpathyError, match="worker process was killed"):
        run(corpus, tmp_path / "out", engine=EngineOptions(workers=2))


def test_progress_ends_at_all_bytes(corpus, tmp_path):
    seen = []
    result = run(corpus, tmp_path / "out", progress=seen.append)
    assert seen[-1].bytes_done == seen[-1].bytes_total == result.manifest["inputs"]["bytes"]
    assert seen[-1].sessions == result.manifest["counts"]["sessions"]
    assert [p.bytes_done for p in seen] == sorted(p.bytes_done for p in seen)


def test_a_url_serves_as_output(corpus, tmp_path):
    run(corpus, tmp_path / "local")
    run_batch([str(corpus)], f"file://{tmp_path}/remote", loader=FakeLoader())
    assert contents(tmp_path / "remote") == contents(tmp_path / "local")
