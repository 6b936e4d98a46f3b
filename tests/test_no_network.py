"""No command opens a socket: each runs on a small transcript with sockets forbidden."""

import socket
import sys
from pathlib import Path

import pytest
import typer

from empathy.cli import app

TURNS = (
    "Therapist: Hi, Natalie. How was your week?\nClient: Bad. Mail me at jo@example.org, see www.example.org.\n" * 3
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


@pytest.mark.parametrize("command", _commands())
def test_a_command_opens_no_socket(command, no_sockets, monkeypatch, tmp_path, capfd):
    path = tmp_path / "session.txt"
    path.write_text(TURNS, encoding="utf-8")
    arguments = {
        "report": [path, "-o", tmp_path / "report.html"],
        "score": [path],
        "anonymize": [path, "--format", "jsonl"],
        "markers": [],
    }.get(command, ["--help"])
    monkeypatch.setattr(sys, "argv", ["empathy", command, *map(str, arguments)])
    code = app.run()
    assert no_sockets == []
    assert code in {0, 1, 2}
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
