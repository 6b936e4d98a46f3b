"""JSON of speech recognisers: Whisper and WhisperX, AssemblyAI, Deepgram, AWS Transcribe."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from empathy.ingest.deepgram import deepgram
from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of


def whisper(data: Json) -> Found | None:
    """Read ``{"segments": [{"start", "end", "text", "speaker"}]}``; seconds."""
    segments = objects(data.get("segments"))
    if not segments or not any("text" in s for s in segments):
        return None
    turns = [
        Turn(
            speaker=label_of(s, "speaker", "speaker_label") or _main_speaker(objects(s.get("words"))),
            text=text_of(s, "text"),
            start=time_of(s, "start"),
            end=time_of(s, "end"),
        )
        for s in segments
    ]
    return Found(format="Whisper JSON", turns=tuple(turns), splits=True)


def assemblyai(data: Json) -> Found | None:
    """Read ``{"utterances": [{"speaker": "A", "start": 250, "end": 650, "text"}]}``; milliseconds."""
    items = objects(data.get("utterances"))
    spoken = [u for u in items if "text" in u and isinstance(u.get("speaker"), str | type(None))]
    # our own records have an "utterance" number beside the text
    timed = [u for u in spoken if "utterance" not in u and _is_whole(u.get("start")) and _is_whole(u.get("end"))]
    # a chat list under the same key has no times at all; seconds with a fraction are not AssemblyAI's
    if not items or len(timed) < len(items):
        return None
    turns = [
        Turn(
            speaker=label_of(u, "speaker"),
            text=text_of(u, "text"),
            start=time_of(u, "start", milliseconds=True),
            end=time_of(u, "end", milliseconds=True),
        )
        for u in items
    ]
    return Found(format="AssemblyAI JSON", turns=tuple(turns), splits=True)


def aws(data: Json) -> Found | None:
    """Read Amazon Transcribe's ``results``: audio segments, or single words; seconds as text."""
    results = data.get("results")
    if not isinstance(results, Mapping):
        return None
    segments = objects(results.get("audio_segments"))
    if segments and any("speaker_label" in s for s in segments):
        turns = [_aws_turn(s, text_of(s, "transcript")) for s in segments]
        return Found(format="AWS Transcribe JSON", turns=tuple(turns), splits=True)
    items = objects(results.get("items"))
    if not items or not any("alternatives" in item for item in items):
        return None
    return Found(format="AWS Transcribe JSON", turns=tuple(_aws_words(items, results)), splits=True)


# In the order in which they are tried
RECOGNISERS: tuple[Callable[[Json], Found | None], ...] = (whisper, assemblyai, deepgram, aws)


def _aws_words(items: list[Json], results: Mapping[str, Any]) -> Iterable[Turn]:
    speakers = _aws_speakers(results.get("speaker_labels"))
    turns: list[Turn] = []
    for item in items:
        alternatives = objects(item.get("alternatives"))
        word = text_of(alternatives[0], "content") if alternatives else ""
        turn = _aws_turn(item, word)
        if turn.speaker is None:
            turn = Turn(
                speaker=speakers.get(str(item.get("start_time"))), text=word, start=turn.start, end=turn.end
            )
        if item.get("type") == "punctuation" and turns:
            last = turns[-1]
            turns[-1] = Turn(speaker=last.speaker, text=last.text + word, start=last.start, end=last.end)
        else:
            turns.append(turn)
    return turns


def _aws_turn(item: Json, text: str) -> Turn:
    return Turn(
        speaker=label_of(item, "speaker_label"),
        text=text,
        start=time_of(item, "start_time"),
        end=time_of(item, "end_time"),
    )


def _aws_speakers(labels: object) -> dict[str, str]:
    """Map a word's start, as text, to its speaker: older files keep speakers in a list of their own."""
    if not isinstance(labels, Mapping):
        return {}
    return {
        str(item.get("start_time")): label
        for segment in objects(labels.get("segments"))
        for item in objects(segment.get("items"))
        if (label := label_of(item, "speaker_label") or label_of(segment, "speaker_label"))
    }


def _main_speaker(words: list[Json]) -> str | None:
    labels = [label for word in words if (label := label_of(word, "speaker"))]
    return max(set(labels), key=lambda label: (labels.count(label), label)) if labels else None


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
