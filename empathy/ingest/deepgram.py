"""JSON of Deepgram: utterances, or the words of one channel or several (a telephone call has one for each side)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json, label_of, objects, text_of, time_of
from empathy.plural import plural

_ENDS = (".", "?", "!", "…")
# Words of one channel with a longer rest between them are not one piece: the other side may speak in it
_REST = 1.0


def deepgram(data: Json) -> Found | None:
    """Read ``{"results": {"utterances": [{"speaker": 0, "transcript"}]}}``, or the words; seconds.

    Where several channels hold words, each names its own speakers: "Channel 0", or "Channel 0 Speaker 1".
    """
    results = data.get("results") if isinstance(data.get("results"), Mapping) else data
    if not isinstance(results, Mapping):
        return None
    items = objects(results.get("utterances"))
    if items and any("transcript" in item for item in items):
        channels: dict[object, list[Turn]] = {}
        for item in items:
            channels.setdefault(item.get("channel"), []).append(_turn(item, "transcript"))
        return _found(channels)
    sides = objects(results.get("channels"))
    words: dict[object, list[Turn]] = {number: _words(side) for number, side in enumerate(sides)}
    spoken = {number: turns for number, turns in words.items() if turns}
    if len(spoken) > 1 or any(turn.speaker for turns in spoken.values() for turn in turns):
        return _found(spoken)
    return None


def _found(channels: Mapping[object, list[Turn]]) -> Found:
    if len(channels) == 1:
        return Found(format="Deepgram JSON", turns=tuple(next(iter(channels.values()))), splits=True)
    pieces = [piece for channel, told in channels.items() for piece in _pieces(_named(channel, told))]
    turns = tuple(turn for piece in sorted(pieces, key=_moment) for turn in piece)
    untimed = sum(all(turn.start is None for turn in told) for told in channels.values())
    notes = (f"{plural(untimed, 'channel')} without times: read whole, after the others",) if untimed else ()
    return Found(format="Deepgram JSON", turns=turns, splits=True, notes=notes)


def _moment(piece: list[Turn]) -> float:
    start = piece[0].start
    return float("inf") if start is None else start


def _words(channel: Json) -> list[Turn]:
    """Return the words of a channel's first alternative, or what was said as a whole where there are no words."""
    best = next(iter(objects(channel.get("alternatives"))), {})
    if words := objects(best.get("words")):
        return [_turn(word, "punctuated_word", "word") for word in words]
    said = text_of(best, "transcript")
    return [Turn(speaker=None, text=said)] if said.strip() else []


def _named(channel: object, turns: list[Turn]) -> list[Turn]:
    """Name the speakers by their channel too: each channel counts its speakers from 0."""
    name = f"Channel {channel}"
    several = len({turn.speaker for turn in turns}) > 1
    return [replace(t, speaker=f"{name} {t.speaker}" if several and t.speaker else name) for t in turns]


def _pieces(turns: Iterable[Turn]) -> list[list[Turn]]:
    """Cut a channel where a sentence ends, somebody else begins or there is a rest, so that channels take turns."""
    pieces: list[list[Turn]] = []
    for turn in turns:
        last = pieces[-1][-1] if pieces else None
        if last is None or last.speaker != turn.speaker or last.text.endswith(_ENDS) or _rest(last, turn) > _REST:
            pieces.append([])
        pieces[-1].append(turn)
    return pieces


def _rest(earlier: Turn, later: Turn) -> float:
    return later.start - earlier.end if earlier.end is not None and later.start is not None else 0.0


def _turn(item: Json, *text_keys: str) -> Turn:
    return Turn(
        speaker=label_of(item, "speaker"),
        text=text_of(item, *text_keys),
        start=time_of(item, "start"),
        end=time_of(item, "end"),
    )
