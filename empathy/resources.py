"""Where the shipped folders lie: in a checkout at the top level, in a wheel inside the package."""

from pathlib import Path
from typing import Literal

from empathy.errors import ModelError

Folder = Literal["configs", "models", "corpora"]
_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: Folder) -> Path:
    """Return the folder of shipped configurations, models or descriptions of corpora.

    Raises:
        ModelError: when the installation lacks it.
    """
    for candidate in (_PACKAGE / "_shipped" / folder, _PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise ModelError(f"this installation has no {folder!r} folder; install the package again from its wheel")
