import json
import os

import pytest

from empathy.anonymize.keyfile import read_key, require_key, write_key
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


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("salt", "no base64 at all!", "or the file was altered"),
        ("salt", "é", "or the file was altered"),
        ("data", "AAAA", "or the file was altered"),
        ("data", "é", "or the file was altered"),
        ("cost", 3, "or the file was altered"),
        ("cost", -1, "of version 1"),
        ("cost", 2**40, "of version 1"),
        ("version", 2, "of version 1"),
        ("data", None, "expected a key file written by"),
    ],
)
def test_a_damaged_key_file_is_told(tmp_path, name, value, told):
    path = tmp_path / "key.json"
    write_key(path, KEYS, "correct horse battery")
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    with pytest.raises(InputError, match=told):
        read_key(path, "correct horse battery")


def test_the_form_of_a_key_file_takes_no_passphrase_to_tell(tmp_path):
    path = tmp_path / "key.json"
    write_key(path, KEYS, "correct horse battery")
    require_key(path)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(InputError, match="damaged"):
        require_key(path)


def test_a_passphrase_of_bytes_that_are_no_text_is_one_too(tmp_path):
    secret = os.fsdecode(b"p\xe4ssword123")
    write_key(tmp_path / "key.json", KEYS, secret)
    assert read_key(tmp_path / "key.json", secret) == KEYS
