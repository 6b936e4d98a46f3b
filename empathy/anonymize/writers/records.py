"""JSON and JSONL: a recogniser's file in its own shape, anything else as messages or records."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance

Json = dict[str, Any]


def write_json(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return one session in the shape of its recogniser or as a list of messages, several as a list of sessions."""
    if len(transcripts) == 1:
        shape = _SHAPES.get(transcripts[0].reading.format, _messages)
        data: Any = shape(transcripts[0])
    else:
        data = [{"session": t.session, "messages": _messages(t)} for t in transcripts]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def write_jsonl(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> str:
    """Return one record a line, each with its session."""
    records = (
        {"session": t.session, "utterance": u.index, **_message(u)} for t in transcripts for u in t.utterances
    )
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _messages(transcript: AnonymizedTranscript) -> list[Json]:
    return [_message(u) for u in transcript.utterances]


def _message(utterance: AnonymizedUtterance) -> Json:
    times = {"start": utterance.start, "end": utterance.end}
    return {
        "speaker": utterance.speaker,
        "role": utterance.role.value,
        "text": utterance.text,
        **{key: value for key, value in times.items() if value is not None},
    }


def _whisper(transcript: AnonymizedTranscript) -> Json:
    return {
        "segments": [
            {"start": u.start, "end": u.end, "text": u.text, "speaker": u.speaker} for u in transcript.utterances
        ]
    }


def _assemblyai(transcript: AnonymizedTranscript) -> Json:
    return {
        "utterances": [
            {"speaker": u.speaker, "start": _milliseconds(u.start), "end": _milliseconds(u.end), "text": u.text}
            for u in transcript.utterances
        ]
    }


def _deepgram(transcript: AnonymizedTranscript) -> Json:
    spoken = [
        {"start": u.start, "end": u.end, "speaker": u.speaker, "transcript": u.text} for u in transcript.utterances
    ]
    return {"results": {"utterances": spoken}}


def _aws(transcript: AnonymizedTranscript) -> Json:
    spoken = [
        {"start_time": _text(u.start), "end_time": _text(u.end), "speaker_label": u.speaker, "transcript": u.text}
        for u in transcript.utterances
    ]
    return {"results": {"audio_segments": spoken}}


def _milliseconds(seconds: float | None) -> int:
    return round((seconds or 0.0) * 1000)


def _text(seconds: float | None) -> str | None:
    return None if seconds is None else f"{seconds:g}" if seconds < 1000 else f"{seconds:.3f}"


_SHAPES: Mapping[str, Callable[[AnonymizedTranscript], Any]] = {
    "Whisper JSON": _whisper,
    "AssemblyAI JSON": _assemblyai,
    "Deepgram JSON": _deepgram,
    "AWS Transcribe JSON": _aws,
}
