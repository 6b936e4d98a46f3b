"""Predictions as they are read: sessions of one name stay apart, and files of another kind are told."""

import json

import labelled
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_corpus import records

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.batch.tables import utterance_schema, write_records
from empathy.corpora.spec import CorpusSpec
from empathy.errors import InputError
from empathy.evaluation.evaluate import evaluate
from empathy.evaluation.predictions import collect, read_predictions
from empathy.export import to_csv, to_jsonl
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.transcript import Reading, Role

SPEC = CorpusSpec.model_validate(
    {
        "name": "made",
        "title": "Made up",
        "reader": "annomi",
        "tasks": {"advice": {"role": "helper", "values": ("no", "yes"), "marker": "advice"}},
    }
)
OTHER = "expected records of `empathy score`"


def record(session, utterance, yes=0.5, **more):
    label = "yes" if yes > 0.5 else "no"
    score = {"label": label, "probability": yes, "probabilities": {"no": 1 - yes, "yes": yes}, "uncertain": False}
    return {"session": session, "utterance": utterance, "markers": {"advice": score}} | more


def session(name, codes):
    said = (labelled.utterance(place, Role.HELPER, codes={"advice": (code,)}) for place, code in enumerate(codes))
    return labelled.session(name, *said)


def batched(folder, *sessions):
    """Write what batch writes of sessions of these (name, p of yes by utterance)."""
    (folder / "utterances").mkdir()
    rows = []
    for place, (name, chances) in enumerate(sessions):
        for utterance, yes in enumerate(chances):
            rest = {"schema": "1.0", "start": None, "end": None, "speaker": "h", "role": "helper", "text": "…"}
            rows.append(record(name, utterance, yes, key=f"c0-{place:05d}", **rest))
    with (folder / "utterances" / "c0.parquet").open("wb") as handle:
        write_records(handle, rows, utterance_schema({}))
    return folder


ANNA, BEN = (0.9, 0.1, 0.9), (0.2, 0.8, 0.2)


def test_sessions_of_one_name_are_kept_apart_by_their_key(tmp_path):
    found = read_predictions(batched(tmp_path, ("[PERSON_1]", ANNA), ("[PERSON_1]", BEN), ("c", ANNA)))
    assert len(found) == 3
    assert "c" in found
    read = [[u["advice"]["probabilities"]["yes"] for u in utterances.values()] for utterances in found.values()]
    assert read == [[*ANNA], [*BEN], [*ANNA]]


def test_they_meet_the_corpus_by_their_place(tmp_path):
    corpus = [
        session(name, ["yes" if p > 0.5 else "no" for p in ps]) for name, ps in (("Anna", ANNA), ("Ben", BEN))
    ]
    predictions = read_predictions(batched(tmp_path, ("[PERSON_1]", ANNA), ("[PERSON_1]", BEN)))
    (figures,) = evaluate(corpus, SPEC, predictions, model="m").figures
    assert (figures.conversations, figures.accuracy.value) == (2, 1)


@pytest.mark.parametrize(
    "corpus",
    [
        [session("Anna", "no no no".split()), session("[PERSON_1]", "no no no".split())],  # which one is it?
        [session("Anna", "no no no".split())],  # not as many
        [session("Anna", "no no no".split()), session("Ben", ["no"])],  # not as long
        [session("c", "no no no".split()), session("Anna", "no no no".split())],
    ],
)
def test_what_could_be_of_several_sessions_is_refused(tmp_path, corpus):
    given = [("[PERSON_1]", ANNA), ("[PERSON_1]", BEN)] + [("c", ANNA)] * (corpus[0].session == "c")
    predictions = read_predictions(batched(tmp_path, *given))
    with pytest.raises(InputError, match="it cannot be told which") as caught:
        evaluate(corpus, SPEC, predictions, model="m")
    assert "a name of its own" in caught.value.hint
    theirs = collect(record(s.session, n) for s in corpus for n in range(len(s.utterances)))
    with pytest.raises(InputError, match="it cannot be told which"):
        evaluate(corpus, SPEC, theirs, model="m", against=("theirs", predictions))


def test_those_that_are_none_of_the_corpus_s_are_in_nobody_s_way(tmp_path):
    predictions = read_predictions(batched(tmp_path, ("Anna", ANNA), ("[PERSON_1]", BEN), ("[PERSON_1]", BEN)))
    found = evaluate([session("Anna", ["yes", "no", "yes"])], SPEC, predictions, model="m")
    assert (found.figures[0].accuracy.value, found.warnings) == (1, ())


