import json

import pytest

from empathy.errors import InputError
from empathy.ingest import find_files


def test_folders_are_searched_in_order(file, tmp_path):
    for name in (
        "b.txt",
        "a.vtt",
        "sub/c.CSV",
        "sub/photo.png",
        ".hidden.txt",
        ".git/d.txt",
        "~$b.docx",
        "notes.md",
    ):
        file(name, "x")
    found, left = find_files([tmp_path, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.vtt", "b.txt", "sub/c.CSV"]
    assert [path.name for path in left] == ["notes.md", "photo.png"]


def test_what_else_a_call_reads_is_no_transcript_of_its_folder(file, tmp_path):
    talk, roles = file("in/a.txt", "x"), file("in/roles.csv", "name,role\n")
    (tmp_path / "link.csv").symlink_to(roles)
    for given in (roles, tmp_path / "link.csv"):
        assert find_files([tmp_path / "in"], lists=(given, None)) == ([talk], {})
    assert find_files([roles], lists=(roles,))[0] == [roles]  # named itself


def test_a_file_named_itself_is_kept(file, tmp_path):
    path = file("notes.md", "T: x")
    assert find_files([path, str(path)]) == ([path], {})
    file("a.txt", "x")
    assert find_files([path, tmp_path])[1] == {}


def test_a_convokit_folder_is_its_utterances(file, tmp_path):
    for name in ("utterances.jsonl", "speakers.json", "conversations.json"):
        file(name, "{}")
    assert [path.name for path in find_files([tmp_path])[0]] == ["utterances.jsonl"]


RECORD = {"schema": "1.0", "session": "a", "utterance": 0, "speaker": "T", "text": "Hi", "markers": {}}
OURS = {
    "scores.jsonl": f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n",
    "scores.json": json.dumps([RECORD, RECORD], indent=1),
    "scores.csv": "schema,session,utterance,start,end,speaker,role,text,warmth,warmth.probability\r\n",
    "report.json": json.dumps({"schema": "1.1", "records_schema": "1.0", "kind": "empathy-report", "sessions": []}),
    "manifest.json": json.dumps({"schema": "1.0", "empathy": "0", "model": {}, "inputs": {}, "counts": {}}),
    "failures.csv": "file,line,reason\n",
}


def test_what_this_program_wrote_is_left_out_of_a_folder(file, tmp_path):
    talk = {"speaker": "T", "text": 'He wrote {"schema": 1, "markers": "kind": "empathy-report"}'}
    theirs = [file("talk.json", json.dumps([talk])), file("talk.jsonl", json.dumps({**talk, "schema": 1}))]
    ours = [file(name, content) for name, content in OURS.items()]
    found, left = find_files([tmp_path])
    assert found == theirs
    assert left == dict.fromkeys(sorted(ours), "scores or a report of ours")
    assert find_files(ours)[0] == ours


def test_a_large_report_is_told_by_its_beginning(file, tmp_path):
    file("a.txt", "x")
    report = file("r.json", json.dumps({"schema": "1.1", "kind": "empathy-report", "sessions": ["x" * 200_000]}))
    assert list(find_files([tmp_path])[1]) == [report]


def test_tables_are_taken_where_they_are_asked_for(file, tmp_path):
    file("a.txt", "x")
    table = file("b.parquet", "x")
    assert find_files([tmp_path])[1] == {table: "not a transcript format"}
    assert find_files([tmp_path], also=(".parquet",))[0][1:] == [table]


def test_links_are_followed_once(file, tmp_path):
    path = file("in/a.txt", "x")
    (tmp_path / "in" / "back").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere")
    elsewhere = file("other/b.txt", "x")
    (tmp_path / "in" / "linked").symlink_to(elsewhere.parent)
    found, left = find_files([tmp_path / "in"])
    assert found == [path, tmp_path / "in" / "linked" / "b.txt"]
    assert left == {tmp_path / "in" / "gone.txt": "a link that leads nowhere, or no file"}


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no transcript was found in this folder"):
        find_files([tmp_path])
    with pytest.raises(InputError, match="no such file or folder"):
        find_files([tmp_path / "none"])
