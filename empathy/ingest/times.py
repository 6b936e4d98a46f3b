"""Times as transcripts write them -> seconds."""

import math
import re
from datetime import UTC, datetime, time, timedelta

# 1:02:03.5 · 00:02:35,130 · 0:03 · 0:0:1.250; the fraction after a dot or a comma, at least one colon
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_NUMBER = re.compile(r"(\d{1,19}(?:[.,]\d{1,12})?)\s*(ms|milliseconds?|s|sec|secs|seconds?)?", re.IGNORECASE)
# Seconds from 1970 to 2000: a bare number beyond is a moment, not a length; so are as many nano-, micro- and
# milliseconds
_EPOCH = 946_684_800
_FINER = (1e9, 1e6, 1e3)
# Zoom and others put times in brackets or parentheses
_BRACKETS = "[](){}<> \t"


def parse_time(value: object, *, milliseconds: bool = False) -> float | None:
    """Return a time in seconds, or None where the value is empty or is no time.

    Args:
        value: a clock time with or without hours, a number (also as text), or what a spreadsheet holds.
        milliseconds: whether a bare number counts milliseconds, as AssemblyAI's do.

    >>> parse_time("00:02:35.130"), parse_time("0:03"), parse_time("1,5"), parse_time("250 ms")
    (155.13, 3.0, 1.5, 0.25)
    >>> parse_time("soon") is None
    True
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _finite(_seconds(value, milliseconds)) if abs(value) < 1e20 else None
    if isinstance(value, timedelta):
        return _finite(value.total_seconds())
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).timestamp()
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return _from_text(value.strip(_BRACKETS), milliseconds) if isinstance(value, str) else None


def clock(seconds: float, *, comma: bool = False) -> str:
    """Return seconds as subtitles write them: hours, minutes, seconds and milliseconds.

    >>> clock(155.13), clock(3, comma=True)
    ('00:02:35.130', '00:00:03,000')
    """
    total = round(seconds * 1000)
    minutes, rest = divmod(total, 60_000)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
    return text.replace(".", ",") if comma else text


def is_absolute(value: object) -> bool:
    """Whether the value is a date with a time, as chat logs stamp messages, or a number that counts from 1970.

    >>> is_absolute("2024-01-02 10:00:00"), is_absolute(1700000000), is_absolute("1700000000123"), is_absolute(3600)
    (True, True, True, False)
    """
    if isinstance(value, datetime) or (isinstance(value, str) and _date(value) is not None):
        return True
    seconds = parse_time(value) if isinstance(value, int | float | str) else None
    return seconds is not None and seconds >= _EPOCH


def _seconds(amount: float, milliseconds: bool) -> float:
    """Return a bare number in seconds; one that counts from 1970 says by its size what it counts."""
    for parts in _FINER:
        if amount >= _EPOCH * parts:
            return amount / parts
    return amount / 1000 if milliseconds else amount


def relative(times: list[float | None]) -> list[float | None]:
    """Return times counted from the earliest of them, as needed where they were dates."""
    known = [t for t in times if t is not None]
    first = min(known, default=0.0)
    return [None if t is None else round(t - first, 6) for t in times]


def _from_text(text: str, milliseconds: bool) -> float | None:
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds, fraction = clock.groups()
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        return float(f"{whole}.{fraction}") if fraction else float(whole)
    if number := _NUMBER.fullmatch(text):
        amount = float(number[1].replace(",", "."))
        unit = (number[2] or "").lower()
        if not unit:
            return _seconds(amount, milliseconds)
        return amount / 1000 if unit.startswith("m") else amount
    moment = _date(text)
    return None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def _date(text: str) -> datetime | None:
    # fromisoformat also takes bare digits such as 20240102; only dates with dashes are meant here
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", text.strip()):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _finite(seconds: float) -> float | None:
    return float(seconds) if math.isfinite(seconds) and seconds >= 0 else None
