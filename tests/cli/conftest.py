import sys

import pytest

from empathy.cli import app


@pytest.fixture
def run(monkeypatch, capfd):
    """Run the command as a user does; return its exit code, stdout and stderr."""

    def _run(*arguments):
        monkeypatch.setattr(sys, "argv", ["empathy", *map(str, arguments)])
        code = app.run()
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return _run


@pytest.fixture
def never(monkeypatch):
    """Let what stands under these names fail when it is called: a command must refuse before."""

    def called(*_, **__):
        raise AssertionError("it was refused too late")

    def _never(*names):
        for name in names:
            monkeypatch.setattr(name, called)

    return _never
