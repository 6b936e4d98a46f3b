import csv
import errno
import hashlib
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch_fake import FakeLoader, FakeScorer
from batch_helpers import contents

from empathy.batch import run_batch
from empathy.batch.chunks import failure_of
from empathy.batch.reading import SourceReader
from empathy.batch.run import EngineOptions
from empathy.batch.stage import Stage
from empathy.batch.store import LocalStore
from empathy.batch.tables import SESSION_SCHEMA_VERSION, to_record
from empathy.errors import EmpathyError, InputError, OutputError, UsageError
from empathy.ingest import iter_sessions
from empathy.ingest.roles import assign_roles
from empathy.spreadsheet import plain_cell

pytestmark = pytest.mark.usefixtures("small_chunks")


def run(corpus, out, **options):
    return run_batch([str(corpus)], str(out), loader=FakeLoader(), **options)


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
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n00:00:01.000 -> 00:00:02.000\nTherapist: Hi.\n")
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


def test_results_beside_their_inputs_are_taken_up(tmp_path):
    (tmp_path / "a.txt").write_text("Therapist: Hello there.\nClient: Hello.\n")
    first = run(tmp_path, tmp_path)
    again = run(tmp_path, tmp_path)
    assert (first.scored, again.scored, again.resumed) == (2, 0, True)


def test_workers_leave_no_trace(corpus, tmp_path):
    run(corpus, tmp_path / "one")
    run(corpus, tmp_path / "three", engine=EngineOptions(workers=3))
    assert contents(tmp_path / "one") == contents(tmp_path / "three")
    assert not (tmp_path / "one" / ".work").exists()


@pytest.mark.parametrize("nth", [1, 4, 9, 17])
def test_a_full_disk_stops_the_run_and_the_same_command_ends_it(corpus, tmp_path, monkeypatch, nth):
    run(corpus, tmp_path / "whole")
    writes = iter(range(1, 1000))
    replace = Path.replace

    def full(self, target):
        if next(writes) == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OutputError, match="No space left"):
            run(corpus, tmp_path / "torn")
    result = run(corpus, tmp_path / "torn")
    assert contents(tmp_path / "torn") == contents(tmp_path / "whole")
    # the first two chunks are two files that fail and the beginning of a table
    assert result.scored < result.manifest["counts"]["utterances"] or nth <= 4


def test_a_finished_run_is_not_run_again(corpus, tmp_path):
    first = run(corpus, tmp_path / "out")
    before = contents(tmp_path / "out")
    again = run(corpus, tmp_path / "out")
    assert again.scored == 0
    assert again.manifest == json.loads(json.dumps(first.manifest))
    assert contents(tmp_path / "out") == before


def test_another_model_or_input_is_refused_unless_restarted(corpus, tmp_path):
    run(corpus, tmp_path / "out")
    with pytest.raises(UsageError, match="model"):
        run_batch([str(corpus)], str(tmp_path / "out"), loader=FakeLoader(digest="1" * 8))
    (corpus / "s99.txt").write_text("Therapist: One more.\nClient: Yes.\n")
    with pytest.raises(UsageError, match="inputs"):
        run(corpus, tmp_path / "out")
    result = run(corpus, tmp_path / "out", restart=True)
    assert result.manifest["counts"]["sessions"] == 22


def stopped(corpus, out, monkeypatch, *, chunks=0, **options):
    """A run that ends after so many chunks."""
    whole, calls = Stage.__call__, iter(range(chunks))

    def stop(self, chunk):
        if next(calls, None) is None:
            raise OutputError("full")
        return whole(self, chunk)

    with monkeypatch.context() as patch:
        patch.setattr(Stage, "__call__", stop)
        with pytest.raises(OutputError):
            run(corpus, out, **options)


def test_an_input_that_changed_half_way_is_refused(corpus, tmp_path, monkeypatch):
    stopped(corpus, tmp_path / "out", monkeypatch)
    same = (corpus / "s00.txt").read_text()
    (corpus / "s00.txt").write_text("X" + same[1:])
    with pytest.raises(UsageError, match="inputs"):
        run(corpus, tmp_path / "out")
    (corpus / "s00.txt").write_text(same)
    assert run(corpus, tmp_path / "out").manifest["counts"]["sessions"] == 21


