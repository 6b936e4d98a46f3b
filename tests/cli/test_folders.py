"""Folders as a user has them: other files among the transcripts, earlier results, sessions of one name."""

import csv
import json

import pyarrow.parquet as pq
import pytest

from empathy.anonymize.keyfile import read_key
from empathy.cli.names import unique_names

TALK = "Therapist: What would help you most?\nClient: I want to stop smoking before summer.\n"
GERMAN = (
    "Therapeut: Guten Tag, wie geht es Ihnen heute? Was hat Ihnen in der Vergangenheit geholfen?\n"
    "Klient: Ach, es war so eine schwierige Woche, ich bin müde und mein Bruder will nicht mehr mit mir reden. An "
    "manchen Tagen habe ich gar keine Lust, aus dem Bett zu kommen.\n"
    "Therapeut: Das klingt, als ob Sie sich sehr allein fühlen. Und was war in dieser Woche anders?\n"
)


def scored_by(model, command):
    """What makes a command score with a model: ``anonymize`` does so for its check alone."""
    return ["--model", model, *(["--check"] if command == "anonymize" else [])]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "term"
    place.mkdir()
    (place / "a.txt").write_text(TALK)
    (place / "README.md").write_text("# Term one\n")
    (place / "broken.json").write_text("{")
    return place


@pytest.mark.parametrize("command", ["report", "score", "anonymize"])
def test_what_is_no_transcript_is_left_out_and_named(run, folder, tmp_path, tiny_model, command):
    target = tmp_path / ("out.json" if command != "anonymize" else "out.jsonl")
    code, _, err = run(command, folder, *scored_by(tiny_model, command), "-o", target)
    assert code == 0
    assert f"Left out {folder / 'README.md'}: not a transcript format." in err
    assert f"Left out {folder / 'broken.json'}: broken JSON" in err
    assert target.exists()


def test_a_fault_in_the_file_of_roles_is_no_transcript_left_out(run, folder, tmp_path):
    roles = tmp_path / "roles.toml"
    roles.write_text("Maya = boss\n")
    code, _, err = run("score", folder, "--roles", roles)
    assert code == 2 and "roles.toml" in err and "no transcript found" not in err


@pytest.mark.parametrize("command", ["report", "score"])
def test_a_session_in_which_one_side_speaks_stops_no_folder_once_that_is_said(
    run, folder, tmp_path, tiny_model, command
):
    (folder / "clientonly.txt").write_text("Client: I feel so alone.\nClient: Nobody rings.\n")
    given = [command, folder, "--model", tiny_model, "-o", tmp_path / "out.json"]
    code, _, err = run(*given)
    assert code == 2 and "clientonly.txt" in err and "say it: --client NAME" in err
    assert run(*given, "--helper", "Therapist", "--client", "Client")[0] == 0
    assert "Nobody rings." in (tmp_path / "out.json").read_text()


@pytest.mark.parametrize("command", ["report", "score", "anonymize"])
def test_a_name_that_nobody_has_is_told_before_anything_is_scored(run, folder, tmp_path, tiny_model, command):
    target = tmp_path / ("out.json" if command != "anonymize" else "out.jsonl")
    given = [command, *scored_by(tiny_model, command), "-o", target, "--client", "Client", "--helper"]
    code, _, err = run(*given, "Terapist", folder / "a.txt")
    assert (code, target.exists()) == (2, False)
    assert f"{folder / 'a.txt'}: --helper 'Terapist': nobody of that name speaks in session 'a'" in err
    assert "speakers found: 'Therapist', 'Client'" in err
    (folder / "b.txt").write_text("Maya: What would help?\nTom: To sleep.\n")
    code, _, err = run(*given, "Maya", "--helper", "Terapist", folder)
    assert (code, target.exists()) == (2, False)
    assert "--helper 'Terapist': nobody of that name speaks in 2 sessions" in err and "'Maya', 'Tom'" in err
    # one that speaks in one session alone is fine
    assert run(*given, "Maya", folder)[0] == 0 and target.exists()


