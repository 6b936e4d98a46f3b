import json

import pytest

from empathy.errors import UsageError
from empathy.training.run_record import remember

RECIPE = 'name = "small"\nrate = 1e-4\n'


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "recipe-given.toml"
    path.write_text(RECIPE)
    return path


@pytest.fixture
def run(tmp_path, config):
    """A folder in which a training was stopped."""
    out = tmp_path / "run"
    remember(out, config, share=0.5, teachers=[tmp_path / "first"])
    (out / "fold0.pt").touch()
    return out


def test_the_folder_tells_what_the_training_was_told(run):
    assert (run / "recipe.toml").read_text() == RECIPE
    assert json.loads((run / "run.json").read_text()) == {"share": 0.5, "teachers": ["first"]}


def test_a_training_goes_on_as_it_began(run, config, tmp_path):
    config.write_text('name = "renamed"\nrate = 0.0001  # as before\n')
    remember(run, config, share=0.5, teachers=[tmp_path / "elsewhere" / "first"])
    assert "renamed" in (run / "recipe.toml").read_text()


@pytest.mark.parametrize(
    ("text", "share", "teacher", "said"),
    [
        (RECIPE.replace("1e-4", "2e-4"), 0.5, "first", "rate = 0.0001, not 0.0002"),
        (RECIPE, 1.0, "first", "share 0.5, not 1.0"),
        (RECIPE, 0.5, "second", r"teachers \['first'\], not \['second'\]"),
    ],
)
def test_a_training_that_is_told_otherwise_is_refused(run, config, tmp_path, text, share, teacher, said):
    config.write_text(text)
    with pytest.raises(UsageError, match=said):
        remember(run, config, share=share, teachers=[tmp_path / teacher])
    assert (run / "recipe.toml").read_text() == RECIPE


def test_a_folder_without_a_checkpoint_may_begin_anew(run, config):
    (run / "fold0.pt").unlink()
    remember(run, config, share=1.0, teachers=[])
    assert json.loads((run / "run.json").read_text()) == {"share": 1.0, "teachers": []}


def test_a_run_of_an_earlier_version_has_its_recipe_alone(run, config):
    (run / "run.json").unlink()
    remember(run, config, share=1.0, teachers=[])


def test_the_mean_of_other_runs_is_another_training(run, config, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    with pytest.raises(UsageError, match=r"mean_of None, not \['first', 'second'\]"):
        remember(run, config, share=0.5, teachers=[first], mean_of=[first, second])
    mean = tmp_path / "mean"
    remember(mean, config, share=1.0, teachers=[], mean_of=[first, second])
    (mean / "fold0.pt").touch()
    with pytest.raises(UsageError, match=r"mean_of \['first', 'second'\], not None"):
        remember(mean, config, share=1.0, teachers=[])
