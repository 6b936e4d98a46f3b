"""JSON of speech recognisers: Whisper and WhisperX, AssemblyAI, AWS Transcribe; and the list of all."""

from collections.abc import Callable, Mapping
from typing import Any

from empathy.ingest.channels import Channel, channel_of, found_in
from empathy.ingest.clouds import azure, google, rev, speechmatics
from empathy.ingest.deepgram import deepgram
from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of

_AWS = "AWS Transcribe JSON"


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
    """Read Amazon Transcribe's ``results``: audio segments, or words, by speaker or channel; seconds as text."""
    results = data.get("results")
    if not isinstance(results, Mapping):
        return None
    segments = objects(results.get("audio_segments"))
    if segments and any("speaker_label" in s for s in segments):
        turns = [_aws_turn(s, text_of(s, "transcript")) for s in segments]
        return Found(format=_AWS, turns=tuple(turns), splits=True)
    if sides := _aws_channels(results):
        return found_in({side: _aws_words(items, results) for side, items in sides.items()}, _AWS)
    items = objects(results.get("items"))
    if not items or not any("alternatives" in item for item in items):
        return None
    return Found(format=_AWS, turns=tuple(_aws_words(items, results)), splits=True)


def _aws_channels(results: Mapping[str, Any]) -> dict[Channel, list[Json]]:
    """Return the words of each channel, where a recording has several and no speakers are told apart."""
    labels = results.get("channel_labels")
    told = objects(labels.get("channels")) if isinstance(labels, Mapping) else []
    sides: dict[Channel, list[Json]] = {}
    for side in told:
        sides.setdefault(channel_of(side, "channel_label"), []).extend(objects(side.get("items")))
    if not sides:
        for item in objects(results.get("items")):
            sides.setdefault(channel_of(item, "channel_label"), []).append(item)
    return {side: items for side, items in sides.items() if items} if len(sides) > 1 else {}


# In the order in which they are tried
RECOGNISERS: tuple[Callable[[Json], Found | None], ...] = (
    whisper, assemblyai, deepgram, aws, azure, google, rev, speechmatics,
)  # fmt: skip


def _aws_words(items: list[Json], results: Mapping[str, Any]) -> list[Turn]:
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
