import errno
import json
import os
from pathlib import Path

import pytest
from batch_fake import FakeLoader
from batch_helpers import run, stopped
from folder_contents import contents

from empathy.batch import run_batch
from empathy.batch.reading import SourceReader
from empathy.batch.store import LocalStore
from empathy.errors import OutputError, UsageError

pytestmark = pytest.mark.usefixtures("small_chunks")


def test_results_beside_their_inputs_are_taken_up(tmp_path):
    (tmp_path / "a.txt").write_text("Therapist: Hello there.\nClient: Hello.\n")
    first = run(tmp_path, tmp_path)
    again = run(tmp_path, tmp_path)
    assert (first.scored, again.scored, again.resumed) == (2, 0, True)


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
