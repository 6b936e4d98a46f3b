"""Where the published files of a corpus lie: the file itself, or a folder that holds it."""

from collections.abc import Sequence
from pathlib import Path

from empathy.errors import InputError


def published_file(path: Path, names: Sequence[str]) -> Path:
    """Return the file to read: ``path`` itself, or the first of ``names`` in it.

    Raises:
        InputError: the folder holds none of them.
    """
    if path.is_file():
        return path
    for name in names:
        if (path / name).is_file():
            return path / name
    raise InputError("holds none of the published files", path=path, hint=f"Expected one of: {', '.join(names)}.")
