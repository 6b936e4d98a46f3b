import json
from dataclasses import replace

import numpy as np
import pytest
from tiny import NETWORK, sessions, train_tiny
from tiny_course import COURSE

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.errors import ModelError
from empathy.markers.course import COURSE_FILE, Course, helpers
from empathy.markers.model import Model
from empathy.markers.score import Scorer
from empathy.resources import shipped
from empathy.training import nested
from empathy.training.course import fit_course, held_out_course
from empathy.training.course_export import export_course
from empathy.training.dataset import gather
from empathy.training.heads import decisions, read_all
from empathy.training.settings import read_head_settings
from empathy.transcript import Reading, Role


@pytest.fixture(scope="module")
def settings():
    found = read_head_settings(shipped("configs") / "train-lexical.toml")
    return found.model_copy(update={"speech": False, "network": NETWORK, "course": COURSE})


@pytest.fixture(scope="module")
def read(settings):
    return read_all(sessions(), settings=settings, encoder_run=None)


def held_out(read, settings, **changes):
    rows = replace(read.rows, **changes)
    return held_out_course(rows, read.stacked, decisions(settings), settings, lambda _: None)


def test_the_graph_says_what_torch_says(read, settings, tmp_path):
    networks = fit_course(read.rows, read.stacked, decisions(settings), settings, lambda _: None)
    export_course(networks, tmp_path / COURSE_FILE)
    asked = {marker: decisions(settings)[marker][1] for marker in COURSE.heads}
    own = len(read.stacked.names)
    course = Course.load(tmp_path / COURSE_FILE, asked, columns=own)
    turns = read.rows.session == 3
    given, roles = read.stacked.clean[turns, :own], read.rows.role[turns].tolist()
    expected = networks.read(given, helpers(roles))
    for marker, said in course.read(given, roles).items():
        np.testing.assert_allclose(said, expected[marker], atol=1e-5)


def test_what_is_said_of_a_fold_is_learnt_on_the_others(read, settings):
    """A session of fold 0 is changed altogether: the same is said of fold 0's others, not of the other folds."""
    rows, own = read.rows, len(read.stacked.names)
    number = rows.session[rows.fold == 0][0]
    here = rows.session == number
    labels = tuple(replace(u, codes=u.codes | {"behaviour": ("other",)}) for u in rows.sessions[number].utterances)
    changed = list(rows.sessions)
    changed[number] = replace(changed[number], utterances=labels)
    clean = read.stacked.clean.copy()
    clean[here, :own] *= 50
    coder = np.where(here, "somebody", rows.coder).astype(object)
    before = held_out(read, settings)["behaviour"].clean
    other = replace(read, stacked=replace(read.stacked, clean=clean))
    after = held_out(other, settings, sessions=tuple(changed), coder=coder)["behaviour"].clean
    neighbours = (rows.fold == 0) & ~here
    assert neighbours.any()
    np.testing.assert_array_equal(before[neighbours], after[neighbours])
    assert np.abs(before[rows.fold != 0] - after[rows.fold != 0]).max() > 1e-3


def test_the_order_in_which_decisions_are_asked_for_changes_nothing(read, settings):
    asked = decisions(settings)
    turned = dict(reversed(asked.items()))
    first, second = (
        held_out_course(read.rows, read.stacked, given, settings, lambda _: None)["talk"].clean
        for given in (asked, turned)
    )
    np.testing.assert_array_equal(first, second)


def test_other_readings_are_read_by_the_same_networks(read, settings):
    """Read in the other order, the speech copies get what the clean text got."""
    stacked = replace(read.stacked, speech=read.stacked.clean[:, ::-1].copy())
    swapped = replace(stacked, clean=stacked.speech, speech=stacked.clean)
    asked = decisions(settings)
    plain, other = (
        held_out_course(read.rows, stacked, asked, settings, lambda _: None, other=given)["talk"]
        for given in (None, swapped)
    )
    np.testing.assert_array_equal(plain.clean, other.speech)
    np.testing.assert_array_equal(plain.speech, other.clean)


def test_a_model_trained_with_them_scores_with_them(tmp_path):
    model = Model.load(train_tiny(tmp_path / "model", course=COURSE))
    assert model.card.markers["behaviour"].course == COURSE.share
    assert model.card.markers["warmth"].course is None
    said = [(Role.CLIENT, "I like my beer and I won't stop."), (Role.HELPER, "What would help you most?")]
    transcript = AnonymizedTranscript(
        session="s",
        utterances=tuple(
            AnonymizedUtterance(index=i, speaker=role.value, role=role, text=text)
            for i, (role, text) in enumerate(said)
        ),
        reading=Reading(format="turns", units=2),
    )
    shared, alone = (Scorer(each).score(transcript) for each in (model, replace(model, course=None)))
    found = [each.utterances[1].markers for each in (shared, alone)]
    assert found[0]["behaviour"].probability != found[1]["behaviour"].probability
    assert found[0]["warmth"].probability == found[1]["warmth"].probability


def test_sessions_without_a_decision_of_theirs_are_left_alone(read, settings):
    bare = tuple(
        replace(s, utterances=tuple(replace(u, codes={}) for u in s.utterances)) if number == 1 else s
        for number, s in enumerate(read.rows.sessions)
    )
    found = held_out(read, settings, sessions=bare)["talk"]
    np.testing.assert_allclose(found.clean[read.rows.session == 1], 1 / 3)


def test_no_networks_are_made_where_none_are_asked_for(settings):
    without = settings.model_copy(update={"course": None})
    assert held_out_course(gather(sessions()), None, decisions(settings), without, print) == {}


def test_a_card_that_names_no_graph_is_refused(tmp_path):
    folder = train_tiny(tmp_path / "model", course=COURSE)
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    del card["files"][COURSE_FILE]
    (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match=COURSE_FILE):
        Model.load(folder)


def test_the_course_s_share_is_among_what_each_fold_chooses(tmp_path, settings, monkeypatch):
    for name, value in (("UNITS", (4,)), ("SHARES", (0.5,)), ("WORTHS", (0.0,)), ("COURSES", (0.0, 0.5))):
        monkeypatch.setattr(nested, name, value)
    network = NETWORK.model_copy(update={"heads": list(nested.SHOWN)})
    course = COURSE.model_copy(update={"heads": list(nested.SHOWN)})
    changed = settings.model_copy(update={"network": network, "course": course})
    read = read_all(sessions(), settings=changed, encoder_run=None)
    shipped_choice = nested.Choice(units=4, share=0.5, worth=0.0, course=0.5)
    found = nested.choose(read, changed, shipped_choice, lambda _: None)
    assert {choice.course for choice in found.choices} <= {0.0, 0.5}
    assert set(found.figures) == set(nested.SHOWN)
