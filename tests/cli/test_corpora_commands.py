import csv
import json

import pytest
from typer.testing import CliRunner

from empathy.cli.app import app
from empathy.corpora.standoff import HELPER_MARKERS
from empathy.errors import OutputError, UsageError
from empathy.resources import shipped

HEADER = "session,utterance,coder,reflection\n"


@pytest.fixture
def run():
    def call(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def codes(tmp_path):
    path = tmp_path / "codes.csv"
    rows = [("anna", "simple"), ("ben", "complex"), ("anna", "none"), ("ben", "none")]
    path.write_text(HEADER + "".join(f"s{i // 2},0,{coder},{value}\n" for i, (coder, value) in enumerate(rows)))
    return path


def test_corpora_are_listed_and_described(run):
    listed = run("corpora", "list")
    assert [line.split()[0] for line in listed.stdout.splitlines()][:4] == [
        "annomi",
        "epitome",
        "esconv",
        "standoff",
    ]
    told = run("corpora", "info", "annomi").stdout
    assert "AnnoMI-full.csv" in told
    assert "none · simple · complex → reflection" in told


def test_a_corpus_is_checked_and_exported(run, tmp_path):
    path = tmp_path / "AnnoMI-simple.csv"
    path.write_text(
        "mi_quality,transcript_id,topic,utterance_id,interlocutor,timestamp,utterance_text,"
        "main_therapist_behaviour,client_talk_type\n"
        "high,0,walking,0,therapist,00:00:13,What would help?,question,n/a\n"
        "high,0,walking,1,client,00:00:15,A map would.,n/a,change\n"
    )
    told = run("corpora", "validate", f"annomi:{path}")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0] == "1 session, 2 utterances (helper 1, client 1)"
    out = tmp_path / "tasks.json"
    assert run("corpora", "export", f"annomi:{path}", "--to", "labelstudio", "-o", out).exit_code == 0
    (task,) = json.loads(out.read_text())
    assert task["data"]["text"] == "What would help?"
    assert task["predictions"][0]["result"][0]["value"] == {"choices": ["question"]}
    assert out.with_suffix(".xml").exists()


def test_a_suffix_that_no_format_has_is_told_before_anything_is_scored(run, tmp_path, never):
    never("empathy.corpora.registry.read_corpus")
    told = run("evaluate", f"annomi:{tmp_path}", "-o", tmp_path / "page.pdf")
    assert isinstance(told.exception, UsageError)
    assert "a name that ends in .md, .csv, .json, .html" in str(told.exception)


@pytest.mark.parametrize("command", ["fingerprint", "export --to labelstudio"])
def test_nor_is_a_corpus_read_for_a_place_that_is_not_there(run, tmp_path, never, command):
    never("empathy.corpora.registry.read_corpus")
    name, *options = command.split()
    told = run("corpora", name, f"annomi:{tmp_path}", *options, "-o", tmp_path / "no" / "out.csv")
    assert isinstance(told.exception, OutputError)


def test_agreement_writes_tables_and_a_template(run, codes, tmp_path):
    told = run("agreement", codes, "-o", tmp_path / "out.json", "--template", tmp_path / "decide.csv")
    assert told.exit_code == 0
    tables = {table["title"]: table["rows"] for table in json.loads((tmp_path / "out.json").read_text())["tables"]}
    assert tables["By marker"][0]["percent"]["value"] == 0.5
    assert (tmp_path / "decide.csv").read_text().splitlines()[1].startswith("s0,0,reflection,simple,complex")
    shown = run("agreement", codes)
    assert "reflection" in shown.stdout


def test_decisions_without_a_place_to_write_are_a_usage_error(run, codes):
    told = run("agreement", codes, "--decided", codes)
    assert told.exit_code != 0
    assert "--final" in str(told.exception)


def test_train_says_what_it_needs(run, tmp_path):
    told = run("train", "-o", tmp_path / "out")
    assert "--codes and --codebook" in str(told.exception)


def test_fingerprints_join_a_list_without_ids(run, tmp_path, monkeypatch):
    dialog = [{"speaker": "seeker", "content": "The boiler broke."}, {"speaker": "supporter", "content": "Oh no."}]
    (tmp_path / "ESConv.json").write_text(json.dumps([{"conversation_id": "dev-0003", "dialog": dialog}]))
    told = run("corpora", "fingerprint", f"esconv:{tmp_path}", "-o", tmp_path / "told.csv")
    assert told.exit_code == 0
    (row,) = csv.DictReader((tmp_path / "told.csv").open())
    known = {(row["corpus"], row["fingerprint"]): row["conversation"]}
    monkeypatch.setattr("empathy.corpora.esconv.known_conversations", lambda: known)
    (tmp_path / "ESConv.json").write_text(json.dumps([{"dialog": dialog}, {"dialog": dialog[:1]}]))
    labels = tmp_path / "labels.csv"
    columns = ["corpus", "conversation", "utterance", "stratum", *HELPER_MARKERS, "opportunity"]
    values = ["esconv", "dev-0003", "1", "all", "none", "none", *["no"] * (len(HELPER_MARKERS) - 2), "none"]
    labels.write_text(",".join(columns) + "\n" + ",".join(values) + "\n")
    monkeypatch.setattr("empathy.corpora.joined.standoff_labels", lambda: labels)
    joined = run("corpora", "validate", f"standoff:{tmp_path}")
    assert joined.exit_code == 0
    assert joined.stdout.startswith("esconv: 1 of 2 conversations joined with labels\n1 session, 2 utterances")


@pytest.mark.parametrize(
    ("recipe", "idle"),
    [
        ("train-stack.toml", ["--teacher", "run"]),
        ("train-lexical.toml", ["--fold", "1", "--no-final"]),
        ("train-lexical.toml", ["--encoder-run", "run"]),
        ("train-minilm.toml", ["--encoder-run", "run"]),
        ("train-minilm.toml", ["--texts", "talks"]),
        ("train-minilm.toml", ["--codes", "codes.csv", "--codebook", "ours.toml"]),
    ],
)
def test_an_option_that_a_recipe_would_pass_over_is_refused(run, tmp_path, recipe, idle):
    told = run("train", shipped("configs") / recipe, "--data", tmp_path, "-o", tmp_path / "out", *idle)
    assert isinstance(told.exception, UsageError)
    wanted = ["CONFIG", "--data"] if "--codes" in idle else [option for option in idle if option.startswith("--")]
    assert all(option in str(told.exception) for option in wanted)
    assert not (tmp_path / "out").exists()
