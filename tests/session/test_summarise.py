import json
from dataclasses import asdict, replace

import pytest

from empathy.markers.catalogue import codebook
from empathy.resources import shipped
from empathy.session.settings import session_settings
from empathy.session.summarise import summarise


@pytest.fixture
def balanced(helper, client, session):
    turns = []
    for i in range(0, 40, 4):
        turns += [
            helper(i, "What worries you about it?", question="open", behaviour="question", seconds=(i, i + 1)),
            client(i + 1, "I am afraid of failing.", opportunity="explicit", seconds=(i + 1, i + 2)),
            helper(i + 2, "You fear to fail.", reflection="complex", feeling="yes", seconds=(i + 2, i + 3)),
            client(i + 3, "Yes.", seconds=(i + 3, i + 4)),
        ]
    return session(*turns)


def test_ratio_and_rates(balanced):
    summary = summarise(balanced)
    counted = {m.id: m.counted for m in summary.measures}
    assert counted["rq_ratio"] == counted["open_share"] == 1.0
    assert counted["question_rate"] == 0.5
    for measure in ("rq_ratio", "question_rate", "open_share"):
        assert summary.measure(measure).value == pytest.approx(counted[measure], abs=0.1)
    assert summary.measure("complex_share").base == 10


def test_intervals_hold_the_value_and_widen_with_doubt(helper, session):
    def rate(certainty):
        turns = [
            helper(i, "What then?", question="open" if i % 2 else "none", certainty=certainty) for i in range(40)
        ]
        return summarise(session(*turns)).measure("question_rate")

    sure, unsure = rate(0.99), rate(0.7)
    assert unsure.interval.low < unsure.value < unsure.interval.high
    assert unsure.interval.high - unsure.interval.low > sure.interval.high - sure.interval.low


def test_too_little_to_tell(helper, session):
    few = summarise(session(*(helper(i, "And then?", question="open") for i in range(3))))
    open_share = few.measure("open_share")
    assert not open_share.telling
    assert "3" in open_share.why_not
    assert few.measure("rq_ratio").counted == 0.0
    assert few.measure("complex_share").value is None


@pytest.mark.parametrize(
    ("reflections", "certainty", "band"),
    [(8, 0.9999, "below fair"), (14, 0.9999, "fair"), (25, 0.9999, "good"), (20, 0.95, None)],
)
def test_a_band_is_named_where_the_whole_interval_lies_in_it(helper, session, reflections, certainty, band):
    asked = [helper(i, "What then?", question="open", certainty=certainty) for i in range(10)]
    said = [helper(10 + i, "You fear it.", reflection="simple", certainty=certainty) for i in range(reflections)]
    ratio = summarise(session(*asked, *said)).measure("rq_ratio")
    assert (ratio.threshold.fair, ratio.threshold.good) == (1.0, 2.0)
    assert ratio.band == band


def test_advice_with_permission_is_not_counted_against(helper, session):
    asked = summarise(
        session(helper(0, "May I share an idea?", autonomy="yes"), helper(1, "You could walk.", advice="yes"))
    )
    unasked = summarise(session(helper(0, "Hello there."), helper(1, "You could walk.", advice="yes")))
    assert asked.measure("mi_non_adherent").value == 0
    assert unasked.measure("mi_non_adherent").value == 1


@pytest.mark.parametrize(
    ("answer", "again", "counted"),
    [
        ("No, please don't.", {}, 1),
        ("Yes, please.", {}, 0),
        ("No. Go ahead.", {}, 0),
        ("[nods]", {}, 0),
        ("No, please don't.", {"autonomy": "yes"}, 0),
    ],
)
def test_permission_that_the_client_refused_is_none(helper, client, session, answer, again, counted):
    talk = session(
        helper(0, "Would it be okay if I made a suggestion?", autonomy="yes"),
        client(1, answer),
        helper(2, "You should just stop drinking.", advice="yes", **again),
        client(3, "No."),
        helper(4, "Hm, and how is work?"),
    )
    assert summarise(talk).measure("mi_non_adherent").value == counted


