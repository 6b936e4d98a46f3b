import pytest

from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.corpora.anonymized import anonymized
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.transcript import Role


@pytest.fixture
def session():
    def turn(index, role, speaker, text, spans):
        return LabelledUtterance(
            id=f"u{index}",
            speaker=speaker,
            role=role,
            text=text,
            start=None,
            codes={"validation": ("yes",)},
            spans=spans,
        )

    return LabelledSession(
        corpus="ours",
        session="s1",
        metadata={"topic": "work"},
        utterances=(
            turn(0, Role.CLIENT, "client", "My name is Dawn, mail me at dawn@example.org.", {}),
            turn(
                1, Role.HELPER, "helper", "Hi, Dawn. That must be hard.", {"x": ("That must be hard", "Hi, Dawn")}
            ),
        ),
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
