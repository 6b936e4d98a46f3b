"""Which module reads which file: by suffix, by a format given, and by sniffing where a suffix says little."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from empathy.errors import InputError, UsageError
from empathy.ingest.childes import read_cha
from empathy.ingest.columns import recognised
from empathy.ingest.delimited import read_delimited
from empathy.ingest.elan import read_eaf
from empathy.ingest.found import Found
from empathy.ingest.jsonfile import read_json, read_jsonl
from empathy.ingest.options import Options
from empathy.ingest.plain import read_plain
from empathy.ingest.source import read_text
from empathy.ingest.subrip import read_srt
from empathy.ingest.tei import read_tei
from empathy.ingest.vtt import read_vtt
from empathy.ingest.word import read_docx
from empathy.ingest.xlsx import read_xlsx

Reader = Callable[[Path, Options], Iterator[Found]]

READERS: Mapping[str, Reader] = {
    "txt": read_plain,
    "vtt": read_vtt,
    "srt": read_srt,
    "csv": read_delimited,
    "tsv": read_delimited,
    "xlsx": read_xlsx,
    "json": read_json,
    "jsonl": read_jsonl,
    "docx": read_docx,
    "cha": read_cha,
    "eaf": read_eaf,
    "xml": read_tei,
}
# Other suffixes of the same formats
ALIASES: Mapping[str, str] = {
    "text": "txt",
    "tab": "tsv",
    "xlsm": "xlsx",
    "ndjson": "jsonl",
    "tei": "xml",
    "webvtt": "vtt",
}
# What people have at hand instead, and what to do with it
_ADVICE: Mapping[str, str] = {
    "doc": "Open it in Word and save it as .docx.",
    "rtf": "Open it in Word and save it as .docx.",
    "odt": "Save it as .docx or as plain text.",
    "pdf": "Export the transcript as text, .docx or .vtt; the layout of a PDF loses who speaks.",
    "xls": "Save it as .xlsx or .csv.",
    "ods": "Save it as .xlsx or .csv.",
    "mp3": "This is a recording; transcribe it first.",
    "mp4": "This is a recording; transcribe it first.",
    "m4a": "This is a recording; transcribe it first.",
    "wav": "This is a recording; transcribe it first.",
}
_SRT = re.compile(r"\A\s*(?:\d+\s*\n)?\s*\d[\d:]*[.,]\d+\s*-->")


def format_of(path: Path) -> str | None:
    """Return the format that a file's suffix names, None where it names none that is read."""
    suffix = path.suffix.lower().removeprefix(".")
    suffix = ALIASES.get(suffix, suffix)
    return suffix if suffix in READERS else None


def choose(path: Path, wanted: str | None = None) -> str:
    """Return the format to read a file in.

    Args:
        path: the file.
        wanted: a format that the user gave; it wins over suffix and content.

    Raises:
        UsageError: the format given is none of ours.
        InputError: the suffix says nothing and neither does the content.
    """
    if wanted is not None:
        name = wanted.lower().removeprefix(".")
        name = ALIASES.get(name, name)
        if name not in READERS:
            raise UsageError(f"no such format: {wanted!r}", hint=f"Formats: {', '.join(READERS)}.")
        return name
    named = format_of(path)
    if named in ("txt", None):
        if named is None and (advice := _ADVICE.get(path.suffix.lower().removeprefix("."))):
            raise InputError(f"{path.suffix} files are not read", path=path, hint=advice)
        return sniff(path)
    return str(named)


def sniff(path: Path) -> str:
    """Tell a text file's format by how it begins; plain text where nothing else fits."""
    text, _ = read_text(path)
    head = text.lstrip()[:4096]
    if head.startswith("WEBVTT"):
        return "vtt"
    if _SRT.match(head):
        return "srt"
    if head.startswith(("@UTF8", "@Begin")):
        return "cha"
    if head.startswith(("{", "[")):
        return _json_kind(text)
    first = head.partition("\n")[0]
    if any({"speaker", "text"} <= recognised(first.split(mark)).keys() for mark in ",;\t"):
        return "csv"
    return "txt"


def _json_kind(text: str) -> str:
    """``[00:01:02] Counselor:`` and ``[laughter]`` begin like JSON and are not."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        first = text.lstrip().partition("\n")[0]
        return "jsonl" if re.match(r'\{\s*"', first) and first.rstrip().endswith("}") else "txt"
    return "json"
