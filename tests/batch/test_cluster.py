import sys
from pathlib import Path

import pytest
from batch_fake import FakeLoader
from batch_helpers import contents

from empathy.batch import run_batch
from empathy.batch.run import EngineOptions

ray = pytest.importorskip("ray")


@pytest.mark.slow
def test_ray_s_results_are_the_local_engine_s_row_for_row(corpus, tmp_path):
    import batch_fake

    ray.cloudpickle.register_pickle_by_value(batch_fake)  # Ray's workers do not know the tests' folder
    run_batch([str(corpus)], str(tmp_path / "local"), loader=FakeLoader())
    result = run_batch(
        [str(corpus)],
        str(tmp_path / "ray"),
        loader=FakeLoader(),
        engine=EngineOptions(name="ray", workers=2),
    )
    assert result.scored == result.manifest["counts"]["utterances"] > 0
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


def test_without_ray_the_message_says_what_to_install(corpus, tmp_path, monkeypatch):
    from empathy.errors import UsageError

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match="empathy-markers\\[cluster\\]"):
        run_batch([str(corpus)], str(tmp_path / "out"), loader=FakeLoader(), engine=EngineOptions(name="ray"))
    assert not Path(tmp_path / "out" / "manifest.json").exists()
