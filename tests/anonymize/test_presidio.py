import pytest

from empathy.anonymize.presidio import load_presidio


@pytest.mark.parametrize(
    ("text", "number"),
    [("my number is 44051401359 there", "44051401359"), ("the routing is 021000021.", "021000021")],
)
def test_a_number_whose_check_digits_hold_is_found(text, number):
    assert number in {text[s.start : s.end] for s in load_presidio().find(text)}


@pytest.mark.parametrize("text", ["I was born in 1983 and I am 36.", "call 12345", "no figure at all"])
def test_other_numbers_are_none(text):
    assert list(load_presidio().find(text)) == []


def test_loading_asks_the_network_for_nothing(monkeypatch):
    import socket

    def refuse(*_, **__):
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    list(load_presidio().find("my number is 44051401359 there, jo@example.org"))
