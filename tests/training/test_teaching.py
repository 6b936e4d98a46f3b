import os
from pathlib import Path

import numpy as np
import pytest
from tiny_session import session

pytest.importorskip("torch")

from dataclasses import replace

from empathy.errors import InputError
from empathy.training import teaching
from empathy.training.recipe import read_recipe
from empathy.training.teaching import taught, teachers_of

ROOT = Path(__file__).parents[2]
RECIPE = read_recipe(ROOT / "configs" / "train-encoder.toml")


def run(folder, *names):
    folder.mkdir()
    for name in names:
        (folder / f"{name}.pt").touch()
    return folder


@pytest.fixture
def heard(monkeypatch):
    """Checkpoints that believe the number in their name, and who was asked of what."""
    asked = []

    def beliefs(path, sessions, layout):
        asked.extend((path.stem, s.session) for s in sessions)
        value = float(path.stem[-1]) if path.stem[-1].isdigit() else 9.0
        return {(s.corpus, s.session, u.id): np.full(3, value, np.float32) for s in sessions for u in s.utterances}

    monkeypatch.setattr(teaching, "read_checkpoint", lambda path: path)
    monkeypatch.setattr(teaching, "beliefs", beliefs)
    return asked


SESSIONS = [replace(session(), session=f"s{fold}") for fold in range(5)]
ASSIGNED = {(s.corpus, s.session): fold for fold, s in enumerate(SESSIONS)}


def test_a_fold_is_taught_by_the_encoders_of_the_same_fold(tmp_path, heard):
    runs = [run(tmp_path / name, "fold1", "fold2") for name in ("one", "two")]
    known = teachers_of(runs, ["fold1"])
    teacher = taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:], None)
    assert {name for name, _ in heard} == {"fold1"} and len(heard) == 2 * 3
    assert {float(belief[0]) for belief in teacher.beliefs.values()} == {1.0}
    assert (teacher.share, teacher.uncoded) == (RECIPE.teacher_share, RECIPE.teacher_uncoded)


def test_the_last_one_is_taught_by_the_last_or_else_by_folds_that_have_seen_what_they_teach(tmp_path, heard):
    folds = [f"fold{fold}" for fold in range(5)]
    whole, parts = run(tmp_path / "whole", "final", *folds), run(tmp_path / "parts", *folds)
    taught(RECIPE, teachers_of([whole], ["final"]), ASSIGNED, tmp_path, "final", SESSIONS, None)
    assert {name for name, _ in heard} == {"final"}
    heard.clear()
    teacher = taught(RECIPE, teachers_of([whole, parts], ["final"]), ASSIGNED, tmp_path, "final", SESSIONS, None)
    of_parts = [each for each in heard if each[0] != "final"]
    assert of_parts == [("fold1", "s0"), ("fold2", "s1"), ("fold3", "s2"), ("fold4", "s3"), ("fold0", "s4")]
    first = SESSIONS[0]
    assert teacher.beliefs[first.corpus, first.session, first.utterances[0].id][0] == (9 + 1) / 2


def test_what_a_teacher_said_is_asked_once(tmp_path, heard):
    known = teachers_of([run(tmp_path / "one", "fold1")], ["fold1"])
    first = taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:4], None)
    again = taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:4], None)
    assert first.beliefs.keys() == again.beliefs.keys() and len(heard) == 2
    wider = taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:], None)
    assert wider.beliefs.keys() > first.beliefs.keys() and heard[2:] == [("fold1", "s4")]
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["fold1.pt"]  # a teacher's folder is only read


def test_another_checkpoint_or_other_words_are_asked_anew(tmp_path, heard):
    known = teachers_of([run(tmp_path / "one", "fold1")], ["fold1"])
    taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:4], None)
    first = SESSIONS[2]
    said = replace(first, utterances=(replace(first.utterances[0], text="Other words."), *first.utterances[1:]))
    taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", [said, SESSIONS[3]], None)
    assert heard[2:] == [("fold1", "s2")]
    (tmp_path / "one" / "fold1.pt").write_bytes(b"another")
    os.utime(tmp_path / "one" / "fold1.pt", (0, 0))  # copied with its older time
    taught(RECIPE, known, ASSIGNED, tmp_path, "fold1", SESSIONS[2:4], None)
    assert heard[3:] == [("fold1", "s2"), ("fold1", "s3")]


def test_an_unfinished_run_of_teachers_is_told(tmp_path):
    with pytest.raises(InputError, match=r"has no fold3\.pt"):
        teachers_of([run(tmp_path / "one", "fold0")], ["fold0", "fold3"])
    with pytest.raises(InputError, match=r"has no fold1\.pt, fold2\.pt, fold3\.pt, fold4\.pt"):
        teachers_of([tmp_path / "one"], ["final"])
    with pytest.raises(InputError, match="none is given"):
        teachers_of([], ["fold0"])


def test_what_has_no_teacher_learns_from_the_coders_alone(tmp_path):
    assert taught(RECIPE, {}, ASSIGNED, tmp_path, "fold0", SESSIONS, None) is None
