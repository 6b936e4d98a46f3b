"""JSON of speech services: Azure, Google, Rev and Speechmatics."""

import re
from collections.abc import Mapping

from empathy.ingest.channels import Channel, channel_of, found_in
from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of

# Azure counts time in ticks of 100 nanoseconds
_TICKS = 10_000_000
_AZURE, _GOOGLE = "Azure Speech JSON", "Google Speech JSON"
_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def azure(data: Json) -> Found | None:
    """Read ``recognizedPhrases`` (batch: ``nBest[0].display``, ticks) or ``phrases`` (fast: ``text``, in ms).

    A recording with a speaker a channel names no speakers: there the channels are who speaks.
    """
    batch = objects(data.get("recognizedPhrases"))
    phrases = batch or [p for p in objects(data.get("phrases")) if "offsetMilliseconds" in p]
    if not phrases:
        return None
    turns = [_azure_batch(phrase) if batch else _azure_fast(phrase) for phrase in phrases]
    if any(turn.speaker for turn in turns):
        return Found(format=_AZURE, turns=tuple(turns), splits=True)
    channels: dict[Channel, list[Turn]] = {}
    for phrase, turn in zip(phrases, turns, strict=True):
        channels.setdefault(channel_of(phrase, "channel"), []).append(turn)
    return found_in(channels, _AZURE)


def google(data: Json) -> Found | None:
    """Read ``results[].alternatives[0].words`` with ``speakerTag`` or ``speakerLabel``; times such as "1.200s".

    Where speakers are told apart, the last result repeats all words with their speakers: only these are read. Where
    channels are, each result tells its own.
    """
    inner = data.get("response") if isinstance(data.get("response"), Mapping) else data
    results = objects(inner.get("results")) if isinstance(inner, Mapping) else []
    best = [(result, objects(result.get("alternatives"))[:1]) for result in results]
    if not any("transcript" in a or "words" in a for _, first in best for a in first):
        return None
    words = [w for _, first in best for a in first for w in objects(a.get("words"))]
    spoken = [turn for word in words if (turn := _google_word(word)).speaker]
    if spoken:
        return Found(format=_GOOGLE, turns=tuple(spoken), splits=True)
    channels: dict[Channel, list[Turn]] = {}
    for result, first in best:
        for alternative in first:
            channels.setdefault(channel_of(result, "channelTag"), []).append(_google_result(alternative))
    return found_in(channels, _GOOGLE)


def rev(data: Json) -> Found | None:
    """Read ``monologues[]``: a speaker's number and ``elements`` whose values join to what was said; seconds."""
    monologues = objects(data.get("monologues"))
    if not monologues or not any("elements" in m for m in monologues):
        return None
    names = {label_of(s, "id"): text_of(s, "name") for s in objects(data.get("speakers"))}
    turns = []
    for monologue in monologues:
        elements = objects(monologue.get("elements"))
        timed = [e for e in elements if e.get("type") == "text"] or [{}]
        number, said_by = label_of(monologue, "speaker"), label_of(monologue, "speaker_info")
        turns.append(
            Turn(
                speaker=said_by or names.get(number) or number,
                text="".join(text_of(e, "value") for e in elements),
                start=time_of(timed[0], "ts", "timestamp"),
                end=time_of(timed[-1], "end_ts", "end_timestamp"),
            )
        )
    return Found(format="Rev JSON", turns=tuple(turns), splits=True)


def speechmatics(data: Json) -> Found | None:
    """Read ``results[]`` of words and punctuation, ``alternatives[0].speaker`` or ``channel``; seconds."""
    results = objects(data.get("results"))
    if not results or not all("type" in r and "start_time" in r for r in results):
        return None
    channels: dict[Channel, list[Turn]] = {}
    for result in results:
        best = next(iter(objects(result.get("alternatives"))), {})
        content, told = text_of(best, "content"), channels.setdefault(channel_of(result, "channel"), [])
        mark = result.get("type") == "punctuation" and result.get("attaches_to", "previous") == "previous"
        if mark and told:
            told[-1] = _extended(told[-1], content, time_of(result, "end_time"))
        elif content:
            start, end = time_of(result, "start_time"), time_of(result, "end_time")
            told.append(Turn(speaker=label_of(best, "speaker"), text=content, start=start, end=end))
    return found_in({name: told for name, told in channels.items() if told} or channels, "Speechmatics JSON")


def _azure_batch(phrase: Json) -> Turn:
    best = next(iter(objects(phrase.get("nBest"))), {})
    start = _ticks(phrase, "offsetInTicks", "offset")
    lasts = _ticks(phrase, "durationInTicks", "duration")
    return Turn(
        speaker=label_of(phrase, "speaker"),
        text=text_of(best, "display", "itn", "lexical"),
        start=start,
        end=None if start is None or lasts is None else start + lasts,
    )


def _azure_fast(phrase: Json) -> Turn:
    start = time_of(phrase, "offsetMilliseconds", milliseconds=True)
    lasts = time_of(phrase, "durationMilliseconds", milliseconds=True)
    return Turn(
        speaker=label_of(phrase, "speaker"),
        text=text_of(phrase, "text"),
        start=start,
        end=None if start is None or lasts is None else start + lasts,
    )


def _ticks(phrase: Json, ticks: str, iso: str) -> float | None:
    """Return a time in seconds, from ticks or else from ISO 8601 ("PT1M2.5S")."""
    value = phrase.get(ticks)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return time_of({"seconds": value / _TICKS}, "seconds")
    match = _ISO.fullmatch(str(phrase.get(iso, "")))
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def _google_word(word: Json) -> Turn:
    tag = word.get("speakerTag") or None  # 0 is nobody
    label = label_of(word, "speakerLabel")
    return Turn(
        speaker=label_of({"tag": tag}, "tag") or (f"Speaker {label}" if label and label.isdigit() else label),
        text=text_of(word, "word"),
        start=time_of(word, "startTime", "startOffset"),
        end=time_of(word, "endTime", "endOffset"),
    )


def _google_result(alternative: Json) -> Turn:
    words = [_google_word(word) for word in objects(alternative.get("words"))]
    return Turn(
        speaker=None,
        text=text_of(alternative, "transcript"),
        start=words[0].start if words else None,
        end=words[-1].end if words else None,
    )


def _extended(turn: Turn, mark: str, end: float | None) -> Turn:
    return Turn(speaker=turn.speaker, text=turn.text + mark, start=turn.start, end=end or turn.end)
