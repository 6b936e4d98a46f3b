import csv
import io

from labelled import session, utterance

from empathy.corpora.fingerprints import fingerprint, fingerprint_table, known_conversations
from empathy.corpora.joined import standoff_labels
from empathy.transcript import Role


def test_spaces_capitals_and_punctuation_do_not_count_but_words_and_turns_do():
    told = fingerprint(["It rained.", "All day?"])
    assert fingerprint([" it  RAINED…", "all day"]) == told
    assert fingerprint(["It rained all day"]) != told
    assert fingerprint(["It rained.", "All week?"]) != told


def test_a_table_names_each_session_and_holds_no_word(tmp_path):
    table = fingerprint_table([session("a", utterance(0, Role.CLIENT, "Umbrella"), corpus="esconv")])
    assert list(csv.DictReader(io.StringIO(table))) == [
        {"corpus": "esconv", "conversation": "a", "fingerprint": fingerprint(["Umbrella"])}
    ]
    assert "mbrella" not in table


def test_every_labelled_conversation_of_esconv_has_a_fingerprint():
    with standoff_labels().open(encoding="utf-8", newline="") as file:
        labelled = {(row["corpus"], row["conversation"]) for row in csv.DictReader(file)}
    known = {(corpus, name) for (corpus, _), name in known_conversations().items()}
    assert {one for one in labelled if one[0] != "annomi"} <= known
    assert len(known) == len(known_conversations())
