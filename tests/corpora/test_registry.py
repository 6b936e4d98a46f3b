"""Which corpora are known, what one's own description must hold, and files of another layout."""

from pathlib import Path

import pytest
from study import SPEC

from empathy.cli.corpora import add
from empathy.corpora.registry import corpora, find_spec, read_corpus
from empathy.errors import ConfigError, InputError, UsageError


def test_an_added_corpus_is_known_by_name(study, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_CORPORA", str(tmp_path / "mine"))
    add(Path(study[0]))
    assert {"annomi", "epitome", "esconv", "standoff"} < set(corpora())
    assert list(corpora())[-1] == "study"
    assert len(read_corpus("study", study[1])) == 2
    with pytest.raises(UsageError, match="already"):
        add(Path(study[0]))
    with pytest.raises(UsageError, match="Known: annomi"):
        find_spec("nowhere")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('marker = "reflection"', 'marker = "mirroring"'), "mirroring"),
        (('SR = "simple"', 'SR = "plain"'), "plain"),
        (('"simple", "complex"]', '"simple"]'), "values"),
        (("[columns.mood]", "[columns.weather]"), "weather"),
        (("title", "heading"), "title|heading"),
    ],
)
def test_a_spec_that_does_not_fit_is_told_by_its_key(tmp_path, change, key):
    (tmp_path / "study.toml").write_text(SPEC.replace(*change))
    with pytest.raises(ConfigError, match=key):
        find_spec(str(tmp_path / "study.toml"))


def test_a_file_of_another_layout_is_told(study):
    with pytest.raises(InputError, match=r"not laid out as annomi.*\n.*AnnoMI-full\.csv"):
        read_corpus("annomi", study[1])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("annomi", "transcript_id,utterance_id\nx,y\n"),
        ("esconv", "[broken"),
        ("esconv", '["a dialogue"]'),
    ],
)
def test_a_file_of_another_layout_is_no_failure_of_ours(tmp_path, name, text):
    (tmp_path / "given.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"not laid out as {name}"):
        read_corpus(name, tmp_path / "given.csv")
