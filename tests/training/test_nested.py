from dataclasses import replace

import numpy as np
import pytest
from tiny import NETWORK, sessions
from tiny_run import write_folds

from empathy.errors import ConfigError
from empathy.resources import shipped
from empathy.training import nested
from empathy.training.dataset import gather
from empathy.training.heads import read_all
from empathy.training.nested import Choice, choose
from empathy.training.settings import read_head_settings

SHIPPED = Choice(units=4, share=0.5, worth=0.0, course=0.0)


@pytest.fixture
def settings():
    found = read_head_settings(shipped("configs") / "train-stack.toml")
    network = NETWORK.model_copy(update={"heads": list(nested.SHOWN)})
    return found.model_copy(update={"network": network, "speech": False, "coder_worth": 0.0, "course": None})


@pytest.fixture
def few(monkeypatch):
    """Two alternatives: heads alone but for a little, and networks alone but for a little."""
    monkeypatch.setattr(nested, "UNITS", (4,))
    monkeypatch.setattr(nested, "SHARES", (0.5, 0.9))
    monkeypatch.setattr(nested, "WORTHS", (0.0,))


def chosen(tmp_path, settings):
    write_folds(tmp_path, gather(sessions()))
    read = read_all(sessions(), settings=settings, encoder_run=tmp_path)
    return choose(read, settings, SHIPPED, lambda _: None)


def test_every_fold_is_reported_under_a_choice_of_its_own(tmp_path, settings, few):
    found = chosen(tmp_path, settings)
    assert len(found.choices) == 5
    assert {choice.share for choice in found.choices} <= {0.5, 0.9}
    assert set(found.figures) == set(nested.SHOWN)


def test_a_fold_s_own_loss_does_not_choose_for_it(tmp_path, settings, few, monkeypatch):
    """One alternative is far worse on fold 2 alone: every other fold avoids it, fold 2 cannot know."""

    def loss(raw, *_):
        worse = raw is not seen.setdefault("first", raw)
        return np.array([0.1, 0.1, 9.0, 0.1, 0.1]) if worse else np.array([0.2] * 5)

    seen = {}
    monkeypatch.setattr(nested, "_under_all", lambda *_: [(SHIPPED, one), (replace(SHIPPED, share=0.9), two)])
    rows = len(gather(sessions()).fold)
    one, two = (np.full((rows, 4), 0.25) for _ in range(2))
    monkeypatch.setattr(nested, "_loss", loss)
    monkeypatch.setattr(nested, "measure_raw", lambda *_: None)
    monkeypatch.setattr(nested, "figures", lambda marker, _: _Zeros())
    found = chosen(tmp_path, settings)
    assert [choice.share for choice in found.choices] == [0.5, 0.5, 0.9, 0.5, 0.5]


class _Zeros:
    def __getitem__(self, name):
        return type("Figure", (), {"value": 0.0})


def test_heads_without_networks_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="networks"):
        nested.measure_nested(tmp_path, tmp_path, shipped("configs") / "train-lexical.toml", lambda _: None)


def test_the_shipped_settings_are_among_the_alternatives():
    found = read_head_settings(shipped("configs") / "train-stack.toml")
    own = Choice(
        units=found.network.units, share=found.network.share, worth=found.coder_worth, course=found.course.share
    )
    assert own in nested._alternatives(found)