def test_an_utterance_that_stands_there_twice_is_refused(tmp_path):
    path = tmp_path / "scored.jsonl"
    path.write_text("\n".join(json.dumps(record("a", n)) for n in (0, 1, 1)))
    with pytest.raises(InputError, match=r"scored\.jsonl: session 'a', utterance 1 stands there twice"):
        read_predictions(path)


def test_predictions_are_read_from_json_lines(corpus, tmp_path):
    path = tmp_path / "scored.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records(corpus)))
    assert read_predictions(path) == collect(records(corpus))
    (tmp_path / "broken.jsonl").write_text('{"session": 1}')
    with pytest.raises(InputError, match="empathy score"):
        read_predictions(tmp_path / "broken.jsonl")


def test_a_table_of_scores_says_what_json_lines_say(tmp_path):
    one = AnonymizedUtterance(index=0, speaker="T", role=Role.HELPER, text="=1, so", start=None)
    two = AnonymizedUtterance(index=1, speaker="C", role=Role.CLIENT, text="Yes.", start=None)
    advice = MarkerScore(
        label="no", probability=0.55, probabilities={"no": 0.55, "yes": 0.45}, uncertain=True, evidence=()
    )
    scored = ScoredTranscript(
        transcript=AnonymizedTranscript(
            session="-s", utterances=(one, two), reading=Reading(format="turns", units=2)
        ),
        utterances=(
            ScoredUtterance(utterance=one, markers={"advice": advice, "own.tone": advice}),
            ScoredUtterance(utterance=two, markers={}),
        ),
        model="test",
    )
    (tmp_path / "x.csv").write_bytes(to_csv([scored]))
    (tmp_path / "x.jsonl").write_bytes(to_jsonl([scored]))
    read = {"label": "no", "probabilities": {"no": 0.55, "yes": 0.45}}
    assert read_predictions(tmp_path / "x.csv") == {"-s": {0: {"advice": read, "own.tone": read}, 1: {}}}
    lines = read_predictions(tmp_path / "x.jsonl")["-s"]
    assert {marker: {key: score[key] for key in read} for marker, score in lines[0].items()} == {
        "advice": read,
        "own.tone": read,
    }


@pytest.mark.parametrize(
    "text",
    [
        "session,utterance,advice\na,0,no\n",
        "session,utterance,advice.label,advice.p(no)\na,first,no,0.5\n",
        "session,utterance,advice.label,advice.p(no)\na,0,no,half\n",
        "session,utterance,advice.p(no)\na,0,0.5\n",
        "Tobias: hello\n",
    ],
)
def test_another_table_is_told(tmp_path, text):
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(InputError, match=r"x\.csv, line [12]: expected records of `empathy score`"):
        read_predictions(tmp_path / "x.csv")


SECRET = "Tobias drowned"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(record("a", 0) | {"markers": [SECRET]}),
        json.dumps(record("a", 0) | {"markers": {"advice": SECRET}}),
        json.dumps(record("a", 0) | {"markers": {"advice": {"label": "no"}}}),
        json.dumps(record("a", 0) | {"utterance": SECRET}),
        json.dumps([SECRET]),
        json.dumps({"session": SECRET}),
        f"session,utterance,text\na,0,{SECRET}\n",
        "[" * 100_000,
    ],
)
def test_another_file_is_told_without_its_words(tmp_path, text):
    path = tmp_path / "scored.json"
    path.write_text(text)
    with pytest.raises(InputError, match=OTHER) as caught:
        read_predictions(path)
    assert caught.value.path == path
    assert SECRET not in str(caught.value)


def test_another_parquet_is_told(tmp_path):
    path = tmp_path / "scored.parquet"
    for table in ({"who": ["Anna"]}, {"session": ["a"], "utterance": [0], "markers": ["none"]}):
        pq.write_table(pa.table(table), path)
        with pytest.raises(InputError, match=OTHER):
            read_predictions(path)
    path.write_bytes(b"no Parquet")
    with pytest.raises(InputError, match=OTHER):
        read_predictions(path)
    path.write_bytes(b"")
    with pytest.raises(InputError, match=OTHER):
        read_predictions(path)


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / "scored.jsonl").write_bytes(b'{"session": "M\xfcller"}')
    with pytest.raises(InputError, match=OTHER):
        read_predictions(tmp_path / "scored.jsonl")
