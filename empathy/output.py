"""Write a file whole or not at all: beside its place first, then renamed over it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from empathy.errors import OutputError


@contextmanager
def atomic_writer(path: Path, *, binary: bool = False, private: bool = False) -> Iterator[IO[str] | IO[bytes]]:
    r"""Yield a handle on a temporary neighbour of ``path``, renamed to it on success, removed on failure.

    Args:
        path: where the finished file shall stand.
        binary: bytes instead of UTF-8 text with ``\n`` line ends.
        private: readable by the owner alone (mode 600), as key files are; else the user's umask.

    Raises:
        OutputError: no folder, no permission or no room.
    """
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        if binary:
            handle: IO[str] | IO[bytes] = os.fdopen(descriptor, "wb")
        else:
            handle = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")
        with handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        if not private:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"cannot be written ({reason})", path=path, hint="Choose another place with -o, or make room."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_atomically(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write ``content`` to ``path`` whole or not at all; see :func:`atomic_writer`."""
    with atomic_writer(path, binary=isinstance(content, bytes), private=private) as handle:
        handle.write(content)  # type: ignore[arg-type]  # the mode follows the content's type


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
