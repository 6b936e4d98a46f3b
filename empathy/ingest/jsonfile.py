"""JSON and JSONL files: a recogniser's output, a chat, many sessions, or a record a line."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.found import Found
from empathy.ingest.jsonvalues import Json, objects, parse
from empathy.ingest.messages import Message, as_messages, inner_list, is_message, name_of, session_of, sessions_of
from empathy.ingest.options import ColumnMap, Options
from empathy.ingest.recognisers import RECOGNISERS
from empathy.ingest.source import detect_encoding, open_text, read_text

_EXPECTED = (
    'Expected a list of messages ([{"speaker": …, "text": …}]), '
    "or the JSON of Whisper, AssemblyAI, Deepgram, AWS, Azure, Google, Rev or Speechmatics."
)


def read_json(path: Path, options: Options) -> Iterator[Found]:
    """Read a JSON file; a file of one object a line is read as JSONL.

    Raises:
        InputError: broken JSON (with line and place), or a shape that holds no messages.
    """
    text, notes = read_text(path)
    if _is_jsonl(text):
        yield from read_jsonl(path, options)
        return
    for found in _sessions(parse(text, path=path), path, options.columns):
        yield Found(
            format=found.format,
            turns=found.turns,
            splits=found.splits,
            session=found.session,
            notes=notes + found.notes,
        )


def read_jsonl(path: Path, options: Options) -> Iterator[Found]:
    """Read a JSONL file line by line: each line a message, or a session that holds its messages.

    Messages of one session are expected together; where they are not, the file is read whole and brought together.
    """
    given = options.columns
    if not _together(path, given):
        groups: dict[str | None, list[Message]] = {}
        for message in _line_messages(path, given):
            groups.setdefault(session_of(message, given), []).append(message)
        messages: Iterable[Message] = (message for group in groups.values() for message in group)
    else:
        messages = _line_messages(path, given)
    yield from sessions_of(messages, given, path=path, format_name="JSONL")


def _is_jsonl(text: str) -> bool:
    """Whether the text is one object a line: a line closes an object, and the next opens another."""
    lines = [line.strip() for line in text.strip().split("\n", 2)[:2]]
    return len(lines) == 2 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _sessions(data: object, path: Path, given: ColumnMap) -> Iterator[Found]:
    if isinstance(data, Mapping):
        for reader in RECOGNISERS:
            if found := reader(data):
                yield found
                return
        if items := inner_list(data):
            yield from _many(items, path, given, session=name_of(data, given))
            return
        named = {name: _list_in(value) for name, value in data.items()}
        if named and all(named.values()):
            for name, items in named.items():
                yield from sessions_of(as_messages(items, session=str(name)), given, path=path, format_name="JSON")
            return
    elif items := objects(data):
        yield from _many(items, path, given, session=None)
        return
    what = "an object without a list of messages" if isinstance(data, Mapping) else "a list without messages"
    if not isinstance(data, Mapping | list):
        what = "a single value"
    raise InputError(f"the JSON holds {what}", path=path, hint=_EXPECTED)


def _list_in(value: object) -> list[Json]:
    return inner_list(value) if isinstance(value, Mapping) else objects(value)


def _many(items: list[Json], path: Path, given: ColumnMap, *, session: str | None) -> Iterator[Found]:
    """Read a list of messages, or a list of sessions that hold their messages."""
    if not is_message(items[0], given) and inner_list(items[0]):
        for index, item in enumerate(items):
            inner = inner_list(item)
            if not inner:
                raise InputError(f"the session at [{index}] holds no messages", path=path, hint=_EXPECTED)
            name = name_of(item, given) or f"{path.stem}-{index + 1}"
            yield from sessions_of(
                as_messages(inner, session=name, place=f"[{index}]"), given, path=path, format_name="JSON"
            )
        return
    messages = list(as_messages(items, session=session))
    groups: dict[str | None, list[Message]] = {}
    for message in messages:
        groups.setdefault(session_of(message, given), []).append(message)
    joined = [message for group in groups.values() for message in group]
    yield from sessions_of(joined, given, path=path, format_name="JSON")


def _line_messages(path: Path, given: ColumnMap) -> Iterator[Message]:
    empty = True
    with open_text(path, detect_encoding(path)) as handle:
        for number, raw in enumerate(handle, start=1):
            line = raw.strip("\ufeff \t\r\n")
            if not line:
                continue
            empty = False
            item = parse(line, path=path, line=number)
            if not isinstance(item, Mapping):
                raise InputError("a JSON object was expected on each line", path=path, line=number, hint=_EXPECTED)
            if is_message(item, given) or not (inner := inner_list(item)):
                yield Message(item=item, place=f"line {number}", line=number)
                continue
            name = name_of(item, given) or f"{path.stem}-{number}"
            for index, message in enumerate(inner):
                yield Message(item=message, place=f"line {number} [{index}]", session=name, line=number)
    if empty:
        raise InputError("the file holds no JSON object", path=path, hint=_EXPECTED)


def _together(path: Path, given: ColumnMap) -> bool:
    """Whether the messages of each session stand together, so that one pass with little memory will do."""
    seen: set[str | None] = set()
    current: object = _line_messages  # equal to no name
    for message in _line_messages(path, given):
        name = session_of(message, given)
        if name != current:
            if name in seen:
                return False
            seen.add(name)
            current = name
    return True
