"""``empathy key`` as a user runs it."""

import json

import pytest

from empathy.anonymize.keyfile import write_key

PASSPHRASE = "correct horse battery"
KEYS = {"one": {"[PERSON_1]": ("Natalie Baker", "Natalie"), "[PHONE_1]": ("07911\n123456",)}, "two": {}}


@pytest.fixture
def key(tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "key.json"
    write_key(path, KEYS, PASSPHRASE)
    return path


def test_it_shows_a_line_a_placeholder(run, key):
    assert run("key", key) == (
        0,
        "one\n  [PERSON_1]  Natalie Baker | Natalie\n  [PHONE_1]   07911 123456\n\ntwo\n  nothing was replaced\n",
        "",
    )


def test_nothing_of_a_name_steers_the_terminal(run, tmp_path, key):
    write_key(key, {"one": {"[PERSON_1]": ("Nat\x1b[2Jalie",)}}, PASSPHRASE)
    assert "Nat[2Jalie" in run("key", key)[1]


@pytest.mark.parametrize("name", ["names.json", "names.txt", "names"])
def test_what_it_writes_is_the_owner_s_alone(run, key, tmp_path, name):
    target = tmp_path / name
    assert run("key", key, "-o", target) == (0, "", "")
    assert target.stat().st_mode & 0o777 == 0o600
    if name.endswith(".json"):
        assert json.loads(target.read_text(encoding="utf-8")) == json.loads(json.dumps(KEYS))
    else:
        assert "Natalie Baker | Natalie" in target.read_text(encoding="utf-8")


def test_another_passphrase_opens_nothing(run, key, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "battery horse correct")
    code, out, err = run("key", key, "-o", tmp_path / "names.txt")
    assert (code, out) == (2, "")
    assert "the passphrase does not open this key file" in err
    assert list(tmp_path.iterdir()) == [key]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["none.json"], "cannot be read"),
        (["."], "cannot be read"),
        (["session.txt"], "expected a key file written by"),
        (["key.json", "-o", "names.csv"], ".csv files are not written"),
        (["key.json", "-o", "key.json"], "-o is the key file"),
        (["key.json", "-o", "none/names.txt"], "there is no such folder"),
    ],
)
def test_it_refuses_before_it_asks(run, key, tmp_path, monkeypatch, never, given, told):
    never("empathy.cli.key.ask_passphrase")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "session.txt").write_text("Therapist: Hi, Natalie.\n")
    before = key.read_bytes()
    code, out, err = run("key", *given)
    assert (code, out) == (2, "")
    assert told in err
    assert "Natalie" not in err
    assert key.read_bytes() == before


def test_without_a_passphrase_it_says_how_to_give_one(run, key, monkeypatch):
    monkeypatch.delenv("EMPATHY_KEY_PASSPHRASE")
    code, _, err = run("key", key)
    assert code == 2
    assert "the key file needs a passphrase" in err
    assert "EMPATHY_KEY_PASSPHRASE" in err


def test_what_anonymize_hid_is_found_again(run, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", PASSPHRASE)
    (tmp_path / "intake.txt").write_text("Therapist: Hi, Natalie Baker.\nClient: Hello.\n", encoding="utf-8")
    code, _, err = run("anonymize", tmp_path / "intake.txt", "--key", tmp_path / "key.json")
    assert code == 0
    assert "'empathy key' opens it" in err
    assert "Natalie Baker" in run("key", tmp_path / "key.json")[1]
