import csv
import json
import re

import pytest

from empathy.cli.corpora import add
from empathy.corpora import from_dataset, load_corpus
from empathy.corpora.codetable import open_table
from empathy.corpora.convokit import read_convokit
from empathy.corpora.export import EXPORTERS, records
from empathy.corpora.labelstudio import labelling_config, read_annotations, tasks
from empathy.corpora.registry import corpora, find_spec, read_corpus
from empathy.errors import ConfigError, InputError, UsageError

SPEC = """
name = "study"
title = "A study of our own"
licence = "ours"
metadata = ["site"]

[table]
session = "conv"
utterance = "n"
speaker = "who"
text = "words"
start = "at"
coder = "rater"

[roles]
helper = ["Guide"]
client = ["Guest"]

[tasks.reflection]
role = "helper"
values = ["none", "simple", "complex"]
marker = "reflection"

[columns.reflection]
column = "RF"
values = { SR = "simple", CR = "complex", "" = "none" }
missing = ["?"]

[tasks.mood]
role = "client"
values = ["low", "high"]

[columns.mood]
column = "mood"
"""
ROWS = [
    ("c1", "0", "guide", "You had a hard week.", "0:00:01", "r1", "SR", "", "north"),
    ("c1", "0", "guide", "You had a hard week.", "0:00:01", "r2", "CR", "", "north"),
    ("c1", "1", "Guest", "Yes, very.", "0:01:05", "r1", "", "low", "north"),
    ("c1", "2", "guide", "Mm.", "", "r1", "?", "", "north"),
    ("c2", "0", "guide", "Hello.", "", "r1", "", "", "south"),
]
HEADER = ("conv", "n", "who", "words", "at", "rater", "RF", "mood", "site")


@pytest.fixture
def study(tmp_path):
    spec, data = tmp_path / "study.toml", tmp_path / "codes.csv"
    spec.write_text(SPEC)
    with data.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *ROWS])
    return str(spec), data


def test_a_table_of_one_s_own_becomes_a_dataset_and_comes_back(study):
    dataset = load_corpus(*study)
    assert dataset.num_rows == 2
    assert dataset.column_names == ["corpus", "session", "metadata.site", "utterances"]
    first = dataset[0]["utterances"][0]
    feature = dataset.features["utterances"].feature["codes"]["reflection"].feature
    assert [feature.int2str(code) for code in first["codes"]["reflection"]] == ["simple", "complex"]
    assert dataset[0]["utterances"][1]["start"] == 65.0
    assert tuple(from_dataset(dataset)) == read_corpus(*study)


def test_codes_follow_the_spec(study):
    one, two = read_corpus(*study)
    assert [u.codes for u in one.utterances] == [
        {"reflection": ("simple", "complex")},
        {"mood": ("low",)},
        {},
    ]
    assert two.utterances[0].codes == {"reflection": ("none",)}
    assert two.metadata == {"site": "south"}


def test_jsonl_reads_like_csv(study, tmp_path):
    spec, data = study
    lines = [json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS]
    (tmp_path / "codes.jsonl").write_text("\n".join(lines))
    assert read_corpus(spec, tmp_path / "codes.jsonl") == read_corpus(spec, data)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("RF", "Reflex"), "column 'RF'"),
        (("SR,", "XX,"), "line 2, column 'RF'"),
        (("guide,Hello", "stranger,Hello"), "line 6, column 'who'"),
        (("0:01:05", "soon"), "line 4, column 'at'"),
    ],
)
def test_errors_name_line_and_column(study, change, place):
    spec, data = study
    data.write_text(data.read_text().replace(*change))
    with pytest.raises(InputError, match=place):
        read_corpus(spec, data)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('marker = "reflection"', 'marker = "mirroring"'), "mirroring"),
        (('SR = "simple"', 'SR = "plain"'), "plain"),
        (('"simple", "complex"]', '"simple"]'), "values"),
        (("[columns.mood]", "[columns.weather]"), "weather"),
        (("title", "heading"), "title|heading"),
    ],
)
def test_a_spec_that_does_not_fit_is_told_by_its_key(tmp_path, change, key):
    (tmp_path / "study.toml").write_text(SPEC.replace(*change))
    with pytest.raises(ConfigError, match=key):
        find_spec(str(tmp_path / "study.toml"))


def test_an_added_corpus_is_known_by_name(study, tmp_path, monkeypatch):
    from pathlib import Path

    monkeypatch.setenv("EMPATHY_CORPORA", str(tmp_path / "mine"))
    add(Path(study[0]))
    assert {"annomi", "epitome", "esconv", "standoff"} < set(corpora())
    assert list(corpora())[-1] == "study"
    assert len(read_corpus("study", study[1])) == 2
    with pytest.raises(UsageError, match="already"):
        add(Path(study[0]))
    with pytest.raises(UsageError, match="Known: annomi"):
        find_spec("nowhere")


