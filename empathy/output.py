"""Write a file whole or not at all: beside its place first, then renamed over it."""

import os
import stat
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
        if _is_device(path):
            # renaming over it would put a file in the device's place
            with _opened(os.open(path, os.O_WRONLY), binary) as handle:
                yield handle
            return
        # the neighbour's name is short, so that any name that the system takes can be written
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with _opened(descriptor, binary) as handle:
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


def _opened(descriptor: int, binary: bool) -> IO[str] | IO[bytes]:
    return os.fdopen(descriptor, "wb") if binary else os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")


def _is_device(path: Path) -> bool:
    """Whether what stands there is neither a file nor a folder: a device or a pipe (``/dev/null``)."""
    mode = path.stat().st_mode if path.exists() else 0
    return bool(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
