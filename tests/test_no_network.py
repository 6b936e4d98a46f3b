"""No command opens a socket: each runs on a small transcript with sockets forbidden."""

import socket
import sys
from pathlib import Path

import pytest
import typer

from empathy.anonymize.keyfile import write_key
from empathy.cli import app

TURNS = (
    "Therapist: Hi, Natalie. How was your week?\nClient: Bad. Mail me at jo@example.org, see www.example.org.\n" * 3
)
PASSPHRASE = "correct horse battery"
CHAT = (
    '{"conversation_id": "%s", "dialog": ['
    '{"speaker": "seeker", "strategy": null, "content": "I lost my job and I feel lost."}, '
    '{"speaker": "supporter", "strategy": "Questions", "content": "How long ago did that happen?"}]}\n'
)


class _Forbidden(Exception):
    """Raised where a socket would have been opened."""


@pytest.fixture
def no_sockets(monkeypatch):
    tried = []

    def refuse(*arguments, **_):
        tried.append(arguments)
        raise _Forbidden(f"a socket was asked for: {arguments}")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    return tried


def _commands():
    group = typer.main.get_command(app.app)
    return sorted(group.commands)


def _key(folder):
    write_key(folder / "key.json", {"session": {"[PERSON_1]": ("Natalie",)}}, PASSPHRASE)
    return folder / "key.json"


def _arguments(command, folder):
    """Return a call that does the command's whole work on something small."""
    session = folder / "session.txt"
    session.write_text(TURNS, encoding="utf-8")
    coders = [folder / "a.csv", folder / "b.csv"]
    for path, labels in zip(coders, (("yes", "no", "no"), ("yes", "no", "yes")), strict=True):
        rows = "".join(f"s,{i},{label}\n" for i, label in enumerate(labels))
        path.write_text(f"session,utterance,validation\n{rows}", encoding="utf-8")
    corpus = folder / "esconv.jsonl"
    corpus.write_text("".join(CHAT % name for name in "ab"), encoding="utf-8")
    return {
        "report": [session, "-o", folder / "report.html"],
        "score": [session],
        "anonymize": [session, "--format", "jsonl"],
        "key": [_key(folder)],
        "markers": [],
        "batch": [session, "-o", folder / "scores"],
        "evaluate": [f"esconv:{corpus}"],
        "agreement": coders,
        "corpora": ["validate", f"esconv:{corpus}"],
        "bench": ["model"],
        # its own work is tested where it lives; the import of the trainer is what could reach out here
        "train": ["--help"],
    }[command]


@pytest.mark.parametrize("command", _commands())
def test_a_command_opens_no_socket(command, no_sockets, monkeypatch, tmp_path, capfd):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(sys, "argv", ["empathy", command, *map(str, _arguments(command, tmp_path))])
    code = app.run()
    assert no_sockets == []
    assert code == 0, capfd.readouterr().err
    capfd.readouterr()


def test_presidio_beside_is_kept_from_fetching_its_suffix_list(no_sockets, tmp_path, monkeypatch):
    from empathy.evaluation.privacy.presidio_defaults import keep_tldextract_offline

    keep_tldextract_offline()
    import tldextract

    assert tldextract.extract("mail.example.co.uk").domain == "example"
    assert no_sockets == []


def test_every_command_has_a_module_that_names_no_host():
    for path in sorted(Path(app.__file__).parent.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert "http://" not in text or "127.0.0.1" in text, path.name
