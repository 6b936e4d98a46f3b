"""Plain text, in the manner of the service it came from."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance


def write_text(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return the session as text; turns without a time are written ``Name: text`` in every manner."""
    (transcript,) = transcripts
    return "".join(f"{block}\n" for block in turns_as_text(transcript))


def turns_as_text(transcript: AnonymizedTranscript) -> list[str]:
    """Return each turn as it stands in a text file, in the manner of the source's format."""
    manner = next((m for name, m in _MANNERS.items() if transcript.reading.format.endswith(name)), _plain)
    timed = all(u.start is not None for u in transcript.utterances)
    return [(manner if timed else _plain)(u) for u in transcript.utterances]


def in_one_line(text: str) -> str:
    """Return text without line breaks: a line of its own could be taken for another turn."""
    return " ".join(text.split())


def _plain(utterance: AnonymizedUtterance) -> str:
    stamp = f"[{_clock(utterance.start)}] " if utterance.start is not None else ""
    return f"{stamp}{utterance.speaker}: {in_one_line(utterance.text)}".rstrip()


def _otter(utterance: AnonymizedUtterance) -> str:
    return f"{utterance.speaker}  {_clock(utterance.start)}\n{in_one_line(utterance.text)}\n"


def _rev(utterance: AnonymizedUtterance) -> str:
    return f"{utterance.speaker} ({_clock(utterance.start)}):\n{in_one_line(utterance.text)}\n"


def _zoom(utterance: AnonymizedUtterance) -> str:
    return f"{_clock(utterance.start)}\t{utterance.speaker}\t{in_one_line(utterance.text)}"


def _clock(seconds: float | None) -> str:
    whole = int(seconds or 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


_MANNERS: Mapping[str, Callable[[AnonymizedUtterance], str]] = {
    "Otter text": _otter,
    "Rev text": _rev,
    "Zoom text": _zoom,
}
