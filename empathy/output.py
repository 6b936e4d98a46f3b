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

    Where a link stands, what it leads to is written, as by other programs, and the link stays. A file that is
    written over keeps its permissions.

    Args:
        path: where the finished file shall stand.
        binary: bytes instead of UTF-8 text with ``\n`` line ends.
        private: readable by the owner alone (mode 600), as key files are; else as the file that stands there, or
            as the user's umask has it.

    Raises:
        OutputError: no folder, no permission or no room.
    """
    temporary: Path | None = None
    try:
        place = Path(os.path.realpath(path))  # renaming over a link would put a file in the link's place
        if _is_device(path):
            # renaming over it would put a file in the device's place
            with _opened(os.open(path, os.O_WRONLY), binary) as handle:
                yield handle
            return
        # the neighbour's name is short, so that any name that the system takes can be written
        descriptor, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", suffix=".part", dir=place.parent)
        temporary = Path(name)
        with _opened(descriptor, binary) as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        if not private:
            temporary.chmod(_mode(place))
        temporary.replace(place)
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


def _mode(place: Path) -> int:
    """Return the permissions of the file that stands at ``place``, else those that the umask leaves."""
    return stat.S_IMODE(place.stat().st_mode) & 0o777 if place.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
