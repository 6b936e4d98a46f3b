import labelled
import pytest

from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.corpora.anonymized import anonymized
from empathy.transcript import Role


@pytest.fixture
def session():
    codes, spans = {"validation": ("yes",)}, {"x": ("That must be hard", "Hi, Dawn")}
    return labelled.session(
        "s1",
        labelled.utterance(0, Role.CLIENT, "My name is Dawn, mail me at dawn@example.org.", codes),
        labelled.utterance(1, Role.HELPER, "Hi, Dawn. That must be hard.", codes, spans),
        topic="work",
    )


def test_texts_lose_their_identities_and_codes_stay(session):
    result = anonymized(session, Anonymizer.load(AnonymizeSettings(model=False)))
    told = " ".join(u.text for u in result.utterances)
    assert "Dawn" not in told
    assert "example.org" not in told
    assert [(u.id, u.codes) for u in result.utterances] == [(u.id, u.codes) for u in session.utterances]


def test_a_marked_passage_that_was_cut_is_left_out(session):
    result = anonymized(session, Anonymizer.load(AnonymizeSettings(model=False)))
    assert result.utterances[1].spans == {"x": ("That must be hard",)}
