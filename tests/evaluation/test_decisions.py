"""What is asked of the scores: which code counts as gold, and which session a prediction belongs to."""

from dataclasses import replace

import pytest
from made_corpus import SPEC, coded_by, records

from empathy.errors import InputError
from empathy.evaluation.coefficients import MISSING
from empathy.evaluation.decisions import decide, in_order
from empathy.evaluation.predictions import collect


def test_every_code_that_a_marker_answers_is_asked(decisions):
    assert set(decisions) == {"reflection", "reflection (present)", "input", "strategy: Advising as advice"}
    assert decisions["reflection"].conversations == 12
    assert len(decisions["reflection"].gold) == 60


def test_gold_does_not_depend_on_the_order_of_the_coders():
    codes = [
        ("none", "simple"),
        ("complex", "simple"),
        ("simple", "none", "complex"),
        ("complex", "none", "complex"),
        ("simple", "complex", "none", "none", "complex"),
    ]
    (made, predicted), (turned, _) = coded_by(*codes), coded_by(*(given[::-1] for given in codes))
    one, other = decide(made, SPEC, predicted), decide(turned, SPEC, predicted)
    assert one[0].gold.tolist() == other[0].gold.tolist() == [0, 1, 0, 2, 0] * 2
    assert [d.even for d in one] == [8, 2]  # of "none or not" only the first utterance of each session is even


def test_a_weighted_label_of_three_values_leaves_the_probabilities_alone(corpus):
    score = {"label": "simple", "probabilities": {"none": 0.5, "simple": 0.3, "complex": 0.2}}
    predictions = {s.session: {n: {"reflection": score} for n in range(10)} for s in corpus}
    found = {d.name: d for d in decide(corpus, SPEC, predictions)}
    assert found["reflection"].probabilities[0].tolist() == [0.5, 0.3, 0.2]
    assert set(found["reflection"].predicted) == {1}
    assert found["reflection (present)"].probabilities[0].tolist() == [0.5, 0.5]
    assert set(found["reflection (present)"].predicted) == {1}


def test_a_label_that_the_codebook_lacks_is_told(corpus):
    score = {"label": "deep", "probabilities": {"none": 0.1, "deep": 0.9}}
    predictions = {s.session: {n: {"reflection": score} for n in range(10)} for s in corpus}
    with pytest.raises(InputError, match="no value 'deep'"):
        decide(corpus, SPEC, predictions)


def test_sessions_renamed_by_anonymizing_are_found_by_their_order(corpus, decisions):
    renamed = {f"[PERSON_1]-{name}": found for name, found in collect(records(corpus)).items()}
    found = {d.name: d for d in decide(corpus, SPEC, renamed)}
    assert found["reflection"].predicted.tolist() == decisions["reflection"].predicted.tolist()


def test_a_renamed_session_takes_none_whose_name_matches(corpus):
    predictions = collect(records(corpus))
    first, second, last = (s.session for s in corpus[:3])
    given = {second: predictions[second], first: predictions[first], "[PERSON_1]": predictions[last]}
    found = in_order(corpus[:3], given)
    assert found == {name: predictions[name] for name in (first, second, last)}


def test_a_renamed_session_of_another_length_is_not_paired(corpus):
    predictions = collect(records(corpus))
    first, last = (s.session for s in corpus[:2])
    given = {first: predictions[first], "[PERSON_1]": {0: predictions[last][0]}}
    assert in_order(corpus[:2], given) == given


def test_a_coder_keeps_the_column_where_another_did_not_code():
    made, predictions = coded_by(("none", "simple"), ("complex",), ("simple", "none"))
    names = [("ann", "ben"), ("ben",), ("ann", "ben")]
    made = [
        replace(
            s, utterances=[replace(u, coders={"reflection": n}) for u, n in zip(s.utterances, names, strict=True)]
        )
        for s in made
    ]
    (decision, _) = decide(made, SPEC, predictions)
    assert decision.coders[:3].tolist() == [[0, 1], [MISSING, 2], [1, 0]]
