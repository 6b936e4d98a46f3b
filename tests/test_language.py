import pytest

from empathy import language
from empathy.errors import ModelError


def test_the_installed_pipeline_is_the_one_measured():
    assert language.checked_folder().is_dir()


def test_other_weights_are_refused(tmp_path, monkeypatch):
    for component in ("ner", "tok2vec"):
        (tmp_path / component).mkdir()
        (tmp_path / component / "model").write_bytes(b"other")
    monkeypatch.setattr(language, "pipeline_folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="weights"):
        language.checked_folder()


def test_without_a_pipeline_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(language, "_PACKAGES", ("no_such_pipeline",))
    with pytest.raises(ModelError, match="en-core-web-sm"):
        language.pipeline_folder()


@pytest.mark.slow
def test_only_what_names_need_is_loaded():
    assert language.load_pipeline().pipe_names == ["tok2vec", "ner"]
