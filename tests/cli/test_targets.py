"""The only original of a transcript is never overwritten, whatever -o and --key say."""

import json
import os

import pytest
from folder_contents import contents
from study import write_study

TALK = "Therapist: What would help you most?\nClient: I want to stop smoking before summer.\n"
MESSAGES = [{"speaker": "Therapist", "text": "What would help you most?"}, {"speaker": "Client", "text": "A map."}]
BYTES = {
    "x.json": json.dumps(MESSAGES),
    "x.jsonl": "\n".join(map(json.dumps, MESSAGES)),
    "x.csv": "session,speaker,text\na,Therapist,Hello there\na,Client,Hello\n",
    "x.txt": TALK,
}


@pytest.fixture
def file(tmp_path):
    def write(name, content=None):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BYTES[name] if content is None else content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def nothing_is_scored(never):
    never("empathy.cli.reading.load_pipeline", "empathy.anonymize.anonymizer.Anonymizer.load")


@pytest.mark.usefixtures("nothing_is_scored")
@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("report", "x.json"),
        ("report", "x.csv"),
        ("score", "x.jsonl"),
        ("anonymize", "x.txt"),
        ("anonymize", "x.jsonl"),
    ],
)
def test_an_input_is_no_output(run, file, command, name, monkeypatch, tmp_path):
    path = file(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / f"link{path.suffix}").symlink_to(path)
    for given in (path, name, f"../{tmp_path.name}/{name}", f"link{path.suffix}"):
        code, out, err = run(command, path, "-o", given)
        assert (code, out) == (2, "")
        assert "-o is one of the transcripts to read" in err
    assert path.read_text(encoding="utf-8") == BYTES[name]
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("nothing_is_scored")
def test_nor_is_a_file_of_a_folder_or_a_second_name_of_it(run, file, tmp_path):
    path = file("x.csv")
    for target in (path, tmp_path / "other.csv"):
        if target != path:
            os.link(path, target.with_suffix(".hard.csv"))
            target = target.with_suffix(".hard.csv")
        code, _, err = run("score", tmp_path, "-o", target)
        assert code == 2 and "one of the transcripts" in err
    assert path.read_text() == BYTES["x.csv"]


@pytest.mark.usefixtures("nothing_is_scored")
def test_nor_are_the_lists_that_a_call_reads(run, file):
    talk, roles = file("x.txt"), file("roles.csv", "name,role\nMaya,helper\n")
    code, _, err = run("score", talk, "--roles", roles, "-o", roles)
    assert code == 2 and "-o is the file given with --roles" in err
    assert roles.read_text().startswith("name,role")


