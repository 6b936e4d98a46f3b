"""A transcript written in any format reads back to the same turns; no bytes lead to anything but an InputError."""

import csv
import io
import json
import tempfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from empathy.errors import InputError
from empathy.ingest import READERS, read_all
from empathy.ingest.times import clock
from empathy.spreadsheet import plain_cell

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = ("Therapist", "Client", "Dana Lee", "Speaker 3")
WORD = st.text(st.characters(categories=("Ll", "Lu", "Nd"), include_characters="'’-é"), min_size=1, max_size=9)
# sentences with what breaks naive readers: separators, quotes, brackets, ampersands, times
MARK = st.sampled_from(['"', ";", ",", "[laughs]", "(inaudible)", "&", "10:30", "a|b", "<3", "…", "“so”", "->"])
SENTENCE = st.lists(st.one_of(WORD, WORD, MARK), min_size=1, max_size=8).map(" ".join)


@st.composite
def sessions(draw):
    """Turns in which neighbours differ, so that merging changes nothing; both of the first two speak twice."""
    spoken = [(NAMES[i % 2], draw(SENTENCE)) for i in range(4)]
    for _ in range(draw(st.integers(0, 5))):
        others = [name for name in NAMES if name != spoken[-1][0]]
        spoken.append((draw(st.sampled_from(others)), draw(SENTENCE)))
    return spoken


def _cues(turns, template, head=""):
    blocks = [template.format(clock(i), clock(i + 0.5), *turn) for i, turn in enumerate(turns)]
    return head + "\n\n".join(blocks) + "\n"


def _table(turns, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("speaker", "text"), *turns])
    return out.getvalue()


def _workbook(turns):
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(("speaker", "text"))
    for row in turns:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _document(turns):
    document, out = docx.Document(), io.BytesIO()
    for name, text in turns:
        document.add_paragraph(f"{name}: {text}")
    document.save(out)
    return out.getvalue()


def _messages(turns):
    return [{"speaker": name, "text": text} for name, text in turns]


WRITERS = {
    "txt": lambda turns: "".join(f"{name}: {text}\n" for name, text in turns),
    "otter.txt": lambda turns: "".join(f"{name}  0:{i:02d}\n{text}\n\n" for i, (name, text) in enumerate(turns)),
    "rev.txt": lambda turns: "".join(
        f"{name} (00:00:{i:02d}):\n{text}\n\n" for i, (name, text) in enumerate(turns)
    ),
    "tab.txt": lambda turns: "".join(f"00:00:{i:02d}\t{name}\t{text}\n" for i, (name, text) in enumerate(turns)),
    "vtt": lambda turns: _cues(turns, "{0} --> {1}\n{2}: {3}", "WEBVTT\n\n"),
    "teams.vtt": lambda turns: _cues(turns, "{0} --> {1}\n<v {2}>{3}</v>", "WEBVTT\n\n"),
    "srt": lambda turns: _cues(turns, "{0} --> {1}\n{2}:\n{3}"),
    "csv": lambda turns: _table(turns, ","),
    "tsv": lambda turns: _table(turns, "\t"),
    "xlsx": _workbook,
    "docx": _document,
    "json": lambda turns: json.dumps(_messages(turns)),
    "jsonl": lambda turns: "\n".join(map(json.dumps, _messages(turns))),
}


@pytest.mark.parametrize("kind", WRITERS)
@QUICK
@given(turns=sessions())
def test_written_and_read_back(kind, turns):
    content = WRITERS[kind](turns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (transcript,) = read_all(path)
    if kind in ("csv", "tsv"):  # an apostrophe before a formula's sign is the writer's, as spreadsheets want it
        turns = [(name, plain_cell(text).strip()) for name, text in turns]
    assert [(u.speaker, u.text) for u in transcript.utterances] == turns
    assert transcript.reading.units == len(turns)
    assert [u.index for u in transcript.utterances] == list(range(len(turns)))


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(content=st.binary(min_size=0, max_size=300) | st.text(max_size=300).map(str.encode))
@example(content=b"T: a\xff\xfe\nC: b")
@example(content=b'{"segments": [{"text": null}]}')
@example(content=b'[{"speaker": {}, "text": {}}]')
@example(content=b'{"results": {"items": [{"alternatives": 3}]}}')
@example(content=b'{"utterances": [1, "a"]}')
@example(content=b"WEBVTT\n\n99:99:99.999 --> 00:00\nT: a")
@example(content=b"1\n99999999999:00:00,000 --> 00:00:01,000\nT: a")
@example(content=b"1\n00:00:00,000 --> 00:00:01,000\n\n2")
@example(content=b"speaker,text\n\x1a,\x1a\n")
def test_any_bytes_are_read_or_refused(kind, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        path.write_bytes(content)
        try:
            transcripts = read_all(path)
        except InputError as error:
            assert error.exit_code == 2
        else:
            assert all(t.utterances for t in transcripts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "a", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["segments", "utterances", "results", "items", "speaker", "text", "start", "end", "transcript",
                 "words", "alternatives", "content", "role", "messages", "dialog", "session",
                 "speaker_labels", "channels"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)  # fmt: skip


@settings(QUICK, max_examples=150)
@given(data=JSON, lines=st.booleans())
def test_any_json_is_read_or_refused(data, lines):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl" if lines else "a.json")
        path.write_text(json.dumps(data), encoding="utf-8")
        try:
            read_all(path)
        except InputError as error:
            assert error.exit_code == 2
