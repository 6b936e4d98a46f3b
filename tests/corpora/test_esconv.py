import json

import pytest

from empathy.corpora.esconv import read_esconv, read_failed_esconv
from empathy.corpora.fingerprints import fingerprint
from empathy.corpora.registry import read_corpus
from empathy.errors import InputError
from empathy.transcript import Role


def test_a_line_is_a_conversation_and_seekers_have_no_codes(tmp_path):
    dialog = [
        {"speaker": "seeker", "strategy": None, "content": "I lost my keys again. "},
        {"speaker": "supporter", "strategy": "Questions", "content": "Where did you look?"},
    ]
    path = tmp_path / "e.jsonl"
    path.write_text(json.dumps({"conversation_id": "x-1", "dialog": dialog}) + "\n", encoding="utf-8")
    (session,) = read_esconv(path)
    seeker, supporter = session.utterances
    assert (seeker.role, seeker.text, seeker.codes) == (Role.CLIENT, "I lost my keys again.", {})
    assert (supporter.id, supporter.codes) == ("1", {"strategy": ("Questions",)})


@pytest.mark.parametrize(
    ("older", "name"),
    [
        ("Question", "Questions"),
        ("Direct Guidance", "Providing Suggestions"),
        ("Approval and Reassurance", "Affirmation and Reassurance"),
        ("Restatement", "Restatement or Paraphrasing"),
    ],
)
def test_older_names_of_strategies_become_the_eight(tmp_path, older, name):
    record = {
        "conversation_id": "f-1",
        "emotion_type": "worry",
        "survey_score": {"seeker": {"empathy": "2"}, "supporter": {}},
        "dialog": [{"speaker": "listener", "annotation": {"strategy": older}, "content": "Hm."}],
    }
    path = tmp_path / "f.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    (session,) = read_failed_esconv(path)
    assert session.utterances[0].codes == {"strategy": (name,)}
    assert session.metadata == {"emotion_type": "worry", "seeker_empathy": "2"}


def test_an_unknown_strategy_is_refused_with_its_place(tmp_path):
    record = {
        "conversation_id": "f-1",
        "dialog": [{"speaker": "listener", "annotation": {"strategy": "Singing"}, "content": "La."}],
    }
    path = tmp_path / "f.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    with pytest.raises(InputError, match=r"f-1, turn 0.*'Singing'"):
        read_failed_esconv(path)


def invented(*turns):
    speakers = ("seeker", "supporter")
    return {"dialog": [{"speaker": speakers[i % 2], "content": text} for i, text in enumerate(turns)]}


@pytest.fixture
def known(monkeypatch):
    """A table that knows one invented conversation, by the words of its turns."""
    told = fingerprint(["My bicycle was stolen.", "That is a nuisance!"])
    monkeypatch.setattr("empathy.corpora.esconv.known_conversations", lambda: {("esconv", told): "dev-0007"})


def test_a_list_without_ids_gets_those_that_its_words_are_known_by(tmp_path, known):
    path = tmp_path / "ESConv.json"
    theirs = invented("my bicycle was stolen .\n", "That is a nuisance")
    path.write_text(json.dumps([invented("The tram is late."), theirs, theirs]), encoding="utf-8")
    assert [session.session for session in read_esconv(path)] == ["0", "dev-0007", "2"]


def test_an_id_of_the_file_s_own_is_kept(tmp_path, known):
    path = tmp_path / "ESConv.json"
    theirs = invented("My bicycle was stolen.", "That is a nuisance!") | {"conversation_id": "ours"}
    path.write_text(json.dumps([theirs]), encoding="utf-8")
    assert [session.session for session in read_esconv(path)] == ["ours"]


def test_a_fingerprint_is_known_in_its_own_corpus_only(tmp_path, known):
    path = tmp_path / "FailedESConv.json"
    theirs = invented("My bicycle was stolen.", "That is a nuisance!")
    path.write_text(json.dumps([theirs]), encoding="utf-8")
    assert [(s.corpus, s.session) for s in read_esconv(path)] == [("esconv_failed", "0")]


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
