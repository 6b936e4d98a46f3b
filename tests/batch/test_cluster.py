import os
import random
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch_fake import FakeLoader, TellingLoader
from batch_helpers import turns
from folder_contents import contents

from empathy.batch import run_batch
from empathy.batch.chunks import CHUNK_UTTERANCES
from empathy.batch.run import EngineOptions

ray = pytest.importorskip("ray")


@pytest.fixture
def by_value():
    """Let Ray's workers, which do not know the tests' folder, have what the tests define."""
    import batch_fake

    ray.cloudpickle.register_pickle_by_value(batch_fake)
    yield
    ray.cloudpickle.unregister_pickle_by_value(batch_fake)


@pytest.fixture
def wide_corpus(corpus, monkeypatch):
    """Several groups to read, of which one makes several chunks; chunks keep their size, which workers know."""
    monkeypatch.setattr("empathy.batch.sources.GROUP_BYTES", 600)
    rng = random.Random(11)
    rows = ["session,speaker,text"]
    for session in range(150):
        rows += [f"w{session:03d},{who},{text}" for who, text in turns(rng, 16)]
    (corpus / "wide.csv").write_text("\n".join(rows))
    return corpus


@pytest.mark.slow
def test_ray_s_results_are_the_local_engine_s_row_for_row(wide_corpus, by_value, tmp_path):
    loaded = tmp_path / "loaded"
    loaded.mkdir()
    run_batch([str(wide_corpus)], str(tmp_path / "local"), loader=FakeLoader())
    result = run_batch(
        [str(wide_corpus)],
        str(tmp_path / "ray"),
        loader=TellingLoader(str(loaded)),
        engine=EngineOptions(name="ray", workers=2),
    )
    assert result.scored == result.manifest["counts"]["utterances"] > 2 * CHUNK_UTTERANCES
    chunks = [path.stem for path in sorted((tmp_path / "ray" / "utterances").iterdir())]
    groups = [chunk.partition("-")[0] for chunk in chunks]
    assert len(set(groups)) >= 8
    assert max(groups.count(group) for group in groups) >= 3
    # this process asks for the scorer's identity; the two actors work
    assert len({path.name for path in loaded.iterdir()} - {str(os.getpid())}) == 2
    tables = [pq.read_table(tmp_path / engine / "utterances") for engine in ("ray", "local")]
    assert tables[0].to_pylist() == tables[1].to_pylist()
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


@pytest.mark.slow
def test_ray_takes_up_a_run_that_was_interrupted(wide_corpus, by_value, tmp_path):
    run_batch([str(wide_corpus)], str(tmp_path / "whole"), loader=FakeLoader())

    def stop(progress):
        if progress.sessions > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch([str(wide_corpus)], str(tmp_path / "torn"), loader=FakeLoader(), progress=stop)
    result = run_batch(
        [str(wide_corpus)],
        str(tmp_path / "torn"),
        loader=FakeLoader(),
        engine=EngineOptions(name="ray", workers=2),
    )
    assert result.resumed
    assert 0 < result.scored < result.manifest["counts"]["utterances"]
    assert contents(tmp_path / "torn") == contents(tmp_path / "whole")


def test_without_ray_the_message_says_what_to_install(corpus, tmp_path, monkeypatch):
    from empathy.errors import UsageError

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"pip install \"\.\[cluster\]\""):
        run_batch([str(corpus)], str(tmp_path / "out"), loader=FakeLoader(), engine=EngineOptions(name="ray"))
    assert not Path(tmp_path / "out" / "manifest.json").exists()
