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


def test_a_file_named_itself_is_kept(file, tmp_path):
    path = file("notes.md", "T: x")
    assert find_files([path, str(path)]) == ([path], [])
    file("a.txt", "x")
    assert find_files([path, tmp_path])[1] == []


def test_a_convokit_folder_is_its_utterances(file, tmp_path):
    for name in ("utterances.jsonl", "speakers.json", "conversations.json"):
        file(name, "{}")
    assert [path.name for path in find_files([tmp_path])[0]] == ["utterances.jsonl"]


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="no transcript was found in this folder"):
        find_files([tmp_path])
    with pytest.raises(InputError, match="no such file or folder"):
        find_files([tmp_path / "none"])
