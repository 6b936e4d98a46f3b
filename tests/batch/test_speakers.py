import csv
import hashlib
import json
from pathlib import Path

import pytest
from batch_fake import FakeLoader
from batch_helpers import run, stopped
from folder_contents import contents

from empathy.batch import run_batch
from empathy.batch.reading import SourceReader
from empathy.batch.run import EngineOptions
from empathy.errors import InputError, UsageError

pytestmark = pytest.mark.usefixtures("small_chunks")


@pytest.fixture
def named(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Maya: Hello there.\nTom: Hello.\n")
    return path


def test_a_finished_run_knows_who_was_said_to_help(named, tmp_path):
    one = SourceReader(helper=("Maya",), client=("Tom",))
    result = run(named, tmp_path / "out", reader=one)
    assert run(named, tmp_path / "out", reader=one).scored == 0
    with pytest.raises(UsageError, match=r"finished run .* differs in: config \(speakers\)"):
        run(named, tmp_path / "out", reader=SourceReader(helper=("Tom",), client=("Maya",)))
    told = json.dumps(result.manifest)
    assert not any(name in told for name in ("Maya", "Tom"))
    alone = hashlib.sha256(json.dumps([["Maya"], ["Tom"]]).encode()).hexdigest()
    assert alone not in told


@pytest.mark.parametrize("workers", [1, 2])
def test_names_that_are_heard_nowhere_are_told_at_the_end(corpus, tmp_path, workers):
    given = SourceReader(helper=("Terapist", "Therapist", "Ann"), client=("=Kim",))
    counts = run(corpus, tmp_path / "out", reader=given, engine=EngineOptions(workers=workers)).manifest["counts"]
    rows = list(csv.DictReader((tmp_path / "out" / "failures.csv").open()))
    assert [row["reason"] for row in rows if not row["file"]] == [
        "nobody of the name given with --helper (2 of 3, in alphabetical order) speaks in any session",
        "nobody of the name given with --client speaks in any session",
    ]
    # Ann is heard in one session, whose other speaker is the client
    assert [Path(row["file"]).name for row in rows[:-2]] == ["broken.txt", "foreign.txt", "noise.txt"]
    assert (counts["sessions"], counts["failures"]) == (22, len(rows))


def test_a_run_that_is_taken_up_remembers_whom_it_heard(corpus, tmp_path, monkeypatch):
    chunks = run(corpus, tmp_path / "whole").manifest["counts"]["chunks"]
    one = SourceReader(helper=("Therapist", "Ann"))
    stopped(corpus, tmp_path / "out", monkeypatch, chunks=chunks - 1, reader=one)
    run(corpus, tmp_path / "out", reader=SourceReader(helper=("Ann", "Therapist")))
    assert "nobody of the name" not in (tmp_path / "out" / "failures.csv").read_text()


def test_nor_can_names_be_tried_without_the_transcripts(named, tmp_path):
    reader = SourceReader(helper=("Maya",), client=("Tom",))
    first = run(named, tmp_path / "one", reader=reader).manifest["config"]["speakers"]
    named.write_text("Maya: Hello there.\nTom: Good-bye.\n")
    assert run(named, tmp_path / "two", reader=reader).manifest["config"]["speakers"] != first


def test_an_unfinished_run_knows_what_the_roles_file_said(named, tmp_path, monkeypatch):
    roles = tmp_path / "roles.toml"
    roles.write_text('Maya = "helper"\nTom = "client"\n')
    stopped(named, tmp_path / "out", monkeypatch, reader=SourceReader(roles=roles))
    roles.write_text('Maya = "client"\nTom = "helper"\n')
    with pytest.raises(UsageError, match=r"unfinished run .* differs in: config \(speakers\)"):
        run(named, tmp_path / "out", reader=SourceReader(roles=roles))


def test_a_missing_roles_file_is_told_before_anything_is_read(named, tmp_path):
    with pytest.raises(InputError, match=r"gone\.toml"):
        run(named, tmp_path / "out", reader=SourceReader(roles=tmp_path / "gone.toml"))
    assert not (tmp_path / "out" / "failures.csv").exists()


_FIRST = "session 1 of the file: "


def test_no_file_of_a_run_names_a_speaker(tmp_path):
    """Failures are passed on with the results: they count speakers, whose names stay in the transcripts."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "unsettled.txt").write_text("Maya: Hello there.\nTomas: Hello.\n")
    (folder / "alone.txt").write_text("Priya: Hello there.\nPriya: Hello.\n")
    (folder / "both.txt").write_text("Olga: Hello there.\nClient: Hello.\n")
    given = SourceReader(helper=("Olga", "Zoltan"), client=("Olga",))
    run(folder, tmp_path / "out", reader=given)
    rows = list(csv.DictReader((tmp_path / "out" / "failures.csv").open()))
    assert [(Path(row["file"]).name, row["reason"].removeprefix(_FIRST).split(". ")[0]) for row in rows] == [
        ("alone.txt", "a name given with --helper is none of its speakers' (1 found)"),
        ("both.txt", "one speaker was given as helper and as client"),
        ("unsettled.txt", "a name given with --helper is none of its speakers' (2 found)"),
        ("", "nobody of the name given with --helper (2 of 2, in alphabetical order) speaks in any session"),
    ]
    written = b"".join(contents(tmp_path / "out").values()).lower()
    assert not any(name in written for name in (b"maya", b"tomas", b"priya", b"olga", b"zoltan"))


def test_nor_does_one_where_no_name_was_given(named, tmp_path):
    (tmp_path / "alone.txt").write_text("Priya: Hello there.\nPriya: Hello.\n")
    run_batch([str(named), str(tmp_path / "alone.txt")], str(tmp_path / "out"), loader=FakeLoader())
    rows = list(csv.DictReader((tmp_path / "out" / "failures.csv").open()))
    assert [row["reason"].removeprefix(_FIRST).split(". ")[0] for row in rows] == [
        "who is the helper and who the client cannot be told from its speakers' names (2 found)",
        "only one speaker was found; a helper and a client were expected",
    ]
    written = b"".join(contents(tmp_path / "out").values()).lower()
    assert not any(name in written for name in (b"maya", b"priya"))


def test_nor_does_one_where_speakers_names_stand_elsewhere(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "side.csv").write_text("Maya,Tomas\nWhat brings you here today?,I cannot sleep at all.\n")
    (folder / "keys.json").write_text(json.dumps([{"Maya": "Hello there, how are you?"}]))
    run(folder, tmp_path / "out")
    dialogue = [{"dialog": [{"speaker": "Priya", "content": "Hello there."}]}]
    (tmp_path / "ESConv.json").write_text(json.dumps(dialogue))
    run(f"esconv:{tmp_path / 'ESConv.json'}", tmp_path / "esconv")
    for out, failed in (("out", 2), ("esconv", 1)):
        assert len(list(csv.DictReader((tmp_path / out / "failures.csv").open()))) == failed
        written = b"".join(contents(tmp_path / out).values()).lower()
        assert not any(name in written for name in (b"maya", b"tomas", b"priya"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("roles.toml", 'helper = ["Maya"]\nclient = ["maya"]\n'),
        ("roles.toml", '[sessions.other]\nhelper = ["Maya"]\nclient = ["Maya"]\n'),
        ("roles.toml", "Maya = 3\n"),
        ("roles.csv", "Maya,helper\nTom,client\n"),
    ],
)
def test_a_mistake_in_the_roles_file_is_told_before_anything_is_read(named, tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=name):
        run(named, tmp_path / "out", reader=SourceReader(roles=tmp_path / name))
    assert not (tmp_path / "out" / "failures.csv").exists()


def test_one_of_several_names_that_is_nobodys_here_is_told_as_that(tmp_path):
    path = tmp_path / "three.txt"
    path.write_text("Olga: Hello there.\nKim: Hello.\nLou: Hello.\n")
    run(path, tmp_path / "out", reader=SourceReader(helper=("Olga", "Zoltan")))
    (row, _) = csv.DictReader((tmp_path / "out" / "failures.csv").open())
    assert "a name given with --helper is none of its speakers' (3 found)" in row["reason"]


def test_a_roles_file_in_the_folder_is_none_of_its_transcripts(named, tmp_path):
    roles = named.with_name("roles.csv")
    roles.write_text("name,role\nMaya,helper\nTom,client\n")
    result = run(named.parent, tmp_path / "out", reader=SourceReader(roles=roles))
    counts = result.manifest["counts"]
    assert (counts["sessions"], counts["failures"]) == (1, 0)
