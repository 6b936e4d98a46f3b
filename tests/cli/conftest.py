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
