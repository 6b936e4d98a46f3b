"""Anonymized transcripts -> a file of the format that their source had, written whole or not at all.

Writers work from anonymized values alone. Of the source they use its format and, in tables, the columns' names
that are among the known ones: no raw word, name, title or property of the file comes over. What the reader merged
is written merged.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from empathy.anonymize.result import AnonymizedTranscript
from empathy.anonymize.writers.records import write_json, write_jsonl
from empathy.anonymize.writers.subtitles import write_srt, write_vtt
from empathy.anonymize.writers.tables import write_csv, write_tsv, write_xlsx
from empathy.anonymize.writers.text import write_text
from empathy.anonymize.writers.word import write_docx
from empathy.errors import UsageError
from empathy.ingest.readers import choose, format_of
from empathy.output import write_atomically

__all__ = ["WRITERS", "write_back"]

Writer = Callable[[Path, Sequence[AnonymizedTranscript]], str | bytes]

WRITERS: Mapping[str, Writer] = {
    "txt": write_text,
    "vtt": write_vtt,
    "srt": write_srt,
    "csv": write_csv,
    "tsv": write_tsv,
    "xlsx": write_xlsx,
    "json": write_json,
    "jsonl": write_jsonl,
    "docx": write_docx,
}
_ONE_SESSION = frozenset(("txt", "vtt", "srt", "docx"))


def write_back(source: Path, transcripts: Sequence[AnonymizedTranscript], target: Path) -> None:
    """Write the sessions of one source file to ``target``, in the format that its suffix names or the source had.

    Args:
        source: the file that was read; only its format and the known names of its columns are used.
        transcripts: its sessions, anonymized, in order.
        target: where the file shall stand; an existing one is replaced.

    Raises:
        UsageError: the format cannot be written, holds one session only, or needs times that are missing.
        OutputError: the target cannot be written.
    """
    kind = format_of(target) or choose(source)
    if kind not in WRITERS:
        raise UsageError(
            f".{kind} files are read but not written",
            path=target,
            hint="Choose another format by the suffix, for example -o NAME.csv.",
        )
    if len(transcripts) != 1 and kind in _ONE_SESSION:
        raise UsageError(
            f"a .{kind} file holds one session, {len(transcripts)} were given",
            path=target,
            hint="Choose .csv, .xlsx, .json or .jsonl.",
        )
    write_atomically(target, WRITERS[kind](source, transcripts))