@pytest.mark.usefixtures("nothing_is_scored")
def test_a_key_is_not_written_over_a_transcript(run, file, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    path = file("x.txt")
    code, _, err = run("anonymize", path, "--key", path)
    assert code == 2 and "--key is one of the transcripts to read" in err
    assert path.read_text() == TALK


def test_nor_over_what_is_written_beside_it(run, file, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    target = tmp_path / "out.txt"
    code, _, err = run("anonymize", file("x.txt"), "-o", target, "--key", target)
    assert code == 2 and "--key is what -o writes" in err
    assert not target.exists()


def test_a_folder_s_own_names_are_checked_before_any_is_written(run, file, tmp_path):
    (tmp_path / "in").mkdir()
    first, second = file("in/one.txt", TALK), file("in/week-2.txt", TALK)
    (tmp_path / "in" / "one.txt").rename(tmp_path / "natalie_baker.txt")
    first = tmp_path / "natalie_baker.txt"
    code, _, err = run("anonymize", first, second, "-o", tmp_path / "in")
    assert code == 2 and "-o is one of the transcripts to read" in err and "week-2.txt" in err
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["week-2.txt"]
    assert second.read_text() == TALK


def test_files_of_a_folder_are_written_all_or_none(run, file, tmp_path):
    file("in/a.txt", TALK)
    file("in/b.cha", "@UTF8\n@Begin\n*THE:\thow are you .\n*CLI:\tfine .\n@End\n")
    code, _, err = run("anonymize", tmp_path / "in", "-o", tmp_path / "out")
    assert code == 2 and ".cha files are read but not written" in err and "empathy-" not in err
    assert list((tmp_path / "out").iterdir()) == []


def test_several_files_do_not_fit_into_one(run, file, tmp_path):
    target = file("old.vtt", "WEBVTT")
    code, _, err = run("anonymize", file("x.txt"), file("y.txt", TALK), "-o", target)
    assert code == 2 and "several files, cannot be written to one" in err
    assert target.read_text() == "WEBVTT"


@pytest.fixture
def study(file, tmp_path, monkeypatch):
    """A corpus of a table, what scored it, and a ConvoKit corpus, all in the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    file("scored.json", "[]")
    for name in ("failures.csv", "manifest.json", "utterances/c0.parquet"):
        file(f"scored/{name}", "{}")
    for name in ("utterances.jsonl", "speakers.json", "conversations.json"):
        file(f"talks/{name}", "{}\n")
    return tmp_path


CORPUS = "study.toml:codes.csv"


@pytest.mark.usefixtures("nothing_is_scored")
@pytest.mark.parametrize(
    ("call", "told"),
    [
        (f"evaluate {CORPUS} -o codes.csv", "one of the corpus's files"),
        (f"evaluate {CORPUS} --predictions scored.json -o scored.json", "what --predictions reads"),
        (f"evaluate {CORPUS} --predictions scored -o scored/failures.csv", "what --predictions reads"),
        (f"evaluate {CORPUS} --against scored -o scored/manifest.json", "what --against reads"),
        (f"corpora fingerprint {CORPUS} -o codes.csv", "one of the corpus's files"),
        (f"corpora fingerprint {CORPUS} -o study.toml", "the corpus's description"),
        (f"corpora export {CORPUS} --to csv -o codes.csv", "one of the corpus's files"),
        ("corpora export convokit:talks --to convokit -o talks", "one of the corpus's files"),
        ("corpora export convokit:talks --to jsonl -o talks/utterances.jsonl", "one of the corpus's files"),
    ],
)
def test_a_corpus_and_its_predictions_are_no_output(run, study, call, told):
    before = contents(study)
    code, out, err = run(*call.split())
    assert (code, out) == (2, "")
    assert f"-o is {told}" in err
    assert contents(study) == before


def test_labels_written_beside_tasks_are_no_input_either(run, study):
    (study / "codes.csv").rename(study / "codes.xml")
    before = contents(study)
    code, _, err = run("corpora", "export", "study.toml:codes.xml", "--to", "labelstudio", "-o", "codes.json")
    assert code == 2 and "-o is one of the corpus's files" in err
    assert contents(study) == before


DIALOG = {"conversation_id": "7", "dialog": [{"speaker": "supporter", "content": "Hello."}]}


def test_what_a_command_wrote_before_it_may_write_again(run, study):
    (study / "ESConv.json").write_text(json.dumps([DIALOG]))
    for kind, name in (("convokit", "talks"), ("convokit", "new"), ("csv", "talks.csv")):
        for _ in range(2):
            code, _, err = run("corpora", "export", "esconv:.", "--to", kind, "-o", name, "--as-is")
            assert code == 0, err


def test_sessions_that_share_a_name_are_told_before_they_are_scored(run, study):
    (study / "ESConv.json").write_text(json.dumps([DIALOG, {**DIALOG, "dialog": DIALOG["dialog"] * 2}]))
    code, _, err = run("evaluate", "esconv:ESConv.json", "--predictions", "scored.json")
    assert code == 2
    assert "1 session names stand twice" in err


@pytest.mark.parametrize("command", ["report", "score"])
@pytest.mark.parametrize(
    ("place", "problem"),
    [("missing/x.csv", "no such folder"), ("a.csv/x.csv", "no such folder"), ("f.csv", "is a folder")],
)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(
    run, tmp_path, never, command, place, problem
):
    (tmp_path / "a.csv").write_text("speaker,text\nT,a\nC,b\n")
    (tmp_path / "f.csv").mkdir()
    never("empathy.ingest.read_all", "empathy.ingest.find_files")
    code, _, err = run(command, tmp_path / "a.csv", "-o", tmp_path / place)
    assert code == 2
    assert problem in err
