"""Which column holds what: names recognised, names given, and the error that says what was found."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.options import ColumnMap
from empathy.ingest.times import parse_time
from empathy.plural import plural
from empathy.rolenames import says_role

# By field, in order of preference; compared in lower case, with anything but letters and digits as "_".
COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    "speaker": (
        "speaker", "interlocutor", "speaker_name", "speaker_label", "speaker_id", "speakerid", "participant",
        "name", "who", "author", "sender", "from", "person", "voice", "user", "role", "speaker_role",
    ),
    "text": (
        "text", "utterance_text", "utterance", "content", "message", "transcription", "transcript", "sentence",
        "body", "turn_text", "what_was_said", "verbatim", "dialogue", "statement", "speech", "words", "turn",
        "response", "line",
    ),
    "start": (
        "start", "start_time", "starttime", "start_s", "start_sec", "start_seconds", "start_ms", "begin", "onset",
        "timestamp", "time", "time_stamp", "datetime", "date_time", "date_unixtime", "created_at", "timecode",
    ),
    "end": ("end", "end_time", "endtime", "end_s", "end_sec", "end_seconds", "end_ms", "stop", "offset"),
    "session": (
        "session", "session_id", "sessionid", "transcript_id", "transcriptid", "conversation_id", "conversation",
        "conv_id", "convo_id", "dialogue_id", "dialog_id", "chat_id", "episode_id", "call_id", "recording_id",
        "recording", "file", "filename", "file_name", "source_file",
    ),
    "role": ("role", "speaker_role"),
    "utterance": ("utterance_id", "utteranceid", "utt_id", "turn_id", "message_id"),
}  # fmt: skip
# Columns of these names hold speech in some tables and a running number in others, as in our own tables of codes
_ALSO_NUMBERS = frozenset(("utterance", "turn", "line", "sentence", "message"))
_LOOKS_LIKE_A_NAME = re.compile(r"[\w#%]+(?:[ _./\-()]+[\w#%]+){0,3}[)?]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each field stands in a row, counted from 0; None where the table has no such column."""

    speaker: int
    text: int
    start: int | None = None
    end: int | None = None
    session: int | None = None
    role: int | None = None
    utterance: int | None = None
    milliseconds: bool = False

    @property
    def used(self) -> set[int]:
        """The positions that are read."""
        places = (self.speaker, self.text, self.start, self.end, self.session, self.role, self.utterance)
        return {place for place in places if place is not None}


def normal(name: object) -> str:
    """Return a column's name as names are compared.

    >>> normal(" Start Time (s) ")
    'start_time_s'
    """
    return re.sub(r"[\W_]+", "_", str(name if name is not None else "").casefold()).strip("_")


def recognised(header: Sequence[object]) -> dict[str, int]:
    """Return the place of each field whose column's name is known; a column serves one field only."""
    names = [normal(name) for name in header]
    found: dict[str, int] = {}
    for field, known in COLUMN_NAMES.items():
        for name in known:
            if name in names and (names.index(name) not in found.values() or field == "role"):
                found[field] = names.index(name)
                break
    return found


def find_columns(
    header: Sequence[object],
    given: ColumnMap,
    *,
    path: Path,
    line: int = 1,
    sample: Sequence[Sequence[object]] = (),
) -> Columns:
    """Return where each field stands; ``sample`` are some rows, to tell a table that lacks its header.

    Raises:
        InputError: a column that was given is not there, or there is none for the speaker or the text; the
            message lists the columns found and the option to give.
    """
    places = recognised(header)
    if (
        "text" in places
        and normal(header[places["text"]]) in _ALSO_NUMBERS
        and _only_numbers(places["text"], sample)
    ):
        del places["text"]
    if not {"speaker", "text"} <= places.keys() | given.given().keys() and _is_row(header, sample):
        raise InputError(
            "the first line should name the columns, but looks like a row itself",
            path=path,
            line=line,
            hint="Put a header line above it, for example: speaker,text",
        )
    for field, name in given.given().items():
        match = [i for i, found in enumerate(header) if normal(found) == normal(name)]
        if not match:
            problem = f"no such column (asked for as {field})"
            raise InputError(f"{problem}; columns found: {listed(header)}", path=path, column=name, unnamed=problem)
        # a column that was given for one field serves no other by recognition
        places = {f: i for f, i in places.items() if i != match[0] or f in given.given()}
        places[field] = match[0]
    missing = [field for field in ("speaker", "text") if field not in places]
    if missing:
        options = " ".join(f"--column {field}=NAME" for field in missing)
        problem = f"no column for the {' and the '.join(missing)} was recognised"
        # where no name is known, the first line may be speech, unless all of it is single words
        titles = all(len(str(cell).split()) <= 1 for cell in header)
        among = f"among {plural(len(header), 'column')}"
        raise InputError(
            f"{problem}; columns found: {listed(header)}" if places or titles else f"{problem} {among}",
            unnamed=f"{problem} {among}",
            path=path,
            line=line,
            hint=f"Say which it is: {options}",
        )
    known = {f.name for f in fields(Columns)}
    start = normal(header[places["start"]]) if "start" in places else ""
    return Columns(**{f: i for f, i in places.items() if f in known}, milliseconds=start.endswith("_ms"))


def _is_row(header: Sequence[object], sample: Sequence[Sequence[object]]) -> bool:
    """Whether the first line is speech: it holds a role, a time, a sentence, or what stands below it again."""
    for place, cell in enumerate(header):
        text = str(cell if cell is not None else "").strip()
        below = _below(place, sample)
        speech = text[-1:] in tuple(".?!,") or (says_role(text) is not None and any(map(says_role, below)))
        if text and (speech or text in below or parse_time(text) is not None):
            return True
    return False


def _only_numbers(place: int, sample: Sequence[Sequence[object]]) -> bool:
    below = [text for text in _below(place, sample) if text]
    return bool(below) and all(text.replace(".", "", 1).isdigit() for text in below)


def _below(place: int, sample: Sequence[Sequence[object]]) -> list[str]:
    return [str(row[place]).strip() for row in sample if place < len(row) and row[place] is not None]


def listed(header: Sequence[object], places: Collection[int] | None = None) -> str:
    """Return the columns' names for a message, all or those at ``places``; what looks like no name is not repeated.

    A table without a header has speech in its first line, which must stand in no message.
    """
    shown = []
    for place, name in enumerate(header):
        text = str(name if name is not None else "").strip()
        fits = len(text) <= 40 and _LOOKS_LIKE_A_NAME.fullmatch(text)
        if places is None or place in places:
            shown.append(text if fits else f"(column {place + 1})")
    return ", ".join(shown[:40]) or "none"