def test_words_that_only_lift_a_burden_are_not_counted_against(helper, session):
    said = ("Take your time.", "You don't need to be sorry. You should call her.", "Call her.")
    summary = summarise(session(*(helper(i, text, advice="yes") for i, text in enumerate(said))))
    assert summary.measure("mi_non_adherent").value == 2
    assert summary.unasked == (1, 2)


def test_talk_share_by_words_and_time(balanced, helper, client, session):
    summary = summarise(balanced)
    assert summary.talk_time == pytest.approx(0.5)
    assert summary.talk_words == pytest.approx(9 / 15)
    assert summarise(session(helper(0, "One two."), client(1, "Three four."))).talk_time is None


def test_the_same_scores_give_the_same_numbers_whatever_the_session_is_called(balanced):
    other = summarise(balanced.named("another"))
    assert replace(other, session=balanced.session) == summarise(balanced)


def test_strengths_are_varied_and_sure(balanced, helper, session):
    strengths = summarise(balanced).strengths
    assert 0 < len(strengths) <= 5
    assert max(sum(s.marker == m for s in strengths) for m in {s.marker for s in strengths}) <= 2


def test_a_doubtful_moment_stands_only_for_want_of_a_surer_one(helper, session):
    doubtful = [helper(i, "That hurt you.", feeling="yes", certainty=0.55) for i in range(3)]
    assert all(s.uncertain for s in summarise(session(*doubtful)).strengths)
    sure = [
        helper(3 + i, "It took courage.", **{m: "yes"})
        for i, m in enumerate(("affirmation", "affirmation", "warmth", "warmth", "autonomy"))
    ]
    assert not any(s.uncertain for s in summarise(session(*doubtful, *sure)).strengths)
    unlikely = [helper(i, "That hurt.", feeling="yes", certainty=0.4) for i in range(3)]
    assert summarise(session(*unlikely)).strengths == ()


def test_a_minimising_utterance_is_never_held_up(helper, session):
    mixed = session(helper(0, "That must hurt, but at least you have work.", validation="yes", minimising="yes"))
    assert summarise(mixed).strengths == ()


def test_course_counts_every_utterance_once(balanced):
    course = summarise(balanced).course
    assert [(s.first, s.last) for s in course] == [(0, 12), (13, 26), (27, 39)]
    assert sum(s.counts.get("feeling", 0) for s in course) == 10


def test_an_empty_session_has_no_numbers(session):
    summary = summarise(session())
    assert all(m.value in (None, 0.0) and m.counted == m.value for m in summary.measures)
    assert summary.talk_words is None


def test_questions_that_are_nearly_labelled_count_in_the_estimate(helper, session):
    doubtful = [helper(i, "You mean at home?", certainty=0.55) for i in range(30)]
    rate = summarise(session(*doubtful)).measure("question_rate")
    assert rate.counted == 0
    assert rate.value > 0.3


def test_a_programmes_own_questions_are_counted_as_labelled(balanced):
    summary = summarise(balanced, own=[codebook()["question"]])
    assert summary.measure("question_rate").value == summary.measure("question_rate").counted


def test_the_shipped_numbers_are_those_that_the_benchmark_found():
    stored = json.loads((shipped("models") / "stack" / "session.json").read_text(encoding="utf-8"))
    settings = session_settings()
    assert {marker: asdict(settings.shift_of(marker)) for marker in stored["shift"]} == stored["shift"]
    for marker, usual in stored["usual"].items():
        assert settings.usual_of(marker).strength == usual["strength"]
        assert settings.usual_of(marker).rates == pytest.approx(usual["rates"], abs=1e-4)


@pytest.mark.parametrize(("probability", "counted"), [(0.06, 1), (0.3, 2)])
def test_a_faint_hint_of_confronting_is_no_count_of_it(helper, session, probability, counted):
    sure = helper(0, "You lie to yourself.", confront="yes")
    hint = helper(1, "Not the green one.", confront="yes", certainty=probability)
    hint = replace(hint, markers={**sure.markers, "confront": hint.markers["confront"]})
    summary = summarise(session(sure, hint))
    assert summary.measure("mi_non_adherent").value == counted
    assert [c.count for c in summary.counts if c.marker == "confront"] == [2]  # how often it was seen counts labels
