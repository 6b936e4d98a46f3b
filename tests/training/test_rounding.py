import numpy as np
import pytest
from tiny import sessions
from tiny_run import WIDTH, write_folds

from empathy.resources import shipped
from empathy.training import rounding
from empathy.training.dataset import gather
from empathy.training.settings import read_head_settings


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Return a function that measures with what a made-up exact encoder says: rows -> logits."""
    write_folds(tmp_path, gather(sessions()))
    settings = read_head_settings(shipped("configs") / "train-stack.toml")
    changes = {"network": None, "speech": False}
    monkeypatch.setattr(rounding, "read_head_settings", lambda _: settings.model_copy(update=changes))
    monkeypatch.setattr(rounding, "read_corpora", lambda _: sessions())

    def with_exact(say):
        def exact(_run, _fold, _rows, chosen):
            return np.repeat(say(np.flatnonzero(chosen))[:, None], WIDTH, axis=1).astype(np.float32)

        monkeypatch.setattr(rounding, "_exact", exact)
        return rounding.measure_rounding(tmp_path, tmp_path, tmp_path, lambda _: None)

    return with_exact


def test_an_encoder_that_says_the_same_decides_the_same(measured):
    found = measured(lambda rows: rows)
    assert set(found) == set(rounding.DECISIONS)
    assert all(entry.same == 1 and entry.rounded == entry.exact for entry in found.values())


def test_one_that_says_something_else_does_not(measured):
    rng = np.random.default_rng(7)
    found = measured(lambda rows: rng.normal(0, 1e4, len(rows)))
    assert min(entry.same for entry in found.values()) < 1
