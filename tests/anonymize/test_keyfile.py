import pytest

from empathy.anonymize.keyfile import read_key, write_key
from empathy.errors import InputError, UsageError

KEYS = {"session": {"[PERSON_1]": ("Natalie Baker", "Natalie")}}


def test_the_key_comes_back_with_its_passphrase_only(tmp_path):
    path = tmp_path / "key.json"
    write_key(path, KEYS, "correct horse battery")
    assert read_key(path, "correct horse battery") == KEYS
    with pytest.raises(InputError):
        read_key(path, "another passphrase")


def test_the_key_file_is_the_owners_alone_and_shows_no_name(tmp_path):
    path = tmp_path / "key.json"
    write_key(path, KEYS, "correct horse battery")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Natalie" not in path.read_text()


def test_a_short_passphrase_and_another_file_are_refused(tmp_path):
    with pytest.raises(UsageError):
        write_key(tmp_path / "key.json", KEYS, "short")
    assert not (tmp_path / "key.json").exists()
    (tmp_path / "other.json").write_text('{"format": "else"}')
    with pytest.raises(InputError):
        read_key(tmp_path / "other.json", "correct horse battery")
