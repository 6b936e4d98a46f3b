"""Parse JSON and pick values from it, with errors that name the place and repeat nothing."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from empathy.errors import InputError
from empathy.ingest.times import parse_time

Json = Mapping[str, Any]
# Under which an object that stands for a text keeps its words
_INNER = ("text", "value", "content", "transcript", "body", "message")


def parse(text: str, *, path: Path, line: int | None = None) -> object:
    """Return the parsed value.

    Args:
        text: a JSON document.
        path: the file, for the error.
        line: the line of a JSONL file that ``text`` is; None for a whole file.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        # error.msg is one of the parser's fixed phrases and holds nothing of the document
        raise InputError(
            f"broken JSON: {error.msg.lower()} (character {error.colno} of the line)",
            path=path,
            line=line or error.lineno,
            hint="Export the file again, or mend it at that place.",
        ) from None
    except (RecursionError, ValueError):
        raise InputError("broken JSON: nested too deeply, or a number too long", path=path, line=line) from None


def text_of(item: Json, *keys: str) -> str:
    """Return the first of the keys that holds text; content in parts (OpenAI) is joined, "" where none is there.

    A number is text only under the first key that the object has: further ones may be running numbers.

    >>> text_of({"utterance": 7, "content": "Hi"}, "utterance", "content"), text_of({"text": 5}, "text")
    ('Hi', '5')
    >>> text_of({"text": {"value": "Hi", "annotations": []}}, "text")
    'Hi'
    >>> text_of({"text": ["So ", {"text": "sad"}, "."]}, "text"), text_of({"text": ["So", "sad"]}, "text")
    ('So sad.', 'So sad')
    """
    for key in keys:
        value = item.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, list | Mapping):
            parts = [_part(part) for part in (value if isinstance(value, list) else [value])]
            if any(part is not None for part in parts):
                # Telegram's bare parts among objects carry their own spaces, OpenAI's objects do not
                between = "" if {str} < {type(part) for part in value} else " "
                return between.join(part for part in parts if part is not None)
    return _plain(next((item[key] for key in keys if key in item), None)) or ""


def unread_text(item: Json, *keys: str) -> bool:
    """Whether a message has something in the place of its text, or a part of it, from which no words are read.

    >>> unread_text({"text": {"en": "Hi"}}, "text"), unread_text({"text": ""}, "text")
    (True, False)
    """
    value = next((item[key] for key in keys if key in item), None)
    parts = value if isinstance(value, list) else [value]
    empty = all(part is None or isinstance(part, float) or part == "" for part in parts)
    return not empty and any(isinstance(part, bool | list | Mapping) and _part(part) is None for part in parts)


def _part(value: object) -> str | None:
    """Return the words of a part: text, or an object that holds it, or holds one that does (``text.value``)."""
    for _ in range(2):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _INNER if value.get(key) is not None), None)
    return _plain(value)


def _plain(value: object) -> str | None:
    """Return text, or a number as text; None for anything else (NaN is how pandas writes that nothing is there)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if isinstance(value, float) and not math.isfinite(value) else str(value)


def label_of(item: Json, *keys: str) -> str | None:
    """Return the first of the keys that names a speaker: text, a number, or an object with a name or an id."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, Mapping):
            value = next((value[k] for k in ("name", "display_name", "id") if value.get(k) is not None), None)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return f"Speaker {value}"
    return None


def time_of(item: Json, *keys: str, milliseconds: bool = False) -> float | None:
    """Return the first of the keys that holds a time, in seconds; keys ending in ``_ms`` hold milliseconds."""
    for key in keys:
        if item.get(key) is not None:
            return parse_time(item[key], milliseconds=milliseconds or key.lower().endswith("_ms"))
    return None


def objects(value: object) -> list[Json]:
    """Return the objects of a list, or an empty list where it is none or holds anything else."""
    if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
        return value
    return []
