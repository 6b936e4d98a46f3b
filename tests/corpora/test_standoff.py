import csv

import labelled
import pytest

from empathy.corpora.standoff import HELPER_MARKERS, join_standoff
from empathy.transcript import Role


def session(*turns):
    said = (labelled.utterance(place, role, text) for place, (role, text) in enumerate(turns))
    return labelled.session("a", *said, corpus="esconv")


@pytest.fixture
def write(tmp_path):
    def _write(**opportunities):
        path = tmp_path / "standoff.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["corpus", "conversation", "utterance", "stratum", *HELPER_MARKERS, "opportunity"])
            for utterance, value in opportunities.items():
                writer.writerow(["esconv", "a", utterance[1:], "all", *(["none"] * 2), *(["no"] * 10), value])
        return path

    return _write


HELPER, CLIENT = Role.HELPER, Role.CLIENT


def test_codes_carry_the_prefix_of_the_file(write):
    (joined,) = join_standoff([session((HELPER, "Hello there, my friend."))], write(u0="none"))
    codes = joined.utterances[0].codes
    assert codes["standoff.reflection"] == ("none",)
    assert codes["standoff.validation"] == ("no",)
    assert "validation" not in codes


def test_an_opportunity_goes_to_the_last_client_turn_with_content(write):
    turns = ((CLIENT, "My cat is ill."), (HELPER, "Mm-hmm."), (CLIENT, "Yeah."), (HELPER, "That is hard."))
    (joined,) = join_standoff([session(*turns)], write(u3="implicit"))
    assert joined.utterances[0].codes == {"standoff.opportunity": ("implicit",)}
    assert joined.utterances[2].codes == {}


def test_the_first_helper_utterance_after_the_turn_codes_it(write):
    turns = ((CLIENT, "I am so afraid."), (HELPER, "You are scared."), (HELPER, "What helps you?"))
    (joined,) = join_standoff([session(*turns)], write(u1="explicit", u2="none"))
    assert joined.utterances[0].codes == {"standoff.opportunity": ("explicit",)}


def test_an_opening_helper_utterance_codes_no_client_turn(write):
    turns = ((HELPER, "What brings you here today?"), (CLIENT, "I cannot sleep."))
    (joined,) = join_standoff([session(*turns)], write(u0="none"))
    assert joined.utterances[1].codes == {}
