"""What a reader finds in a file, and how it becomes a transcript."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.english import NOT_ENGLISH, reads_like_english
from empathy.ingest.labels import unify
from empathy.ingest.source import clean, one_line
from empathy.plural import plural
from empathy.rolenames import roles_said
from empathy.transcript import Reading, Role, Transcript, Utterance

# The label of words that stand before the first speaker is named
UNNAMED = "Unnamed"
# Of characters: an hour of speech takes a tenth of it, and what finds names takes twice as many at once
_LONGEST = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One cue, row, message or paragraph as it stands in the file; ``speaker`` is None where none is named.

    ``role`` is set only where the file itself states it; ``line`` is the place in the file, from 1.
    """

    speaker: str | None
    text: str
    start: float | None = None
    end: float | None = None
    role: Role | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One session as a reader found it.

    ``splits`` says that the format cuts speech at will, so that neighbours of one speaker belong together.
    ``session`` is None where the file's name is the session's. ``merged`` counts units that the reader joined
    already, ``empty`` those it set aside; units that turn out to hold no text are counted by :func:`to_transcript`.
    """

    format: str
    turns: tuple[Turn, ...]
    splits: bool = False
    session: str | None = None
    merged: int = 0
    empty: int = 0
    notes: tuple[str, ...] = ()


def to_transcript(found: Found, *, path: Path, session: str | None = None) -> Transcript:
    """Build the transcript: speakers carried on and unified, split speech merged, everything counted.

    Raises:
        InputError: no speech was found, or no speaker is named anywhere.
    """
    tidy = one_line if found.splits else clean
    # a turn that is in order is kept as it is: making a new one for each would double the cost of reading a corpus
    turns = [turn if (text := tidy(turn.text)) == turn.text else replace(turn, text=text) for turn in found.turns]
    kept = [turn for turn in turns if turn.text] if found.splits else turns
    if not any(turn.text for turn in kept):
        raise InputError(f"no words were found in it (read as {found.format})", path=path)
    notes = list(found.notes)
    named = _carry_speakers(kept, found, path, notes)
    timed = _check_times(named, notes)
    utterances = _merge(timed) if found.splits else _number(timed)
    if long := next((each for each in utterances if len(each.text) > _LONGEST), None):
        raise InputError(
            f"turn {long.index} has more than {_LONGEST} characters, as no turn has",
            path=path,
            hint="Are the turns after it begun with a speaker's name? If so, split the turn.",
        )
    if not reads_like_english(utterance.text for utterance in utterances):
        notes.append(NOT_ENGLISH)
    reading = Reading(
        format=found.format,
        units=len(turns) + found.merged + found.empty,
        merged=found.merged + len(timed) - len(utterances),
        # cues without text were left out above; rows and messages keep their place, and their number, but are told
        empty=found.empty + sum(not turn.text for turn in turns),
        notes=tuple(notes),
    )
    return Transcript(session=session or found.session or path.stem, utterances=utterances, reading=reading)


def _carry_speakers(turns: list[Turn], found: Found, path: Path, notes: list[str]) -> list[Turn]:
    """Give an unnamed turn the speaker before it: subtitles name the speaker only where it changes."""
    labels, joined = unify([turn.speaker for turn in turns])
    if not any(labels):
        raise InputError(
            f"no speaker is named anywhere (read as {found.format})",
            path=path,
            hint="Export the transcript with speakers' names (diarization), or write “Name: ” before each turn.",
        )
    if joined:
        notes.append(f"{plural(joined, 'spelling')} of speakers' names unified")
    carried: list[Turn] = []
    current: str | None = None
    unnamed = 0
    for turn, label in zip(turns, labels, strict=True):
        if label is None and current is None and turn.text:
            unnamed += 1
        current = label or current
        name = current or UNNAMED
        carried.append(turn if turn.speaker == name else replace(turn, speaker=name))
    if unnamed:
        notes.append(f"{plural(unnamed, 'unit')} before the first speaker's name: spoken by “{UNNAMED}”")
    after = sum(label is None for label in labels) - unnamed
    if after > 0:
        notes.append(f"{plural(after, 'unit')} without a name: the speaker before goes on")
    return carried


def _check_times(turns: list[Turn], notes: list[str]) -> list[Turn]:
    backwards = 0
    checked = []
    for turn in turns:
        if turn.start is not None and turn.end is not None and turn.end < turn.start:
            backwards += 1
            turn = replace(turn, end=None)
        checked.append(turn)
    if backwards:
        notes.append(f"{plural(backwards, 'end time')} before the start: left out")
    return checked


def _merge(turns: Iterable[Turn]) -> tuple[Utterance, ...]:
    """Join the neighbouring turns of one speaker: first start, last end, texts with a space between."""
    groups: list[list[Turn]] = []
    for turn in turns:
        if groups and groups[-1][0].speaker == turn.speaker:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return _number(
        replace(
            group[0],
            text=" ".join(turn.text for turn in group),
            start=next((turn.start for turn in group if turn.start is not None), None),
            end=next((turn.end for turn in reversed(group) if turn.end is not None), None),
        )
        for group in groups
    )


def _number(turns: Iterable[Turn]) -> tuple[Utterance, ...]:
    turns = list(turns)
    roles = _roles_stated(turns)
    return tuple(
        Utterance(
            index=index,
            speaker=turn.speaker or UNNAMED,
            text=turn.text,
            start=turn.start,
            end=turn.end,
            role=roles.get(turn.speaker or UNNAMED),
        )
        for index, turn in enumerate(turns)
    )


def _roles_stated(turns: Iterable[Turn]) -> dict[str, Role]:
    """Return each speaker's role where the file states one and no other, or else where the name says it."""
    pairs = {(turn.speaker or UNNAMED, turn.role) for turn in turns}
    stated = {(speaker, role) for speaker, role in pairs if role is not None}
    once = Counter(speaker for speaker, _ in stated)
    said = {name: Role(role) for name, role in roles_said(sorted({speaker for speaker, _ in pairs})).items()}
    return said | {speaker: role for speaker, role in stated if once[speaker] == 1}