def test_a_finished_run_knows_an_input_of_the_same_size(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Therapist: Hello there.\nClient: Fine.\n")
    reader = SourceReader(helper=("Therapist",))
    run(path, tmp_path / "out", reader=reader)
    was = path.stat()
    path.write_text("Therapist: Hello there.\nClient: Poor.\n")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    with pytest.raises(UsageError, match=r"finished run stands here that differs in: inputs \(digest\)\n"):
        run(path, tmp_path / "out", reader=reader)


@pytest.fixture
def named(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Maya: Hello there.\nTom: Hello.\n")
    return path


def test_a_finished_run_knows_who_was_said_to_help(named, tmp_path):
    one = SourceReader(helper=("Maya",), client=("Tom",))
    result = run(named, tmp_path / "out", reader=one)
    assert run(named, tmp_path / "out", reader=one).scored == 0
    with pytest.raises(UsageError, match=r"finished run .* differs in: config \(speakers\)"):
        run(named, tmp_path / "out", reader=SourceReader(helper=("Tom",), client=("Maya",)))
    told = json.dumps(result.manifest)
    assert not any(name in told for name in ("Maya", "Tom"))
    alone = hashlib.sha256(json.dumps([["Maya"], ["Tom"]]).encode()).hexdigest()
    assert alone not in told


@pytest.mark.parametrize("workers", [1, 2])
def test_names_that_are_heard_nowhere_are_told_at_the_end(corpus, tmp_path, workers):
    given = SourceReader(helper=("Terapist", "Therapist", "Ann"), client=("=Kim",))
    counts = run(corpus, tmp_path / "out", reader=given, engine=EngineOptions(workers=workers)).manifest["counts"]
    rows = list(csv.DictReader((tmp_path / "out" / "failures.csv").open()))
    assert [row["reason"] for row in rows if not row["file"]] == [
        "nobody of the name 'Terapist' (--helper) speaks in any session",
        "nobody of the name '=Kim' (--client) speaks in any session",
    ]
    # Ann is heard in one session, whose other speaker is the client
    assert [Path(row["file"]).name for row in rows[:-2]] == ["broken.txt", "foreign.txt", "noise.txt"]
    assert (counts["sessions"], counts["failures"]) == (22, len(rows))


def test_a_run_that_is_taken_up_remembers_whom_it_heard(corpus, tmp_path, monkeypatch):
    chunks = run(corpus, tmp_path / "whole").manifest["counts"]["chunks"]
    one = SourceReader(helper=("Therapist", "Ann"))
    stopped(corpus, tmp_path / "out", monkeypatch, chunks=chunks - 1, reader=one)
    run(corpus, tmp_path / "out", reader=SourceReader(helper=("Ann", "Therapist")))
    assert "nobody of the name" not in (tmp_path / "out" / "failures.csv").read_text()


def test_nor_can_names_be_tried_without_the_transcripts(named, tmp_path):
    reader = SourceReader(helper=("Maya",), client=("Tom",))
    first = run(named, tmp_path / "one", reader=reader).manifest["config"]["speakers"]
    named.write_text("Maya: Hello there.\nTom: Good-bye.\n")
    assert run(named, tmp_path / "two", reader=reader).manifest["config"]["speakers"] != first


def test_an_unfinished_run_knows_what_the_roles_file_said(named, tmp_path, monkeypatch):
    roles = tmp_path / "roles.toml"
    roles.write_text('Maya = "helper"\nTom = "client"\n')
    stopped(named, tmp_path / "out", monkeypatch, reader=SourceReader(roles=roles))
    roles.write_text('Maya = "client"\nTom = "helper"\n')
    with pytest.raises(UsageError, match=r"unfinished run .* differs in: config \(speakers\)"):
        run(named, tmp_path / "out", reader=SourceReader(roles=roles))


def test_a_missing_roles_file_is_told_before_anything_is_read(named, tmp_path):
    with pytest.raises(InputError, match=r"gone\.toml"):
        run(named, tmp_path / "out", reader=SourceReader(roles=tmp_path / "gone.toml"))
    assert not (tmp_path / "out" / "failures.csv").exists()


def test_files_of_another_origin_are_left_alone(corpus, tmp_path):
    mine = tmp_path / "out" / "utterances" / "mine.parquet"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    for _ in range(2):  # and what the first call left there does not make it ours
        with pytest.raises(UsageError, match="files of another origin"):
            run(corpus, tmp_path / "out")
    assert contents(tmp_path / "out" / "utterances") == {"mine.parquet": b"mine"}


@pytest.mark.parametrize("content", ["[1, 2]", "no JSON", '{"name": "a web page"}', "\xff"])
@pytest.mark.parametrize("name", ["manifest.json", ".work/plan.json"])
def test_a_foreign_manifest_is_told(corpus, tmp_path, name, content):
    path = tmp_path / "out" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(UsageError, match="expected what an earlier run wrote there"):
        run(corpus, tmp_path / "out")
    assert path.read_bytes() == content.encode("latin-1")


@pytest.mark.parametrize("nth", range(1, 7))
def test_a_restart_that_is_killed_while_it_clears_leaves_nothing_that_passes_for_done(
    corpus, tmp_path, monkeypatch, nth
):
    def killed(method):
        def call(self, name):
            if next(calls) == nth:
                raise KeyboardInterrupt
            method(self, name)

        return call

    stopped(corpus, tmp_path / "out", monkeypatch, chunks=3)
    (corpus / "s00.txt").unlink()
    run(corpus, tmp_path / "whole")
    calls = iter(range(1, 100))
    with monkeypatch.context() as patch:
        for name in ("remove", "remove_tree"):
            patch.setattr(LocalStore, name, killed(getattr(LocalStore, name)))
        with pytest.raises(KeyboardInterrupt):
            run(corpus, tmp_path / "out", restart=True)
    with pytest.raises(UsageError):
        run(corpus, tmp_path / "out")
    run(corpus, tmp_path / "out", restart=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_two_runs_do_not_share_a_folder(corpus, tmp_path):
    import subprocess
    import sys

    store = LocalStore(tmp_path / "out")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from batch_fake import FakeLoader;"
        "from empathy.batch import run_batch;"
        "run_batch([sys.argv[2]], sys.argv[3], loader=FakeLoader())"
    )
    with store.lock(".work/lock"):
        other = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(corpus), str(tmp_path / "out")],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "another run is at work" in other.stderr


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
