"""Score markers of empathy in every utterance of an anonymized practice transcript.

The names below load lazily, so that ``import empathy`` and ``empathy --help`` stay light.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from empathy.ingest import read as read
    from empathy.pipeline import load as load
    from empathy.transcript import Role as Role
    from empathy.transcript import Transcript as Transcript

__version__ = "0.1.0"
__all__ = ["Role", "Transcript", "__version__", "load", "read"]

_HOMES = {
    "load": "empathy.pipeline",
    "read": "empathy.ingest",
    "Role": "empathy.transcript",
    "Transcript": "empathy.transcript",
}


def __getattr__(name: str) -> object:
    """Import a public name from the module it lives in, when it is first asked for."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'empathy' has no attribute {name!r}")
