"""What ``empathy train`` would overwrite is told before it reads or learns anything."""

import pytest
from folder_contents import contents

from empathy.resources import shipped

LEXICAL, STACK, ENCODER = (shipped("configs") / f"train-{name}.toml" for name in ("lexical", "stack", "minilm"))


@pytest.fixture
def folder(tmp_path, monkeypatch, never):
    """The folders that trainings read, with a file in each."""
    never("empathy.training.heads.train_heads")
    monkeypatch.chdir(tmp_path)
    for name in ("shared/labels/standoff.csv", "run/oof-fold0.npz", "run/final/encoder.onnx", "ours/own.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / "recipe.toml").write_text(LEXICAL.read_text())
    return tmp_path


@pytest.mark.parametrize(
    ("config", "options", "told"),
    [
        (LEXICAL, "-o shared", "-o is the folder given with --data"),
        (STACK, "-o run --encoder-run run", "-o is the folder given with --encoder-run"),
        (STACK, "-o run/final --encoder-run run", "-o is the folder given with --encoder-run"),
        (ENCODER, "-o run --teacher run", "-o is the folder given with --teacher"),
        (ENCODER, "-o run --mean-of run --mean-of ours", "-o is the folder given with --mean-of"),
        (ENCODER, "-o new --mean-of run --teacher ours", "not used when training a mean of encoders: --teacher"),
        (LEXICAL, "-o new --held-out shared/labels/standoff.csv", "--held-out is a file that is read"),
        (STACK, "-o new --encoder-run run --held-out run/oof-fold0.npz", "--held-out is a file that is read"),
        ("recipe.toml", "-o new --held-out recipe.toml", "--held-out is the recipe"),
        (LEXICAL, "-o ours", "-o holds markers of your own"),
    ],
)
def test_what_is_read_is_not_overwritten(run, folder, config, options, told):
    before = contents(folder)
    code, _, err = run("train", config, "--data", "shared", *options.split())
    assert code == 2
    assert told in err
    assert contents(folder) == before