def test_batch_ends_with_the_names_that_nobody_has(run, folder, tmp_path, tiny_model):
    (folder / "broken.json").unlink()
    given = ["batch", folder, "--model", tiny_model, "-o", tmp_path / "out", "-w", "1", "--client", "Client"]
    for _ in range(2):  # and when it is asked again
        code, out, err = run(*given, "--helper", "Terapist")
        assert code == 0 and "1 session," in out and "1 failed: see" in err
    (row,) = csv.DictReader((tmp_path / "out" / "failures.csv").open())
    assert row == {
        "file": "",
        "line": "",
        "reason": "nobody of the name given with --helper speaks in any session",
    }


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv"])
def test_scores_written_into_the_folder_are_not_read_again(run, folder, tiny_model, suffix):
    target = folder / f"scores.{suffix}"
    assert run("score", folder, "--model", tiny_model, "-o", target)[0] == 0
    first = target.read_bytes()
    code, _, err = run("score", folder, "--model", tiny_model, "-o", target)
    assert code == 0 and f"Left out {target}: scores or a report of ours." in err
    assert target.read_bytes() == first


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_nor_is_a_report(run, folder, tiny_model, suffix):
    target = folder / f"report.{suffix}"
    for _ in range(2):
        code, _, err = run("report", folder, "--model", tiny_model, "-o", target)
        assert code == 0
    assert f"Left out {target}: scores or a report of ours." in err


def test_batch_leaves_out_what_is_no_transcript_and_what_is_ours(run, folder, tmp_path, tiny_model):
    for name in ("scores.jsonl", "scores.parquet"):
        assert run("score", folder, "--model", tiny_model, "-o", folder / name)[0] == 0
    code, out, err = run("batch", folder, "--model", tiny_model, "-o", tmp_path / "out", "--workers", "1")
    assert code == 0
    assert "Left out 3 files: " in err and "README.md (not a transcript format)" in err
    assert "scores.parquet (scores or a report of ours)" in err
    assert "1 session," in out and "1 failed" in err
    failed = list(csv.DictReader((tmp_path / "out" / "failures.csv").open()))
    assert [row["file"] for row in failed] == [str(folder / "broken.json")]


def test_batch_names_no_more_than_five(run, folder, tmp_path, tiny_model):
    for number in range(6):
        (folder / f"{number}.py").write_text("pass\n")
    _, _, err = run("batch", folder, "--model", tiny_model, "-o", tmp_path / "out", "--workers", "1")
    assert "Left out 7 files" in err and err.count("(not a transcript format)") == 5 and "and 2 more" in err


def test_a_batch_of_failures_alone_has_not_gone_well(run, tmp_path, tiny_model):
    (tmp_path / "a.json").write_text("{")
    for _ in range(2):  # and it is still so when it is asked again
        code, out, err = run("batch", tmp_path / "a.json", "--model", tiny_model, "-o", tmp_path / "out", "-w", "1")
        assert code == 2
        assert "0 sessions" in out and "1 failed: see" in err
    assert (tmp_path / "out" / "failures.csv").read_text().count("\n") == 2


def test_names_become_keys(capsys):
    assert unique_names(["a", "b", "a", "a-2", "a"]) == ["a", "b", "a-3", "a-2", "a-4"]
    assert capsys.readouterr().err == "2 of 5 sessions had the name of one before: they are called a-3, a-4.\n"
    assert unique_names(["a", "a-2", "b"]) == ["a", "a-2", "b"]
    assert capsys.readouterr().err == ""
    assert len(set(unique_names(["a"] * 3000 + ["a-7", "a-7"]))) == 3002


