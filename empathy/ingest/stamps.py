"""Times as texts and chats stamp their turns with: a clock, one with frames or AM and PM, a date before it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from empathy.ingest.times import parse_time, relative

_SPACE = r"[ \u00a0\u202f]"
# 0:03 · 01:02:03.5 · 00:01:02:12 and 00:01:02;12, whose last part counts frames
CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2}(?:[:;]\d{1,2})?)?(?:[.,]\d{1,6})?"
OF_DAY = rf"\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,6}})?(?:{_SPACE}?[APap]\.?[Mm]\.?)?"
DATE = r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})"
STAMP = rf"{DATE},?{_SPACE}{{1,2}}{OF_DAY}"
_STAMP = re.compile(
    rf"(?:(?P<date>{DATE}),?{_SPACE}+)?(?P<clock>[\d:;.,]+?){_SPACE}?(?:(?P<half>[ap])\.?m\.?)?", re.I
)
_FRAMES = re.compile(r"(\d+:\d+:\d+)[:;]\d{1,2}")
_HALF_DAY, _DAY = 43_200, 86_400


def seconds_of(stamps: Sequence[str | None], *, by_clock: bool) -> list[float | None]:
    """Return the seconds that stamps tell, None for each that is missing or none.

    Args:
        stamps: as they stand in the file, without brackets.
        by_clock: whether they are times of the day, to be counted from the first; dates and AM or PM say so too.

    >>> seconds_of(["0:03", None, "00:01:02:12"], by_clock=False)
    [3.0, None, 62.0]
    >>> seconds_of(["31/12/2030, 11:59:50 PM", "01/01/2031, 12:00:05 AM"], by_clock=False)
    [0.0, 15.0]
    """
    matches = [_STAMP.fullmatch(stamp.strip()) if stamp else None for stamp in stamps]
    dates = [match["date"] for match in matches if match and match["date"]]
    month_first = _month_first(dates, halves=any(match and match["half"] for match in matches))
    times = [None if match is None else _moment(match, month_first) for match in matches]
    if by_clock or dates or any(match and match["half"] for match in matches):
        return relative(over_midnight(times))
    return times


def over_midnight(times: Sequence[float | None]) -> list[float | None]:
    """Return times of the day that go on beyond midnight: one far before its forerunner is the next day's.

    >>> over_midnight([86390.0, None, 5.0])
    [86390.0, None, 86405.0]
    """
    days, last = 0.0, None
    found: list[float | None] = []
    for time in times:
        if time is not None:
            days += _DAY if last is not None and time + days < last - _HALF_DAY else 0.0
            last = time + days
        found.append(None if time is None else last)
    return found


def _moment(match: re.Match[str], month_first: bool) -> float | None:
    clock = _FRAMES.sub(r"\1", match["clock"])
    # by the day, a clock of two numbers has hours and minutes
    seconds = parse_time(f"{clock}:00" if clock.count(":") == 1 and (match["date"] or match["half"]) else clock)
    if seconds is None:
        return None
    if half := match["half"]:
        seconds = seconds % _HALF_DAY + (_HALF_DAY if half in "pP" else 0)
    if not match["date"]:
        return seconds
    parts = [int(part) for part in re.split(r"[./-]", match["date"])]
    year, month, day = parts if parts[0] > 31 else (parts[2], *(parts[:2] if month_first else parts[1::-1]))
    try:
        return datetime(year + 2000 * (year < 100), month, day, tzinfo=UTC).timestamp() + seconds
    except ValueError:
        return None


def _month_first(dates: Sequence[str], *, halves: bool) -> bool:
    """Whether dates are written 12/31: some number says it, or else AM and PM, which go with it, and no dots."""
    pairs = [[int(part) for part in re.split(r"[./-]", date)[:2]] for date in dates]
    if any(first > 12 for first, _ in pairs):
        return False
    return any(second > 12 for _, second in pairs) or (halves and not any("." in date for date in dates))
