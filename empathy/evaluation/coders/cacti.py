"""CACTI (CASAA Application for Coding Treatment Interactions): ``.casaa`` files, SQLite or the older text.

The layouts are those that CACTI's source writes and converts: tables ``utterances`` (``time_marker``, ``code_id``),
``codes`` (``code_name``) and ``attributes``; or a line ``Audio File:``, then three or seven cells a line, by tabs.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PureWindowsPath

from empathy.errors import InputError
from empathy.evaluation.coders.segments import Segment

SUFFIXES = frozenset((".casaa", ".parse"))
_SQLITE = b"SQLite format 3\x00"
_TIME = re.compile(r"(\d+):(\d+):(\d+(?:[.,]\d+)?)")
_CODED = (
    "select utterances.time_marker, codes.code_name from utterances "
    "inner join codes on utterances.code_id = codes.code_id order by utterances.time_marker"
)
_AUDIO = "select value from attributes where name = 'AUDIO_FILE_PATH'"


def read_cacti(path: Path, coder: str) -> Iterator[Segment]:
    """Yield a segment an utterance; the session is called like its recording, an utterance by its time.

    Raises:
        InputError: a file that CACTI does not write, or a line of it that is broken.
    """
    if path.suffix.lower() == ".parse":
        raise InputError("a parse holds no codes", path=path, hint="Give the .casaa file that was coded over it.")
    with path.open("rb") as file:
        is_database = file.read(len(_SQLITE)) == _SQLITE
    audio, coded = _from_database(path) if is_database else _from_text(path)
    # a Windows path's stem, which is a plain path's too
    session = PureWindowsPath(audio.strip()).stem or path.stem
    for time, code in coded:
        yield Segment(file=path, tool="CACTI", session=session, coder=coder, code=code, units=(time,), every=True)


def _from_database(path: Path) -> tuple[str, list[tuple[str, str]]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            audio = base.execute(_AUDIO).fetchone()
            rows = base.execute(_CODED).fetchall()
    except sqlite3.DatabaseError:
        raise InputError("is no session of CACTI", path=path, hint="Expected a .casaa file.") from None
    coded = []
    for row, (marker, code) in enumerate(rows, start=1):
        time = _time(str(marker))
        if time is None:
            raise InputError(
                "expected a time like 00:01:02.3", path=path, line=row, column="utterances.time_marker"
            )
        coded.append((time, str(code)))
    return str(audio[0] or "") if audio else "", coded


def _from_text(path: Path) -> tuple[str, list[tuple[str, str]]]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    head = lines[0].split("\t") if lines else [""]
    if len(head) < 2 or not head[0].lower().startswith("audio file"):
        raise InputError("is no session of CACTI: its first line names no audio file", path=path, line=1)
    return head[1], list(_lines(lines[1:], path))


def _lines(lines: list[str], path: Path) -> Iterator[tuple[str, str]]:
    """Yield time and code of each line: the first and last of three cells, the third and last of seven."""
    for number, line in enumerate(lines, start=2):
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if len(cells) not in (3, 7):
            if cells:
                raise InputError(f"expected 3 or 7 cells, got {len(cells)}", path=path, line=number)
            continue
        time = _time(cells[0 if len(cells) == 3 else 2])
        if time is None:
            raise InputError("expected a time like 00:01:02.3", path=path, line=number, column="time")
        # CACTI itself passes over the older format's utterances at time zero
        if len(cells) == 3 or time != "00:00:00.0":
            yield time, cells[-1]


def _time(text: str) -> str | None:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), float(found[3].replace(",", "."))
    return f"{hours:02}:{minutes:02}:{seconds:04.1f}"
