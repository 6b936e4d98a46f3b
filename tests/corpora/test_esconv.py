import json

import pytest

from empathy.corpora.esconv import read_esconv, read_failed_esconv
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
