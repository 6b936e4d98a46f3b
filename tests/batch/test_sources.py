import os
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from batch_fake import FakeLoader

from empathy.batch import run_batch
from empathy.batch.chunks import Failure, read_chunks
from empathy.batch.reading import SourceReader
from empathy.batch.sources import digest_sources, group_sources, list_sources
from empathy.batch.store import open_store
from empathy.errors import InputError, RolesError
from empathy.ingest import iter_sessions
from empathy.ingest.options import ColumnMap
from empathy.ingest.roles import assign_roles
from empathy.transcript import Role

TEXT = "Therapist: Hello there.\nClient: Hello.\n"


def names(sources):
    return [source.path.rsplit("/", 1)[-1] for source in sources]


def test_each_file_stands_once_in_the_order_given_and_sorted_within_folders(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "~$lock.docx"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.txt").write_text(TEXT)
    found = list_sources([str(tmp_path / "b.txt"), str(tmp_path)], readers=())
    assert names(found) == ["b.txt", "a.txt", "c.txt"]
    assert [source.number for source in found] == [0, 1, 2]


def test_a_file_stands_once_whatever_names_lead_to_it(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.chdir(tmp_path)
    told = []
    (folder / "notes.md").write_text(TEXT)
    given = ["in/../in/notes.md", "in", str(folder), "in/../in/a.txt", "link", "link/a.txt"]
    found = list_sources(given, readers=(), tell_left=told.append)
    assert [source.path for source in found] == ["in/../in/notes.md", "in/a.txt"]
    assert told == []
    both = list_sources(["annomi:in/a.txt", "in", f"annomi:{folder}/a.txt"], readers=("annomi",))
    assert [(source.reader, source.path) for source in both] == [("annomi", "in/a.txt"), ("", "in/a.txt")]


def test_results_inside_an_input_are_not_read_again(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sessions.parquet").write_bytes(b"...")
    assert names(list_sources([str(tmp_path)], readers=(), leave_out=tmp_path / "out")) == ["a.txt"]


def test_the_digest_tells_content_and_not_time(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    first = digest_sources(list_sources([str(tmp_path)], readers=()))
    os.utime(path, ns=(0, 0))
    assert digest_sources(list_sources([str(tmp_path)], readers=())) == first
    path.write_text(TEXT.swapcase())
    os.utime(path, ns=(0, 0))
    assert digest_sources(list_sources([str(tmp_path)], readers=())) != first


def test_the_digest_tells_content_within_a_corpus_folder(tmp_path):
    def digest():
        return digest_sources(list_sources([f"convokit:{tmp_path}"], readers=("convokit",)))

    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.jsonl").write_text("{}")
    first = digest()
    (tmp_path / "inner" / "a.jsonl").write_text("[]")
    assert digest() != first
    (tmp_path / "inner" / "a.jsonl").write_text("{}")
    assert digest() == first


def test_a_file_that_may_not_be_read_is_listed_and_becomes_a_failure(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(TEXT)
    opened = Path.open

    def closed(self, *args, **options):
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **options)

    monkeypatch.setattr(Path, "open", closed)
    (source,) = list_sources([str(tmp_path / "a.txt")], readers=())
    assert (source.state, source.bytes) == ("", len(TEXT))


def test_a_url_s_own_mark_tells_that_it_changed():
    def digest():
        return digest_sources(list_sources(["memory://marked/*.txt"], readers=()))

    memory = fsspec.filesystem("memory")
    memory.pipe("/marked/a.txt", TEXT.encode())
    first = digest()
    assert digest() == first
    memory.pipe("/marked/a.txt", TEXT.swapcase().encode())
    assert digest() != first


@pytest.mark.parametrize("given", ["", "nowhere", "annomi:nowhere.csv", "memory://nowhere/*.txt"])
def test_what_is_not_there_is_told(given):
    with pytest.raises(InputError):
        list_sources([given], readers=("annomi",))


def test_a_corpus_folder_without_a_file_is_told(tmp_path):
    (tmp_path / "inner").mkdir()
    with pytest.raises(InputError, match="no file"):
        list_sources([f"annomi:{tmp_path}"], readers=("annomi",))


def test_groups_hold_neighbours_up_to_a_size(tmp_path, monkeypatch):
    monkeypatch.setattr("empathy.batch.sources.GROUP_BYTES", 100)
    for number, size in enumerate((40, 40, 40, 500, 10)):
        (tmp_path / f"{number}.txt").write_text("x" * size)
    groups = list(group_sources(list_sources([str(tmp_path)], readers=())))
    assert [names(group.sources) for group in groups] == [["0.txt", "1.txt"], ["2.txt"], ["3.txt"], ["4.txt"]]


def parquet(path, sessions):
    rows = [(s, who, f"{who} says {n}", float(n)) for s in sessions for n, who in enumerate(("Guide", "Guest"))]
    columns = dict(zip(("conversation_id", "who", "said", "start"), zip(*rows, strict=True), strict=True))
    pq.write_table(pa.table({name: list(column) for name, column in columns.items()}), path)


def test_parquet_is_read_by_session(tmp_path):
    parquet(tmp_path / "talk.parquet", ["a", "b"])
    reader = SourceReader(helper=("Guide",), client=("Guest",), columns=ColumnMap(speaker="who", text="said"))
    (source,) = list_sources([str(tmp_path)], readers=())
    one, two = (reader.give_roles(transcript) for transcript in reader.read(source))
    assert (one.session, two.session) == ("a", "b")
    assert [u.role for u in one.utterances] == [Role.HELPER, Role.CLIENT]
    assert two.utterances[1].text == "Guest says 1"
    assert two.utterances[1].start == 1.0


def told(given, text, tmp_path):
    (tmp_path / "a.txt").write_text(text)
    reader = SourceReader(**given)
    (source,) = list_sources([str(tmp_path / "a.txt")], readers=())
    found = reader.give_roles(next(reader.read(source)))
    return "".join(u.role.value[0] for u in found.utterances), found.reading.notes


def test_roles_are_told_as_for_one_file(tmp_path):
    one_sided = ("no helper speaks in it: only the other side was read",)
    assert told({"client": ("Client",)}, "Client: Hello.\nClient: I am here.\n", tmp_path) == ("cc", one_sided)
    assert told({"client": ("Dana",)}, "Dana: Hello.\nDana: I am here.\n", tmp_path) == ("cc", one_sided)
    # what is given is stronger than what the names say
    assert told({"helper": ("Client",), "client": ("Therapist",)}, TEXT, tmp_path) == ("ch", ())
    # names of other inputs, where the names here say it all
    assert told({"helper": ("Dana",)}, TEXT, tmp_path) == ("hc", ())
    with pytest.raises(RolesError, match="say so of every speaker"):
        told({}, "Therapist: Hello.\nCounsellor: Hello.\n", tmp_path)
    with pytest.raises(RolesError, match="only one speaker"):
        told({}, "Client: Hello.\nClient: I am here.\n", tmp_path)


def test_names_given_are_matched_as_for_one_file(tmp_path):
    (tmp_path / "a.csv").write_text("speaker,role,text\nSpeaker 0,helper,Hello.\nSpeaker 1,client,Hi.\n")
    transcript = next(iter_sessions(tmp_path / "a.csv"))
    for helper, client in (("1", "0"), ("speaker  1", "SPEAKER 0")):
        reader = SourceReader(helper=(helper,), client=(client,))
        alone = assign_roles(transcript, helper=[helper], client=[client])
        assert reader.give_roles(transcript) == alone
        assert [u.role for u in alone.utterances] == [Role.CLIENT, Role.HELPER]


def test_sessions_that_stand_apart_in_parquet_become_a_failure_with_its_row(tmp_path):
    parquet(tmp_path / "talk.parquet", ["a", "b", "a"])
    reader = SourceReader(columns=ColumnMap(speaker="who", text="said"))
    (group,) = group_sources(list_sources([str(tmp_path)], readers=()))
    (chunk,) = read_chunks(group, reader.read)
    (failure,) = chunk.failures
    assert isinstance(failure, Failure)
    assert failure.line == 5
    assert "stand apart" in failure.reason


def test_urls_are_fetched_and_read(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.pipe("/study/a.txt", TEXT.encode())
    memory.pipe("/study/b.txt", TEXT.encode())
    result = run_batch(["memory://study/*.txt"], str(tmp_path / "out"), loader=FakeLoader())
    assert result.manifest["counts"]["sessions"] == 2
    rows = pq.read_table(tmp_path / "out" / "sessions.parquet").to_pylist()
    assert [row["session"] for row in rows] == ["a", "b"]


def test_a_labelled_corpus_is_an_input(tmp_path):
    path = tmp_path / "AnnoMI-simple.csv"
    path.write_text(
        "mi_quality,transcript_id,topic,utterance_id,interlocutor,timestamp,utterance_text,"
        "main_therapist_behaviour,client_talk_type\n"
        "high,7,walking,0,therapist,00:00:13,What would help?,question,n/a\n"
        "high,7,walking,1,client,00:00:15,A map would.,n/a,change\n"
    )
    run_batch([f"annomi:{path}"], str(tmp_path / "out"), loader=FakeLoader())
    (row,) = pq.read_table(tmp_path / "out" / "utterances").select(["session", "role"]).slice(1).to_pylist()
    assert row == {"session": "7", "role": "client"}


@pytest.mark.parametrize(
    ("error", "problem"),
    [(ImportError("Install s3fs"), "its package is not installed"), (ValueError("unknown"), "no such kind of URL")],
)
def test_a_url_whose_store_is_not_known_is_told(monkeypatch, error, problem):
    def fail(url):
        raise error

    monkeypatch.setattr("fsspec.core.url_to_fs", fail)
    with pytest.raises(InputError, match=f"cannot be read: {problem}"):
        list_sources(["s3://bucket/a.csv"], readers=())
    with pytest.raises(InputError, match=f"cannot be written: {problem}"):
        open_store("s3://bucket/out")
