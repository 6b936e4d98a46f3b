from dataclasses import replace

import pytest

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.markers.catalogue import codebook
from empathy.markers.model import Model
from empathy.markers.score import Scorer
from empathy.transcript import Reading, Role


def session(*turns, times=False):
    return AnonymizedTranscript(
        session="s",
        utterances=tuple(
            AnonymizedUtterance(
                index=i, speaker=role.value, role=role, text=text, start=float(i) if times else None
            )
            for i, (role, text) in enumerate(turns)
        ),
        reading=Reading(format="turns", units=len(turns)),
    )


@pytest.fixture(scope="module")
def scorer(tiny_model):
    return Scorer(Model.load(tiny_model))


TALK = session(
    (Role.CLIENT, "I am so scared of the exam."),
    (Role.HELPER, "Of course you are angry after that."),
    (Role.OTHER, "The bus was on time."),
    (Role.HELPER, "[laughter]"),
    (Role.HELPER, "I'm so sorry to hear it."),
)


def test_markers_stand_on_their_role_only(scorer):
    client, helper, other, noise, _ = scorer.score(TALK).utterances
    assert set(client.markers) == {m.id for m in codebook().for_role(Role.CLIENT)}
    assert set(helper.markers) == {m.id for m in codebook().for_role(Role.HELPER)} == set(noise.markers)
    assert other.markers == {}


def test_what_was_taught_is_found_with_its_words(scorer):
    scored = scorer.score(TALK).utterances
    assert scored[0].markers["opportunity"].label == "explicit"
    assert scored[1].markers["validation"].label == "yes"
    warmth = scored[4].markers["warmth"]
    assert warmth.label == "yes"
    assert any("sorry" in TALK.utterances[4].text[start:end] for start, end in warmth.evidence)


def test_evidence_stands_on_positive_labels_only(scorer):
    for utterance in scorer.score(TALK).utterances:
        for marker, score in utterance.markers.items():
            positive = score.label != codebook()[marker].negative
            assert bool(score.evidence) is positive
            for start, end in score.evidence:
                assert 0 <= start < end <= len(utterance.utterance.text)
            assert len(score.evidence) <= 3


def test_probabilities_add_up_and_belong_to_the_label(scorer):
    for utterance in scorer.score(TALK).utterances:
        for marker, score in utterance.markers.items():
            assert tuple(score.probabilities) == codebook()[marker].values
            assert sum(score.probabilities.values()) == pytest.approx(1)
            assert score.probability == pytest.approx(score.probabilities[score.label])


def test_an_utterance_without_words_is_certainly_negative(scorer):
    for score in scorer.score(TALK).utterances[3].markers.values():
        assert not score.present
        assert (score.probability, score.uncertain) == (1.0, False)


def test_written_markers_are_left_out_of_spoken_sessions(scorer):
    timed = session((Role.CLIENT, "The bus was on time."), (Role.HELPER, "Do you smoke at home?"), times=True)
    assert "explorations" not in scorer.score(timed).utterances[1].markers


def test_a_session_depends_on_itself_alone(scorer):
    alone = scorer.score(TALK).to_records()
    (_, beside) = scorer.pipe([session((Role.HELPER, "You should try a walk.")), TALK])
    assert beside.to_records() == alone


@pytest.mark.parametrize("talk", [session(), session((Role.CLIENT, "...")), session((Role.OTHER, "The bus."))])
def test_sessions_with_nothing_to_score_pass(scorer, talk):
    assert len(scorer.score(talk).utterances) == len(talk.utterances)


def test_kindness_beside_words_that_judge_is_in_doubt_but_keeps_its_label(scorer):
    head = scorer.model.heads["warmth"]
    sure = replace(head, decision=replace(head.decision, doubt=(0.0, 0.0)))
    scorer = Scorer(replace(scorer.model, heads={**scorer.model.heads, "warmth": sure}))
    kind, harsh = (
        scorer.score(session((Role.CLIENT, "I failed."), (Role.HELPER, said))).utterances[1].markers["warmth"]
        for said in ("I'm so sorry to hear it.", "I'm so sorry to hear it. I'm disappointed in you.")
    )
    assert kind.label == harsh.label == "yes"
    assert harsh.uncertain
    assert not kind.uncertain
