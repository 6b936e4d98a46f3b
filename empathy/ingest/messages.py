"""Lists of messages in JSON: chats, corpora's dialogues, and our own records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.columns import COLUMN_NAMES, normal
from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of, unread_text
from empathy.ingest.options import ColumnMap
from empathy.ingest.rows import from_first, in_seconds, stated_role
from empathy.ingest.source import clean
from empathy.ingest.times import is_absolute
from empathy.plural import plural

# Keys under which a session keeps its messages
LISTS = (
    "messages",
    "turns",
    "utterances",
    "dialog",
    "dialogue",
    "conversation",
    "transcript",
    "records",
    "chat",
    "entries",
    "segments",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys to look under for each field, best first."""

    speaker: tuple[str, ...]
    text: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    session: tuple[str, ...]
    role: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, where it stands (``[3]`` or a line), and the session it says it is of."""

    item: Json
    place: str
    session: str | None = None
    line: int | None = None


def keys_for(item: Json, given: ColumnMap) -> Keys:
    """Return the keys that hold each field in messages like ``item``."""
    return _keys(tuple(str(key) for key in item), given)


@lru_cache(maxsize=64)  # a corpus has messages of a few shapes, and hundreds of thousands of each
def _keys(names: tuple[str, ...], given: ColumnMap) -> Keys:
    named = {normal(name): name for name in names}
    chosen = given.given()

    def keys(field: str) -> tuple[str, ...]:
        if field in chosen:
            return (chosen[field],)
        return tuple(named[name] for name in COLUMN_NAMES[field] if name in named)

    return Keys(
        speaker=keys("speaker"),
        text=keys("text"),
        start=keys("start"),
        end=keys("end"),
        session=keys("session") + (("root",) if "root" in names and "session" not in chosen else ()),
        role=keys("role"),
    )


def sessions_of(messages: Iterable[Message], given: ColumnMap, *, path: Path, format_name: str) -> Iterator[Found]:
    """Yield a session for each run of messages that name the same one.

    Raises:
        InputError: a message without text or without any speaker's key; the place is named, never the text.
    """
    for name, group in groupby(messages, key=lambda message: session_of(message, given)):
        turns, dated, unread, service = list[Turn](), False, 0, 0
        for message in group:
            if _is_service(message.item):
                service += 1
                continue
            keys = keys_for(message.item, given)
            _check(message, keys, path)
            dated |= any(is_absolute(message.item.get(key)) for key in keys.start)
            turns.append(_turn(message, keys))
            unread += unread_text(message.item, *keys.text)
        turns, notes = (from_first(turns), ()) if dated else in_seconds(turns)
        if unread:
            notes += (f"{plural(unread, 'message')} with a text, or a part of it, that is no text: not read",)
        if service:
            notes += (f"{plural(service, 'message')} of the chat itself, such as a call: not read",)
        yield Found(format=format_name, turns=tuple(turns), session=name, empty=service, notes=notes)


def _is_service(item: Json) -> bool:
    """Whether a message is what Telegram says of a chat: a call, a new member, a pinned message."""
    return item.get("type") == "service" and "action" in item


def inner_list(item: Json, *, depth: int = 2) -> list[Json]:
    """Return the messages that an object keeps under one of the usual keys, or one object deeper; or none."""
    for key in LISTS:
        value = item.get(key)
        if found := objects(value) or (
            inner_list(value, depth=depth - 1) if depth > 1 and isinstance(value, Mapping) else []
        ):
            return found
    return []


def name_of(item: Json, given: ColumnMap) -> str | None:
    """Return the session's name that an object states."""
    keys = (given.session,) if given.session else (*COLUMN_NAMES["session"], "root", "id")
    for key in keys:
        value = item.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return clean(str(value)) or None
    return None


def session_of(message: Message, given: ColumnMap) -> str | None:
    """Return the session that a message is of: the one that holds it, or the one that it names."""
    if message.session is not None:
        return message.session
    for key in keys_for(message.item, given).session:
        value = message.item.get(key)
        if isinstance(value, str | int) and str(value).strip():
            return clean(str(value)) or None
    return None


def _check(message: Message, keys: Keys, path: Path) -> None:
    missing = [
        f for f, found in (("speaker", keys.speaker), ("text", keys.text)) if not set(found) & set(message.item)
    ]
    if missing:
        known = ", ".join(
            sorted(str(key) for key in message.item if str(key).isidentifier() and len(str(key)) <= 40)[:20]
        )
        problem = f"the message at {message.place} has no key for the {' and the '.join(missing)}"
        raise InputError(
            f"{problem}; keys found: {known or 'none'}",
            unnamed=problem,
            path=path,
            line=message.line,
            hint="Say which it is: " + " ".join(f"--column {field}=NAME" for field in missing),
        )


def _turn(message: Message, keys: Keys) -> Turn:
    item = message.item
    return Turn(
        speaker=label_of(item, *keys.speaker),
        text=text_of(item, *keys.text),
        start=time_of(item, *keys.start),
        end=time_of(item, *keys.end),
        role=stated_role(next((item[key] for key in keys.role if isinstance(item.get(key), str)), None)),
        line=message.line,
    )


def as_messages(items: Iterable[Json], *, session: str | None = None, place: str = "") -> Iterator[Message]:
    """Number the objects of a list as messages."""
    for index, item in enumerate(items):
        yield Message(item=item, place=f"{place}[{index}]", session=session)


def is_message(item: Mapping[str, object], given: ColumnMap) -> bool:
    """Whether an object is a message itself rather than a session that holds a list of them."""
    keys = keys_for(item, given)
    return any(isinstance(item.get(key), str) for key in keys.text) and not inner_list(item)
