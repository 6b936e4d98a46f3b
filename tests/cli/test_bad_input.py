"""Every way a file can be broken: one clear message with exit code 2, no traceback, no output, no transcript."""

import errno
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from empathy.cli.output import write_out
from empathy.errors import OutputError
from empathy.output import write_atomically

SECRET = "my brother Tobias drowned"

BROKEN = {
    "empty.txt": b"",
    "blank.txt": b"  \n\n",
    "binary.txt": bytes(range(256)) * 8,
    "one-speaker.txt": f"T: Hello.\nT: {SECRET}\n".encode(),
    "prose.txt": f"Once upon a time {SECRET} and nobody spoke.\n".encode(),
    "broken.json": f'[{{"speaker": "T", "text": "{SECRET}"'.encode(),
    "shape.json": f'{{"talk": "{SECRET}"}}'.encode(),
    "broken.jsonl": f'{{"speaker": "T", "text": "a"}}\n{{"speaker": "C", "text": "{SECRET}\n'.encode(),
    "broken.vtt": f"WEBVTT\n\n00:00:01.000 -> nonsense\nT: {SECRET}\n".encode(),
    "columns.csv": f"who,what\nT,Hello\nC,{SECRET}\n".encode(),
    "ragged.csv": f'speaker,text\nT,Hello\nC,"{SECRET}\n'.encode(),
    "zip.docx": b"PK\x03\x04" + SECRET.encode(),
    "zip.xlsx": SECRET.encode(),
    "utf16.txt": b"\xff\xfe\x00",
    "format.pdf": b"%PDF-1.4 " + SECRET.encode(),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", ["report", "score"])
def test_broken_files(run, tmp_path, name, command):
    path, target = tmp_path / name, tmp_path / ("out.html" if command == "report" else "out.jsonl")
    path.write_bytes(BROKEN[name])
    code, out, err = run(command, path, "-o", target)
    assert code == 2
    assert name in err
    assert "Traceback" not in err
    assert not any(word in out + err for word in ("Tobias", "drowned"))
    assert {p.name for p in tmp_path.iterdir()} == {name}


def test_a_missing_file(run, tmp_path):
    code, _, err = run("report", tmp_path / "gone.vtt")
    assert code == 2
    assert "gone.vtt" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(run, tmp_path):
    path = tmp_path / "closed.txt"
    path.write_text("T: a\nC: b\n")
    path.chmod(0)
    code, _, err = run("report", path)
    assert code == 2
    assert "permission" in err.lower()


@pytest.mark.parametrize("command", ["report", "score", "batch"])
def test_a_file_in_a_folder_without_permission(run, tmp_path, monkeypatch, command):
    path = tmp_path / "closed" / "a.txt"

    def denying(look):
        def looked(self, **how):
            if self == path:
                raise PermissionError(13, "Permission denied", str(self))
            return look(self, **how)

        return looked

    for name in ("exists", "is_dir"):
        monkeypatch.setattr(Path, name, denying(getattr(Path, name)))
    code, _, err = run(
        command, path, "-o", tmp_path / "out.html" if command == "report" else tmp_path / "out.jsonl"
    )
    assert code == 2
    assert "no permission to read it" in err


@pytest.mark.parametrize("command", ["report", "score", "batch"])
def test_a_name_that_no_file_can_have(run, tmp_path, command):
    code, _, err = run(command, tmp_path / ("x" * 300 + ".txt"), *(("-o", tmp_path) if command == "batch" else ()))
    assert code == 2
    assert "longer than a file's can be" in err


def test_a_turn_that_is_none(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("T: Hello.\nC: " + "marmalade " * 100_001)
    code, out, err = run("score", path)
    assert (code, out) == (2, "")
    assert "turn 1 has more than" in err
    assert "marmalade" not in err


def test_a_full_disk_behind_a_device_leaves_the_device_as_it_is(run, tmp_path):
    path, full = tmp_path / "a.txt", Path("/dev/full")
    if not full.is_char_device():
        pytest.skip("no such device here")
    path.write_text("T: How are you?\nC: Not great.\n")
    code, _, err = run("score", path, "--format", "jsonl", "-o", full)
    assert code == 2
    assert "cannot be written" in err
    assert full.is_char_device()


def test_a_report_of_unknown_kind(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("T: a\nC: b\n")
    code, _, err = run("report", path, "-o", tmp_path / "a.pdf")
    assert code == 2
    assert ".html" in err


def test_names_that_say_no_role_are_named_with_the_option(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Maya: How was it?\nTom: Fine.\n")
    code, _, err = run("report", path)
    assert code == 2
    assert "Maya" in err
    assert "--helper" in err


def test_an_unknown_column_option(run, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("speaker,text\nT,a\nC,b\n")
    code, _, err = run("score", path, "--column", "words=text")
    assert code == 2
    assert "FIELD=NAME" in err


def test_names_of_a_roles_file_that_nobody_has_are_told(run, tmp_path):
    path, roles = tmp_path / "a.txt", tmp_path / "roles.csv"
    path.write_text("Maya: How was it?\nTom: Fine.\n")
    for names, told in (("Maya;helper\nTom;client\n", ""), ("Maya;helper\nTomm;client\n", "1 name of nobody")):
        roles.write_text(f"name;role\n{names}")
        code, _, err = run("score", path, "--roles", roles)
        assert code == 0
        assert told in err
        assert ("'Tomm'" in err) is bool(told)


def test_a_standard_output_that_takes_nothing(monkeypatch):
    class Full(io.BytesIO):
        def flush(self):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=Full(), fileno=io.BytesIO().fileno))
    with pytest.raises(OutputError, match="No space left"):
        write_out(b"{}", None)


def test_the_longest_name_that_a_file_can_have_is_written(tmp_path):
    path = tmp_path / ("x" * 250 + ".html")
    write_atomically(path, "a page")
    assert path.read_text() == "a page"
    assert list(tmp_path.iterdir()) == [path]
