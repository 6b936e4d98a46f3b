"""The command line: one thin file per command, and the one place where errors become messages."""

from empathy.cli.app import main

__all__ = ["main"]
