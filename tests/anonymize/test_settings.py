import pytest

from empathy.anonymize.settings import load_settings, read_user_list
from empathy.errors import ConfigError, UsageError


def test_the_shipped_settings_are_standard():
    assert load_settings().level == "standard"
    assert load_settings().model


@pytest.mark.parametrize("content", ["level = 'lax'", "colour = 1", "level ="])
def test_a_config_that_says_something_else_is_refused(tmp_path, content):
    path = tmp_path / "anonymize.toml"
    path.write_text(content)
    with pytest.raises(ConfigError):
        load_settings(path)


def test_a_users_list_skips_comments_and_blank_lines(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("# names\n\nNatalie\n the Colonel \n", encoding="utf-8")
    assert read_user_list(path) == ("Natalie", "the Colonel")
    with pytest.raises(UsageError):
        read_user_list(tmp_path / "missing.txt")