@pytest.fixture
def alike(tmp_path):
    """Two folders with a file of one name, and two files that are called alike once they are anonymized."""
    files = []
    for name in ("d1/s.txt", "d2/s.txt", "Maya.txt", "Lena.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TALK)
        files.append(path)
    return files


def test_scores_have_a_key(run, alike, tiny_model):
    code, out, err = run("score", *alike, "--model", tiny_model)
    keys = [(record["session"], record["utterance"]) for record in map(json.loads, out.splitlines())]
    assert code == 0
    assert len(keys) == len(set(keys)) == 8
    assert [session for session, index in keys if index == 0] == ["s", "s-2", "[PERSON_1]", "[PERSON_1]-2"]
    assert "2 of 4 sessions had the name of one before: they are called s-2, [PERSON_1]-2." in err


def test_so_have_reports_and_their_numbers_stay(run, alike, tmp_path, tiny_model):
    target = tmp_path / "r.json"
    assert run("report", *alike[:2], "--model", tiny_model, "-o", target)[0] == 0
    first, second = json.loads(target.read_text())["sessions"]
    assert (first["session"], second["session"]) == ("s", "s-2")
    assert {record["session"] for record in second["utterances"]} == {"s-2"}
    assert second["summary"] == first["summary"]


def test_anonymized_records_and_their_key_have_the_same_names(run, alike, tmp_path, monkeypatch):
    monkeypatch.setenv("EMPATHY_KEY_PASSPHRASE", "correct horse battery")
    key = tmp_path / "key.json"
    code, out, err = run("anonymize", *alike, "--format", "jsonl", "--key", key)
    assert code == 0 and "[PERSON_1]-2" in err
    sessions = list(dict.fromkeys(json.loads(line)["session"] for line in out.splitlines()))
    assert sessions == list(read_key(key, "correct horse battery")) == ["s", "s-2", "[PERSON_1]", "[PERSON_1]-2"]


def test_parquet_scores_in_a_folder_are_told_by_their_columns(run, folder, tiny_model):
    from empathy.ingest.exports import is_own_export

    target = folder / "s.parquet"
    assert run("score", folder, "--model", tiny_model, "-o", target)[0] == 0
    assert is_own_export(target)
    pq.write_table(pq.read_table(target).drop_columns(["markers"]), target)
    assert not is_own_export(target)


@pytest.mark.parametrize("command", ["report", "score", "anonymize"])
def test_another_language_is_told(run, tmp_path, tiny_model, command):
    path, target = tmp_path / "a.txt", tmp_path / ("r.json" if command != "anonymize" else "r.jsonl")
    path.write_text(GERMAN)
    roles = ["--helper", "Therapeut", "--client", "Klient", *scored_by(tiny_model, command)]
    code, _, err = run(command, path, *roles, "-o", target, "--allow-residual")
    assert code == 0
    assert f"{path}: does not read like English" in err
    if command == "report":
        (session,) = json.loads(target.read_text())["sessions"]
        assert any("does not read like English" in note for note in session["reading"]["notes"])


def test_an_unknown_model_is_a_usage_error(run, folder, tmp_path, monkeypatch):
    told = "no model 'nope'; shipped: stack; or give the folder of a trained one"
    for arguments in (
        ("score", folder / "a.txt"),
        ("batch", folder, "-o", tmp_path / "out"),
        ("anonymize", folder / "a.txt", "--check", "-o", tmp_path / "out.txt"),
    ):
        code, out, err = run(*arguments, "--model", "nope")
        assert (code, out) == (2, "") and told in err
    assert not (tmp_path / "out.txt").exists()


def test_evaluate_says_so_before_it_scores(run, tmp_path, monkeypatch):
    monkeypatch.setattr("empathy.cli.evaluate._run", lambda *_: pytest.fail("it scored first"))
    corpus = tmp_path / "esconv.jsonl"
    corpus.write_text("")
    code, _, err = run("evaluate", f"esconv:{corpus}", "--against", "nope")
    assert code == 2 and "no model 'nope'" in err
    code, _, err = run("evaluate", f"esconv:{corpus}", "--predictions", tmp_path / "nope.jsonl")
    assert code == 2 and "nope.jsonl: no such file or folder" in err
    code, _, err = run("evaluate", f"esconv:{corpus}", "-o", tmp_path / "no" / "page.html")
    assert code == 2 and "no: there is no such folder to write in" in err
    code, _, err = run("evaluate", f"esconv:{corpus}", "--predictions", corpus, "--model", "stack")
    assert code == 2 and "--predictions and --model both say what is compared" in err


def test_a_missing_list_is_called_missing(run, folder, tmp_path):
    code, _, err = run("anonymize", folder / "a.txt", "--hide", tmp_path / "nope.txt")
    assert code == 2 and "nope.txt: no such file" in err and "UTF-8" not in err
