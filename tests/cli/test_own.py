"""Own markers all the way, with a tiny model: learnt from codes, then shown by every command."""

import csv
import json
import shutil
import sys

import pyarrow.parquet as pq
import pytest
from folder_contents import contents
from own_book import own_book

from empathy.cli import app

VALUES = ("absent", "present")
IMAGE, OTHER = "It sounds like a storm over you.", "What would help you most?"


@pytest.fixture(scope="module")
def ours(tmp_path_factory, tiny_model):
    """Eight sessions, coded; the folder of their own markers."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "ours.toml").write_text(own_book("storm", values=VALUES))
    (folder / "texts").mkdir()
    with (folder / "codes.csv").open("w", newline="") as file:
        codes = csv.writer(file)
        codes.writerow(["session", "utterance", "storm"])
        for number in range(8):
            lines = []
            for turn in range(6):
                image = (number + turn) % 3 == 0
                codes.writerow([f"s{number}", len(lines) + 1, "present" if image else "absent"])
                lines += ["Client: The bus was on time.", f"Helper: {IMAGE if image else OTHER}"]
            (folder / "texts" / f"s{number}.txt").write_text("\n".join(lines))
    options = [*given(folder, folder / "ours.toml"), "--model", tiny_model, "-o", folder / "out"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["empathy", "train", *map(str, options)])
        assert app.run() == 0
    return folder


def given(folder, book):
    return ["--codes", folder / "codes.csv", "--codebook", book, "--texts", folder / "texts"]


def train(run, ours, *options):
    return run("train", *given(ours, ours / "ours.toml"), *options)


def test_files_of_a_folder_that_are_left_out_are_told(run, ours, tmp_path, monkeypatch):
    def stop(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("empathy.pipeline.load", stop)
    (ours / "texts" / "plan.pptx").write_bytes(b"slides")
    try:
        *_, err = train(run, ours, "-o", tmp_path / "new")
    finally:
        (ours / "texts" / "plan.pptx").unlink()
    assert f"Left out {ours / 'texts' / 'plan.pptx'}: not a transcript format." in err


def test_what_is_no_transcript_or_names_nobody_s_role_stops_no_training(run, ours, tmp_path):
    texts = tmp_path / "texts"
    shutil.copytree(ours / "texts", texts)
    shutil.copy(ours / "codes.csv", texts / "codes.csv")  # our own, known for what it is
    (texts / "plan.csv").write_text("week,topic\n1,questions\n")
    for path in texts.glob("s*.txt"):
        path.write_text(path.read_text().replace("Helper:", "Maya:").replace("Client:", "Tom:"))
    options = ["--codes", texts / "codes.csv", "--codebook", ours / "ours.toml", "--texts", texts]
    options += ["--model", json.loads((ours / "out" / "own.json").read_text())["base"], "-o", tmp_path / "new"]
    code, _, err = run("train", *options)
    assert code == 2 and "--helper" in err  # roles are never guessed
    assert not (tmp_path / "new").exists()
    code, out, err = run("train", *options, "--helper", "Maya", "--client", "Tom")
    assert code == 0 and "storm: κ" in out
    assert f"Left out {texts / 'plan.csv'}: no column" in err and "codes.csv" not in err


def test_a_score_names_the_words(run, ours):
    (named,) = {
        tuple(record["text"][start:end] for start, end in record["markers"]["storm"]["evidence"])
        for record in scores(run, ours)
        if record["role"] == "helper" and record["markers"]["storm"]["label"] == "present"
    }
    assert named and all(words in IMAGE for words in named)


def test_two_transcripts_of_one_coded_session_are_told_before_they_are_scored(run, ours, tmp_path):
    (tmp_path / "later").mkdir()
    for name in ("s3.txt", "other.txt"):  # what no code names is in nobody's way
        shutil.copy(ours / "texts" / "s0.txt", tmp_path / "later" / name)
    code, _, err = train(run, ours, "--texts", tmp_path / "later", "-o", tmp_path / "new")
    assert code == 2
    told = f"{tmp_path / 'later' / 's3.txt'}: holds session 's3', as {ours / 'texts' / 's3.txt'} does"
    assert told in err.replace("\n", "")
    assert not (tmp_path / "new").exists()


def test_neither_a_model_nor_what_is_read_is_overwritten(run, ours, tiny_model, tmp_path, never):
    never("empathy.pipeline.load")
    before = contents(tiny_model)
    code, _, err = train(run, ours, "--model", tiny_model, "-o", tiny_model)
    assert code == 2 and "-o holds a model, whose heads would be lost" in err
    assert contents(tiny_model) == before
    (tmp_path / "own.json").write_text("[]")
    code, _, err = train(run, ours, "--texts", tmp_path / "own.json", "-o", tmp_path)
    assert code == 2 and "-o is one of the transcripts to read" in err


def test_they_are_learnt_again_in_their_own_folder(run, ours, tiny_model):
    book = ours / "out" / "codebook.toml"
    book.write_text(own_book("storm", values=VALUES, definition="Puts it into a picture of the weather."))
    code, _, err = run("train", *given(ours, book), "--model", tiny_model, "-o", ours / "out")
    assert code == 0, err
    assert "a picture of the weather" in run("markers", "storm", "--model", ours / "out", "--format", "json")[1]


def test_a_damaged_folder_is_told(run, ours, tmp_path):
    shutil.copytree(ours / "out", tmp_path / "torn")
    (tmp_path / "torn" / "heads.skops").write_bytes(b"torn")
    code, out, err = run("score", ours / "texts" / "s0.txt", "--model", tmp_path / "torn")
    assert (code, out) == (2, "")
    assert "heads.skops: expected a part of the own markers" in err


def test_a_report_shows_them_with_their_cross_validated_figure(run, ours):
    code, *_ = run("report", ours / "texts" / "s0.txt", "--model", ours / "out", "-o", ours / "r.json")
    assert code == 0
    (session,) = json.loads((ours / "r.json").read_text())["sessions"]
    assert session["figures"]["storm"].startswith("κ ")
    (count,) = [c for c in session["summary"]["counts"] if c["marker"] == "storm"]
    assert (count["value"], count["count"]) == ("present", 2)
    code, *_ = run("report", ours / "texts" / "s0.txt", "--model", ours / "out", "-o", ours / "r.html")
    assert code == 0
    assert (ours / "r.html").read_text().count('<a class="chip own') == 2


def test_the_codebook_is_printed_with_them(run, ours):
    code, out, _ = run("markers", "storm", "--model", ours / "out")
    assert code == 0
    assert "your own" in out
    assert "cross-validated" in out
    code, _, err = run("markers", "--model", ours / "nowhere")
    assert code == 2 and "no model" in err


def test_batch_counts_them_by_session(run, ours):
    code, *_ = run("batch", ours / "texts", "--model", ours / "out", "-o", ours / "scored", "--workers", "1")
    assert code == 0
    assert sum(pq.read_table(ours / "scored" / "sessions.parquet")["storm.present"].to_pylist()) == 16


def test_anonymizing_is_checked_with_them(run, ours, tmp_path):
    target = tmp_path / "out.txt"
    text = ours / "texts" / "s0.txt"
    code, _, err = run("anonymize", text, "--check", "--model", ours / "out", "-o", target)
    assert code == 0 and target.exists()
    labels = int(err.split(" labels flip")[0].rsplit(" of ", 1)[1])
    assert labels == sum(len(record["markers"]) for record in scores(run, ours))


def scores(run, ours):
    """The records of the same session, own markers with them."""
    _, out, _ = run("score", ours / "texts" / "s0.txt", "--model", ours / "out")
    return map(json.loads, out.splitlines())


def test_agreement_reads_them_from_scores_of_either_layout(run, ours):
    for name in ("one.csv", "two.jsonl"):
        run("score", ours / "texts" / "s0.txt", "--model", ours / "out", "-o", ours / name)
    code, out, _ = run("agreement", ours / "one.csv", ours / "two.jsonl")
    assert code == 0
    assert "storm" in out
