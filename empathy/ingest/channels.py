"""Several channels of one recording -> turns in order: a telephone call has one for each side."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from empathy.ingest.found import Found, Turn
from empathy.ingest.jsonvalues import Json
from empathy.plural import plural

_ENDS = (".", "?", "!", "…")
# Words of one channel with a longer rest between them are not one piece: the other side may speak in it
_REST = 1.0


Channel = int | str | None


def channel_of(item: Json, *keys: str) -> Channel:
    """Return the first of the keys that holds a channel, a number or a name; None where none does."""
    values = (item.get(key) for key in keys)
    return next((v for v in values if isinstance(v, int | str) and not isinstance(v, bool)), None)


def found_in(channels: Mapping[Channel, list[Turn]], format_name: str) -> Found:
    """Bring the channels' turns, or words, into one order; of a single channel they stay as they are.

    Where there are several, each names its own speakers: "Channel 0", or "Channel 0 Speaker 1".
    """
    if len(channels) == 1:
        return Found(format=format_name, turns=tuple(next(iter(channels.values()))), splits=True)
    pieces = [piece for channel, told in channels.items() for piece in _pieces(_named(channel, told))]
    turns = tuple(turn for piece in sorted(pieces, key=_moment) for turn in piece)
    untimed = sum(all(turn.start is None for turn in told) for told in channels.values())
    notes = (f"{plural(untimed, 'channel')} without times: read whole, after the others",) if untimed else ()
    return Found(format=format_name, turns=turns, splits=True, notes=notes)


def _moment(piece: list[Turn]) -> float:
    start = piece[0].start
    return float("inf") if start is None else start


def _named(channel: Channel, turns: list[Turn]) -> list[Turn]:
    """Name the speakers by their channel too: each channel counts its speakers from 0."""
    name = channel if isinstance(channel, str) else f"Channel {channel}"
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
