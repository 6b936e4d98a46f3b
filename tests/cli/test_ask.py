import pytest

from empathy.cli.ask import ask_roles
from empathy.errors import RolesError
from empathy.transcript import Role, Transcript


@pytest.fixture
def answers(monkeypatch):
    def give(*texts):
        left = list(texts)
        defaults = []

        def prompt(text, default=None, err=False):
            assert err
            defaults.append(default)
            return left.pop(0) or default

        monkeypatch.setattr("typer.prompt", prompt)
        return defaults

    return give


def talk(*names):
    return Transcript.from_turns([(name, f"{name} says {i}") for i, name in enumerate(names * 3)], session="s")


def test_two_lines_of_each_speaker_are_shown(answers, capsys):
    answers("h", "c")
    assert ask_roles(talk("Dana", "Sam")) == {"Dana": Role.HELPER, "Sam": Role.CLIENT}
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [shown.err.count(f"{name} says") for name in ("Dana", "Sam")] == [2, 2]


def test_what_is_left_or_known_is_the_default(answers):
    defaults = answers("client", "")
    assert ask_roles(talk("Dana", "Sam")) == {"Dana": Role.CLIENT, "Sam": Role.HELPER}
    assert defaults == [None, "helper"]
    defaults = answers("", "c", "o")
    assert ask_roles(talk("Therapist", "Sam", "Mo"))["Therapist"] is Role.HELPER
    assert defaults == ["helper", None, None]


def test_asked_again_until_it_is_an_answer(answers):
    answers("x", "h", "c")
    assert ask_roles(talk("Dana", "Sam"))["Dana"] is Role.HELPER


def test_both_are_needed(answers):
    answers("h", "o")
    with pytest.raises(RolesError, match="a helper and a client are needed"):
        ask_roles(talk("Dana", "Sam"))
