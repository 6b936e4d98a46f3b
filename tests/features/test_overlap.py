from empathy.features.conversation import converse, turn
from empathy.features.overlap import overlap
from empathy.transcript import Role


def exchange(*texts):
    roles = (Role.CLIENT, Role.HELPER)
    return converse([turn(roles[i % 2], text) for i, text in enumerate(texts)])


def test_saying_back_overlaps_more_than_asking_anew():
    heard = "My sister never rings me any more."
    back = overlap(exchange(heard, "Your sister never rings you."), 1)
    anew = overlap(exchange(heard, "Where do you work?"), 1)
    assert back["overlap.last.contained"] > anew["overlap.last.contained"]
    assert back["overlap.last.flipped_bigrams"] > anew["overlap.last.flipped_bigrams"]


def test_listening_sounds_are_looked_past():
    talk = exchange("My exams scare me.", "Mm-hmm.", "Yeah.", "The exams scare you.")
    assert overlap(talk, 3)["overlap.last.contained"] == 1


def test_nothing_before_is_said_to_be_nothing():
    assert overlap(exchange("Hello there."), 0)["overlap.none_to_compare"] == 1
