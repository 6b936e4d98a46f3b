"""Word documents: made new from the anonymized turns, so that no property of the source's document comes over."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.anonymize.writers.text import in_one_line, turns_as_text


def write_docx(source: Path, transcripts: Sequence[AnonymizedTranscript]) -> bytes:
    """Return the session as a document: Teams' paragraphs, a table, or the paragraphs of the text's manner."""
    import docx

    (transcript,) = transcripts
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    format_name = transcript.reading.format
    if format_name == "Teams Word":
        _teams(document, transcript)
    elif format_name == "course verbatim":
        _table(document, [("Transcription",), *((_named(u),) for u in transcript.utterances)])
    elif format_name == "Word table":
        _table(document, [("Speaker", "Text"), *((u.speaker, u.text) for u in transcript.utterances)])
    else:
        for block in turns_as_text(transcript):
            for line in block.rstrip("\n").split("\n"):
                document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _teams(document: Any, transcript: AnonymizedTranscript) -> None:  # noqa: ANN401  # python-docx has no types
    for u in transcript.utterances:
        document.add_paragraph(f"{_clock(u.start)} --> {_clock(u.end if u.end is not None else u.start)}")
        document.add_paragraph(u.speaker)
        document.add_paragraph(in_one_line(u.text))


def _table(document: Any, rows: Sequence[tuple[str, ...]]) -> None:  # noqa: ANN401
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = in_one_line(text)


def _named(utterance: AnonymizedUtterance) -> str:
    return f"{utterance.speaker}: {in_one_line(utterance.text)}"


def _clock(seconds: float | None) -> str:
    total = round((seconds or 0.0) * 1000)
    return f"{total // 3_600_000}:{total // 60_000 % 60}:{total // 1000 % 60}.{total % 1000:03d}"