def test_splits_make_a_dataset_dict(study, tmp_path):
    spec, data = study
    folder = tmp_path / "parts"
    folder.mkdir()
    for name in ("train.csv", "dev.csv", "test.csv"):
        (folder / name).write_text(data.read_text())
    assert {split: part.num_rows for split, part in load_corpus(spec, folder).items()} == {
        "train": 2,
        "validation": 2,
        "test": 2,
    }


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


def test_a_file_of_another_layout_is_told(study):
    with pytest.raises(InputError, match=r"not laid out as annomi.*\n.*AnnoMI-full\.csv"):
        read_corpus("annomi", study[1])


def test_annomi_s_simple_file_has_two_codes(tmp_path):
    path = tmp_path / "AnnoMI-simple.csv"
    path.write_text(
        "mi_quality,transcript_id,video_title,video_url,topic,utterance_id,interlocutor,timestamp,utterance_text,"
        "main_therapist_behaviour,client_talk_type\n"
        "high,0,T,U,walking,0,therapist,00:00:13,What would help?,question,n/a\n"
        "high,0,T,U,walking,1,client,00:00:15,A map would.,n/a,change\n"
    )
    (session,) = read_corpus("annomi", tmp_path)
    assert [u.codes for u in session.utterances] == [{"behaviour": ("question",)}, {"talk": ("change",)}]


def test_esconv_s_published_list_reads_without_ids(tmp_path):
    turns = [
        {"speaker": "seeker", "annotation": {}, "content": "It is a lot.\n"},
        {"speaker": "supporter", "annotation": {"strategy": "Question"}, "content": "What is most of it?"},
    ]
    conversation = {
        "emotion_type": "anxiety",
        "problem_type": "job",
        "survey_score": {"seeker": {}},
        "dialog": turns,
    }
    (tmp_path / "ESConv.json").write_text(json.dumps([conversation, conversation]))
    first, second = read_corpus("esconv", tmp_path)
    assert (first.session, second.session) == ("0", "1")
    assert first.utterances[1].codes == {"strategy": ("Questions",)}
    assert first.metadata["emotion_type"] == "anxiety"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("annomi", "transcript_id,utterance_id\nx,y\n"),
        ("esconv", "[broken"),
        ("esconv", '["a dialogue"]'),
    ],
)
def test_a_file_of_another_layout_is_no_failure_of_ours(tmp_path, name, text):
    (tmp_path / "given.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"not laid out as {name}"):
        read_corpus(name, tmp_path / "given.csv")


def test_the_order_of_a_table_s_rows_does_not_change_whose_code_is_whose(study):
    spec, data = study
    sessions = read_corpus(spec, data)
    header, first, second, *rows = data.read_text().splitlines()
    data.write_text("\n".join([header, second, first, *rows]))
    assert read_corpus(spec, data) == sessions


def test_a_coder_s_other_code_of_the_same_utterance_is_told_and_an_equal_one_counts_once(study):
    spec, data = study
    sessions, text = read_corpus(spec, data), data.read_text().rstrip()
    again = text.splitlines()[2]
    data.write_text(f"{text}\n{again}\n")
    assert read_corpus(spec, data) == sessions
    data.write_text(f"{text}\n{again.replace('CR', 'SR')}\n")
    with pytest.raises(InputError, match="line 7, column 'RF': another code of the same utterance") as told:
        read_corpus(spec, data)
    assert "line 3" in told.value.hint


def test_without_a_coder_s_column_an_utterance_that_stands_there_again_is_told(study, tmp_path):
    _, data = study
    (tmp_path / "alone.toml").write_text(SPEC.replace('coder = "rater"', ""))
    header, first, second, *rows = data.read_text().splitlines()
    (one, *_) = read_corpus(str(tmp_path / "alone.toml"), data)
    assert one.utterances[0].codes == {"reflection": ("simple", "complex")}
    data.write_text("\n".join([header, first, *rows, second]))
    with pytest.raises(InputError, match="line 6, column 'n': session 'c1', utterance '0' stands there again"):
        read_corpus(str(tmp_path / "alone.toml"), data)


def test_a_code_that_the_spec_does_not_map_is_named_unless_it_may_be_words(study):
    spec, data = study
    text = data.read_text()
    for code, told in (("SRx", "does not map: 'SRx'"), ("You had a hard week.", "does not map$")):
        data.write_text(text.replace(",SR,", f",{code},"))
        with pytest.raises(InputError) as caught:
            read_corpus(spec, data)
        assert re.search(told, str(caught.value).splitlines()[0])
