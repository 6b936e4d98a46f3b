"""A finished result to its file or to standard output, the same bytes either way."""

import sys
from pathlib import Path


def write_out(content: bytes, out: Path | None) -> None:
    """Write a result whole to ``out``, or to standard output as it is, whatever encoding the terminal is set to.

    Raises:
        OutputError: the file cannot be written.
    """
    from empathy.output import write_atomically

    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(out, content)
