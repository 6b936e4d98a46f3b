"""The one exception tree; only the command line turns it into a message and an exit code."""

from pathlib import Path


class EmpathyError(Exception):
    """A failure that is explained to the user; exit code 1, a failure of ours, unless a child says otherwise.

    Messages say what was expected, what came and what to do. They never hold a word of a transcript.
    """

    exit_code = 1


class InputError(EmpathyError):
    """The input is at fault: ``file``, line or column, what was expected, what to do (exit code 2).

    A message may list what was found, speakers' names among it, for the user's eyes; ``unnamed`` then says the same
    without them, for a file.
    """

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: str | None = None,
        hint: str | None = None,
        unnamed: str | None = None,
    ) -> None:
        self.message, self.path, self.line, self.column, self.hint = message, path, line, column, hint
        self.unnamed = unnamed or message
        super().__init__(message)

    def at(self, path: Path | str) -> "InputError":
        """Return the error with its file named, where it was raised too deep to know it."""
        if self.path is None:
            self.path = path
        return self

    def __str__(self) -> str:
        place = str(self.path) if self.path is not None else ""
        place += f", line {self.line}" if self.line is not None else ""
        place += f", column {self.column!r}" if self.column is not None else ""
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class RolesError(InputError):
    """Who is the helper and who the client cannot be told; names were found, an option settles it."""


class UsageError(InputError):
    """The call is at fault: an option, a value or a combination of them."""


class OutputError(InputError):
    """A result cannot be written where it was asked for (no permission, no such folder, full disk)."""


class ModelError(EmpathyError):
    """A model, given or installed, does not fit: a missing file, a wrong digest, features that differ.

    The program did what it should; what it was given or installed with is at fault: exit code 2, as where an extra
    is not installed.
    """

    exit_code = 2


class ConfigError(InputError):
    """A configuration file does not say what it should; the message names the key."""


class LeakError(EmpathyError):
    """A likely identifier was found in something about to be written; nothing was written."""

    exit_code = 2
