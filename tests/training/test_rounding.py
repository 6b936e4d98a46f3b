from dataclasses import replace

import numpy as np
import pytest
from tiny import sessions
from tiny_run import WIDTH, write_folds

from empathy.errors import ConfigError, InputError
from empathy.resources import shipped
from empathy.training import rounding
from empathy.training.dataset import gather
from empathy.training.heads import read_all
from empathy.training.settings import read_head_settings


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """Return a function that measures with what a made-up exact encoder says: rows -> logits."""
    write_folds(tmp_path, gather(sessions()))
    settings = read_head_settings(shipped("configs") / "train-stack.toml")
    changes = {"network": None, "course": None, "speech": False}
    monkeypatch.setattr(rounding, "read_head_settings", lambda _: settings.model_copy(update=changes))
    monkeypatch.setattr(rounding, "read_corpora", lambda _: sessions())
    for fold in range(5):
        (tmp_path / f"fold{fold}").mkdir()
        for part in (tmp_path / f"fold{fold}.pt", tmp_path / f"fold{fold}" / "tokenizer.json"):
            part.touch()

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


def test_only_the_encoders_columns_of_annomi_change(tmp_path, monkeypatch):
    mixed = tuple(replace(s, corpus="annomi" if number % 2 else "esconv") for number, s in enumerate(sessions()))
    rows = gather(mixed)
    write_folds(tmp_path, rows)
    settings = read_head_settings(shipped("configs") / "train-stack.toml").model_copy(
        update={"speech": False, "course": None}
    )
    read = read_all(mixed, settings=settings, encoder_run=tmp_path)
    monkeypatch.setattr(rounding, "_exact", lambda _run, _fold, _rows, chosen: np.full((chosen.sum(), WIDTH), -7.0))
    both = rounding._beside_exact(tmp_path, rows, read.stacked, lambda _: None)
    own, was = (table[:, : len(both.names)] for table in (both.speech, both.clean))
    annomi = np.array([mixed[place].corpus == "annomi" for place in rows.session])
    np.testing.assert_array_equal(own[~annomi], was[~annomi])
    np.testing.assert_array_equal(own[:, :-WIDTH], was[:, :-WIDTH])
    assert (own[annomi, -WIDTH:] == -7).all()
    np.testing.assert_array_equal(both.spoken, annomi)


def test_a_run_without_checkpoints_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(InputError, match=r"fold0\.pt"):
        rounding.measure_rounding(tmp_path, tmp_path, shipped("configs") / "train-stack.toml", lambda _: None)


def test_heads_without_an_encoder_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="read an encoder"):
        rounding.measure_rounding(tmp_path, tmp_path, shipped("configs") / "train-lexical.toml", lambda _: None)
