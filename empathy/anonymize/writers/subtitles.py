"""WebVTT and SubRip: an utterance a cue, with the times of the first and the last cue it was merged from."""

import html
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import srt

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.anonymize.writers.text import in_one_line
from empathy.errors import UsageError
from empathy.ingest.times import clock


def write_vtt(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return the session as WebVTT, the speaker in a voice tag."""
    (transcript,) = transcripts
    cues = [
        f"{clock(start)} --> {clock(end)}\n<v {_tagged(u.speaker)}>{_escaped(u.text)}</v>\n"
        for u, start, end in _timed(transcript)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def write_srt(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return the session as SubRip, the speaker before the first line's colon."""
    (transcript,) = transcripts
    subtitles = [
        srt.Subtitle(
            index=number,
            start=timedelta(seconds=start),
            end=timedelta(seconds=end),
            content=f"{u.speaker}: {_without_arrow(in_one_line(u.text))}".rstrip(),
        )
        for number, (u, start, end) in enumerate(_timed(transcript), start=1)
    ]
    # numbered already: when it numbers itself, the library leaves out cues of no length
    return str(srt.compose(subtitles, reindex=False))


def _timed(transcript: AnonymizedTranscript) -> Iterator[tuple[AnonymizedUtterance, float, float]]:
    """Yield utterances with a start and an end; a missing end is the next start."""
    utterances = transcript.utterances
    if any(u.start is None for u in utterances):
        raise UsageError("subtitles need a time for every turn; some have none", hint="Choose .txt or .csv.")
    for place, utterance in enumerate(utterances):
        start = utterance.start or 0.0
        following = utterances[place + 1].start if place + 1 < len(utterances) else None
        end = utterance.end if utterance.end is not None else following
        yield utterance, start, max(start, end if end is not None else start)


def _tagged(speaker: str) -> str:
    return in_one_line(speaker).replace(">", " ").replace("&", "&amp;")


def _escaped(text: str) -> str:
    return html.escape(in_one_line(text), quote=False)


def _without_arrow(text: str) -> str:
    return text.replace("-->", "→")
