from types import SimpleNamespace

import pytest
import torch
from tiny_tokenizer import tokenizer

from empathy.errors import InputError, UsageError
from empathy.training import run
from empathy.training.loop import is_finished
from empathy.training.mean import write_means
from empathy.training.recipe import Recipe


def checkpoint(run, name, *values, **more):
    run.mkdir(exist_ok=True)
    state = {"average": {"heads.bias": torch.tensor(values)}, "done": 9, "number": 3, "shape": {"layers": 2}}
    torch.save(state | more, run / f"{name}.pt")
    return run


@pytest.fixture
def runs(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for name in ("fold0", "final"):
        checkpoint(first, name, 1.0, 4.0)
        checkpoint(second, name, 3.0, 0.0)
    return [first, second]


def test_each_encoder_is_the_mean_of_the_runs(runs, tmp_path):
    out = tmp_path / "mean"
    write_means(runs, out, ["fold0", "final"])
    for name in ("fold0", "final"):
        assert is_finished(out / f"{name}.pt")
        state = torch.load(out / f"{name}.pt", weights_only=True)
        assert state["average"]["heads.bias"].tolist() == [2.0, 2.0]
        assert state["shape"] == {"layers": 2}
    assert sorted(path.name for path in out.iterdir()) == ["final.pt", "fold0.pt"]


def test_what_stands_there_is_left(runs, tmp_path):
    out = checkpoint(tmp_path / "mean", "fold0", 7.0, 7.0)
    write_means(runs, out, ["fold0"])
    assert torch.load(out / "fold0.pt", weights_only=True)["average"]["heads.bias"].tolist() == [7.0, 7.0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda run: (run / "final.pt").unlink(), "has no finished final.pt"),
        (lambda run: checkpoint(run, "final", 1.0, 2.0, optimizer={}), "has no finished final.pt"),
        (lambda run: checkpoint(run, "final", 1.0, 2.0, 3.0), "another shape than that of first"),
    ],
)
def test_a_run_that_does_not_fit_is_told(runs, tmp_path, spoil, said):
    spoil(runs[1])
    with pytest.raises(InputError, match=said):
        write_means(runs, tmp_path / "mean", ["final"])
    assert not (tmp_path / "mean" / "final.pt").exists()


def test_one_run_has_no_mean(runs, tmp_path):
    with pytest.raises(UsageError, match="two runs or more"):
        write_means(runs[:1], tmp_path / "mean", ["final"])


def test_a_mean_is_exported_and_not_trained_on(runs, tmp_path, monkeypatch):
    exported = []
    body = SimpleNamespace(shipped=True, shape=None)
    replaced = {
        "pretrained": lambda _name: body,
        "prepare_tokenizer": lambda _tokenizer: tokenizer(),
        "Tokenizer": SimpleNamespace(from_file=lambda _path: None),
        "base_folder": lambda: tmp_path,
        "read_checkpoint": lambda path: path.name,
        "train_encoder": lambda *_args, **_more: pytest.fail("trained"),
        "export_folder": lambda encoder, _tokenizer, folder: exported.append((encoder, folder.name)),
    }
    for name, stand_in in replaced.items():
        monkeypatch.setattr(run, name, stand_in)
    write_means(runs, tmp_path / "mean", ["fold0"])
    run._encoder(Recipe(name="tiny"), [], tmp_path / "mean", "fold0", lambda *_: pytest.fail("taught"))
    assert exported == [("fold0.pt", "fold0")]
