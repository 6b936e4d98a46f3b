import sys

import pandas as pd
import pytest
from tiny import sessions
from tiny_course import COURSE

from empathy.errors import ConfigError, InputError
from empathy.markers.card import read_card
from empathy.markers.catalogue import codebook
from empathy.resources import shipped
from empathy.training.heads import read_all
from empathy.training.settings import read_head_settings


def test_the_card_tells_what_the_model_was_trained_on(tiny_model):
    card = read_card(tiny_model)
    assert card.markers["validation"].examples == {"no": 210, "yes": 30}
    assert all(data.licence and data.meaning for data in card.data)
    assert card.markers["behaviour"].figures["macro-F1"].human == pytest.approx(0.8)
    assert set(card.files) == {"lexical.npz", "heads.skops"}


def test_held_out_scores_are_written_for_every_marker(tiny_model):
    frame = pd.read_parquet(tiny_model.parent / "oof.parquet")
    assert set(frame.marker) == set(codebook().ids)
    sums = frame.groupby(["session", "utterance", "marker"]).probability.sum()
    assert sums.min() == pytest.approx(1)
    assert sums.max() == pytest.approx(1)


def test_a_configuration_without_a_marker_is_refused(tmp_path):
    path = tmp_path / "train.toml"
    given = read_shipped().replace('warmth = "standoff.warmth"\n', "")
    path.write_text(given, encoding="utf-8")
    with pytest.raises(ConfigError, match="warmth"):
        read_head_settings(path)


def test_an_unknown_key_is_named(tmp_path):
    path = tmp_path / "train.toml"
    path.write_text("surprise = 1\n" + read_shipped(), encoding="utf-8")
    with pytest.raises(ConfigError, match="surprise"):
        read_head_settings(path)


@pytest.mark.parametrize(
    ("named", "said"),
    [("behavior", "expected markers"), ("validation", "AnnoMI's experts")],
    ids=["misspelt", "of the stand-off labels"],
)
def test_networks_over_sessions_for_a_head_that_cannot_have_them_are_refused(tmp_path, named, said):
    path = tmp_path / "train.toml"
    given = (shipped("configs") / "train-stack.toml").read_text(encoding="utf-8")
    before, course = given.split("[course]")
    path.write_text(before + "[course]" + course.replace('"behaviour"', f'"{named}"', 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        read_head_settings(path)


def read_shipped():
    return (shipped("configs") / "train-lexical.toml").read_text(encoding="utf-8")


def test_a_run_that_lacks_a_fold_is_told_before_anything_is_read(tmp_path):
    steps = []
    settings = read_head_settings(shipped("configs") / "train-stack.toml")
    with pytest.raises(InputError, match="oof-fold0"):
        read_all(sessions(), settings=settings, encoder_run=tmp_path, progress=steps.append)
    assert steps == []


def test_networks_over_sessions_without_torch_are_told_before_anything_is_read(monkeypatch):
    steps = []
    settings = read_head_settings(shipped("configs") / "train-lexical.toml")
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "empathy.training.recurrent", raising=False)
    monkeypatch.delitem(sys.modules, "empathy.training.course_export", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"torch|onnx"):
        read_all(
            sessions(),
            settings=settings.model_copy(update={"course": COURSE}),
            encoder_run=None,
            progress=steps.append,
        )
    assert steps == []
