"""JSON of Deepgram: utterances, or the words of one channel or several (a telephone call has one for each side)."""

from collections.abc import Mapping

from empathy.ingest.channels import Channel, channel_of, found_in
from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of

_FORMAT = "Deepgram JSON"


def deepgram(data: Json) -> Found | None:
    """Read ``{"results": {"utterances": [{"speaker": 0, "transcript"}]}}``, or the words; seconds.

    Where several channels hold words, each names its own speakers: "Channel 0", or "Channel 0 Speaker 1".
    """
    results = data.get("results") if isinstance(data.get("results"), Mapping) else data
    if not isinstance(results, Mapping):
        return None
    items = objects(results.get("utterances"))
    if items and any("transcript" in item for item in items):
        channels: dict[Channel, list[Turn]] = {}
        for item in items:
            channels.setdefault(channel_of(item, "channel"), []).append(_turn(item, "transcript"))
        return found_in(channels, _FORMAT)
    sides = objects(results.get("channels"))
    words: dict[Channel, list[Turn]] = {number: _words(side) for number, side in enumerate(sides)}
    spoken = {number: turns for number, turns in words.items() if turns}
    if len(spoken) > 1 or any(turn.speaker for turns in spoken.values() for turn in turns):
        return found_in(spoken, _FORMAT)
    return None


def _words(channel: Json) -> list[Turn]:
    """Return the words of a channel's first alternative, or what was said as a whole where there are no words."""
    best = next(iter(objects(channel.get("alternatives"))), {})
    if words := objects(best.get("words")):
        return [_turn(word, "punctuated_word", "word") for word in words]
    said = text_of(best, "transcript")
    return [Turn(speaker=None, text=said)] if said.strip() else []


def _turn(item: Json, *text_keys: str) -> Turn:
    return Turn(
        speaker=label_of(item, "speaker"),
        text=text_of(item, *text_keys),
        start=time_of(item, "start"),
        end=time_of(item, "end"),
    )
