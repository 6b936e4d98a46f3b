import csv

import pytest

from empathy.corpora.annomi import read_annomi
from empathy.corpora.registry import read_corpus
from empathy.errors import InputError
from empathy.transcript import Role

COLUMNS = (
    "mi_quality,transcript_id,video_title,video_url,topic,utterance_id,interlocutor,timestamp,utterance_text,"
    "annotator_id,therapist_input_exists,therapist_input_subtype,reflection_exists,reflection_subtype,"
    "question_exists,question_subtype,main_therapist_behaviour,client_talk_type"
).split(",")


def row(utterance, speaker, annotator="1", **given):
    base = dict.fromkeys(COLUMNS, "n/a")
    base |= {
        "mi_quality": "high",
        "transcript_id": "10",
        "topic": "sleep",
        "utterance_id": str(utterance),
        "interlocutor": speaker,
        "timestamp": "00:01:05",
        "utterance_text": f"Words of turn {utterance}.",
        "annotator_id": annotator,
    }
    return base | given


def helper(utterance, annotator="1", **given):
    codes = {
        "therapist_input_exists": "False",
        "reflection_exists": "False",
        "question_exists": "False",
        "main_therapist_behaviour": "other",
    }
    return row(utterance, "therapist", annotator, **(codes | given))


def write(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_rows_of_several_annotators_become_one_utterance(tmp_path):
    rows = [
        helper(0, "1", question_exists="True", question_subtype="open", main_therapist_behaviour="question"),
        row(1, "client", "1", client_talk_type="change"),
        helper(0, "2", therapist_input_exists="True", main_therapist_behaviour="therapist_input"),
        row(1, "client", "2", client_talk_type="neutral"),
    ]
    (session,) = read_annomi(write(tmp_path / "a.csv", rows))
    first, second = session.utterances
    assert first.codes == {
        "behaviour": ("question", "input"),
        "reflection": ("none", "none"),
        "question": ("open", "none"),
        "input": ("no", "yes"),
    }
    assert (second.role, second.codes) == (Role.CLIENT, {"talk": ("change", "neutral")})
    assert first.start == 65.0
    assert session.metadata == {"quality": "high", "topic": "sleep"}


def test_utterances_stand_in_the_order_of_their_numbers_not_of_their_rows(tmp_path):
    rows = [helper(10), row(9, "client", client_talk_type="neutral"), helper(2)]
    (session,) = read_annomi(write(tmp_path / "a.csv", rows))
    assert [u.id for u in session.utterances] == ["2", "9", "10"]


def test_an_unknown_speaker_is_named_with_its_place(tmp_path):
    with pytest.raises(InputError, match=r"transcript 10, utterance 3.*'observer'"):
        read_annomi(write(tmp_path / "a.csv", [row(3, "observer")]))


def test_a_session_of_one_annotator_names_who_coded_it(tmp_path):
    rows = [helper(0, "7"), row(1, "client", "7", client_talk_type="neutral")]
    (session,) = read_annomi(write(tmp_path / "a.csv", rows))
    assert session.metadata["coder"] == "7"


def test_topics_are_told_apart_by_their_words_alone(tmp_path):
    rows = [helper(0, topic="sleep "), row(1, "client", client_talk_type="neutral", topic="sleep ")]
    (session,) = read_annomi(write(tmp_path / "a.csv", rows))
    assert session.metadata["topic"] == "sleep"


def test_a_session_names_the_recording_that_it_is_a_part_of(tmp_path):
    rows = [helper(0, video_url="https://video.example/1"), row(1, "client", client_talk_type="neutral")]
    (session,) = read_annomi(write(tmp_path / "a.csv", rows))
    assert session.metadata["recording"] == "https://video.example/1"


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
