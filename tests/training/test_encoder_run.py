import numpy as np
import pytest
from tiny_run import write_folds

from empathy.errors import InputError
from empathy.training.dataset import gather
from empathy.training.encoder_run import read_run


@pytest.fixture(scope="module")
def rows():
    from tiny import sessions

    return gather(sessions())


def test_each_utterance_gets_its_own_logits(tmp_path, rows):
    write_folds(tmp_path, rows)
    run = read_run(tmp_path, rows)
    assert run.clean[:, 0].tolist() == list(range(len(rows.fold)))
    assert run.spoken.sum() == 5
    assert (run.speech[run.spoken, 0] == -np.flatnonzero(run.spoken)).all()


def test_a_missing_fold_is_named(tmp_path, rows):
    write_folds(tmp_path, rows, folds=range(4))
    with pytest.raises(InputError, match="oof-fold4"):
        read_run(tmp_path, rows)


def test_a_missing_utterance_is_counted(tmp_path, rows):
    write_folds(tmp_path, rows, without=[3])
    with pytest.raises(InputError, match="lacks 1 of"):
        read_run(tmp_path, rows)


def test_no_folder_says_what_to_give():
    with pytest.raises(InputError, match="encoder's run"):
        read_run(None, None)
