from pathlib import Path

import pytest

from empathy.errors import ConfigError, UsageError
from empathy.training.recipe import read_recipe

ROOT = Path(__file__).parents[2]


def write(folder, text):
    path = folder / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_recipes_are_valid():
    names = ("minilm", "student", "encoder")
    first, second, shipped = (read_recipe(ROOT / "configs" / f"train-{name}.toml") for name in names)
    assert (first.name, second.name, shipped.name) == ("minilm", "minilm-student", "encoder")
    assert first.teacher_share == 0 < second.teacher_share
    assert second.teacher_uncoded == 0 < shipped.teacher_uncoded
    assert read_recipe(ROOT / "configs" / "train-teacher.toml").body == "mpnet" != shipped.body


@pytest.mark.parametrize(
    ("text", "key"),
    [('name = "a"\nepoch = 3', "epoch"), ('name = "a"\nspeech = 2.0', "speech"), ("epochs = 3", "name")],
)
def test_a_wrong_key_is_named(tmp_path, text, key):
    with pytest.raises(ConfigError, match=f": {key}: "):
        read_recipe(write(tmp_path, text))


def test_broken_toml_is_said_to_be_so(tmp_path):
    with pytest.raises(ConfigError, match="not valid TOML"):
        read_recipe(write(tmp_path, "name = "))


def test_teachers_of_a_recipe_that_learns_from_none_are_refused(tmp_path):
    pytest.importorskip("torch")
    from empathy.training.run import train

    with pytest.raises(UsageError, match="train-minilm"):
        train(ROOT / "configs" / "train-minilm.toml", tmp_path, tmp_path / "out", teachers=[tmp_path])
    assert not (tmp_path / "out").exists()
