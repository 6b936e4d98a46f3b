"""Anonymizing: a raw transcript becomes one without identities; the names below load when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from empathy.anonymize.anonymizer import Anonymizer as Anonymizer
    from empathy.anonymize.result import AnonymizedTranscript as AnonymizedTranscript
    from empathy.anonymize.result import AnonymizedUtterance as AnonymizedUtterance
    from empathy.anonymize.result import Redaction as Redaction
    from empathy.anonymize.settings import AnonymizeSettings as AnonymizeSettings

__all__ = ["AnonymizeSettings", "AnonymizedTranscript", "AnonymizedUtterance", "Anonymizer", "Redaction"]

# the model and the lists cost a second; the types alone cost nothing
_HOMES = {
    "Anonymizer": "anonymizer",
    "AnonymizeSettings": "settings",
    "AnonymizedTranscript": "result",
    "AnonymizedUtterance": "result",
    "Redaction": "result",
}


def __getattr__(name: str) -> object:
    """Import a public name from the module it lives in, when it is first asked for."""
    if name in _HOMES:
        return getattr(import_module(f"empathy.anonymize.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'empathy.anonymize' has no attribute {name!r}")
