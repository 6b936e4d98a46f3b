"""A corpus written for other tools, and read again from what they give back."""

import csv
import json

import pytest

from empathy.corpora.codetable import open_table
from empathy.corpora.convokit import read_convokit
from empathy.corpora.export import EXPORTERS, records
from empathy.corpora.labelstudio import labelling_config, read_annotations, tasks
from empathy.corpora.registry import find_spec, read_corpus


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_files_of_every_kind_are_written(study, tmp_path, kind):
    spec, data = study
    EXPORTERS[kind](read_corpus(spec, data), find_spec(spec), tmp_path / f"out.{kind}")
    assert (tmp_path / f"out.{kind}").stat().st_size > 100


def test_a_table_of_codes_runs_nothing_and_reads_back(study, tmp_path):
    spec, data = study
    table = data.read_text().replace("You had a hard week.", "=HYPERLINK(1)").replace("Mm.", "- no")
    data.write_text(table)
    EXPORTERS["csv"](read_corpus(spec, data), find_spec(spec), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(newline="") as file:
        assert {row["text"] for row in csv.DictReader(file)} >= {"'=HYPERLINK(1)", "'- no"}
    texts = {row["text"] for _, row in open_table(tmp_path / "out.csv", ("session", "text")).rows()}
    assert texts >= {"=HYPERLINK(1)", "- no"}


def test_a_coder_keeps_the_number_where_another_did_not_code(study, tmp_path):
    spec, data = study
    data.write_text(data.read_text().replace(",r1,SR,", ",r1,?,"))
    sessions = read_corpus(spec, data)
    EXPORTERS["csv"](sessions, find_spec(spec), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(newline="") as file:
        (row, *_) = csv.DictReader(file)
    assert (row["utterance"], row["coder"], row["reflection"]) == ("0", "coder 2", "complex")
    EXPORTERS["labelstudio"](sessions, find_spec(spec), tmp_path / "tasks.json")
    (task, *_) = json.loads((tmp_path / "tasks.json").read_text())
    assert [found["model_version"] for found in task["predictions"]] == ["coder 2"]


def test_convokit_out_and_in(study, tmp_path):
    spec, data = study
    sessions = read_corpus(spec, data)
    EXPORTERS["convokit"](sessions, find_spec(spec), tmp_path / "convokit")
    again = read_convokit(tmp_path / "convokit")
    assert [s.session for s in again] == [s.session for s in sessions]
    for ours, theirs in zip(sessions, again, strict=True):
        assert [(u.speaker, u.role, u.text, u.start) for u in ours.utterances] == [
            (u.speaker, u.role, u.text, u.start) for u in theirs.utterances
        ]
        assert ours.utterances[0].codes == theirs.utterances[0].codes
    index = json.loads((tmp_path / "convokit" / "index.json").read_text())
    assert index["utterances-index"]["role"] == ["<class 'str'>"]
    lines = [json.loads(line) for line in (tmp_path / "convokit" / "utterances.jsonl").read_text().splitlines()]
    assert [line["reply-to"] for line in lines] == [None, "c1#0", "c1#1", None]


def test_label_studio_out_and_in(study, tmp_path):
    spec, data = study
    sessions = read_corpus(spec, data)
    score = {"label": "simple", "probability": 0.8, "probabilities": {}, "uncertain": False}
    made = tasks(records(sessions, {"c1": {0: {"reflection": score}}}))
    assert [task["data"]["utterance"] for task in made] == [0, 2, 0]
    assert made[0]["predictions"][0]["result"][0]["value"] == {"choices": ["simple"]}
    assert made[1]["data"]["context"] == "guide: You had a hard week.\nGuest: Yes, very."
    assert 'name="reflection"' in labelling_config()
    for task in made:
        task["annotations"] = [{"completed_by": 3, "result": made[0]["predictions"][0]["result"]}]
    made[2]["annotations"][0]["was_cancelled"] = True
    (tmp_path / "export.json").write_text(json.dumps(made))
    found = list(read_annotations(tmp_path / "export.json"))
    assert [(a.unit, a.coder, a.marker, a.value) for a in found] == [
        (("c1", "0"), "3", "reflection", "simple"),
        (("c1", "2"), "3", "reflection", "simple"),
    ]


def test_label_studio_gets_each_coder_s_codes_as_predictions(study, tmp_path):
    spec, data = study
    EXPORTERS["labelstudio"](read_corpus(spec, data), find_spec(spec), tmp_path / "tasks.json")
    made = json.loads((tmp_path / "tasks.json").read_text())
    given = [
        {
            p["model_version"]: {r["from_name"]: r["value"]["choices"] for r in p["result"]}
            for p in task["predictions"]
        }
        for task in made
        if "predictions" in task
    ]
    assert given == [
        {"coder 1": {"reflection": ["simple"]}, "coder 2": {"reflection": ["complex"]}},
        {"coder 1": {"reflection": ["none"]}},
    ]
    assert [set(task) for task in made] == [{"data", "predictions"}, {"data"}, {"data", "predictions"}]
    config = (tmp_path / "tasks.xml").read_text()
    assert all(
        f'<Choices name="{result["from_name"]}" toName="{result["to_name"]}"' in config
        for task in made
        for p in task.get("predictions", ())
        for result in p["result"]
    )
