"""A finished result to its file or to standard output, the same bytes either way."""

import os
import sys
from contextlib import suppress
from pathlib import Path


def write_out(content: bytes, out: Path | None, *, private: bool = False) -> None:
    """Write a result whole to ``out``, or to standard output as it is, whatever encoding the terminal is set to.

    A ``private`` file is readable by its owner alone.

    Raises:
        OutputError: the file cannot be written.
    """
    from empathy.errors import OutputError
    from empathy.output import write_atomically

    if out is None:
        try:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except OSError as error:
            _drop_rest()
            raise OutputError(
                f"standard output cannot be written ({error.strerror})", hint="Name a file with -o."
            ) from error
    else:
        write_atomically(out, content, private=private)


def _drop_rest() -> None:
    """Send what is still to be written nowhere: leaving would fail on it a second time."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
