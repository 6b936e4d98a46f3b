from dataclasses import replace

import pytest

from empathy.markers.catalogue import codebook
from empathy.report.words import agreement_in_words, base_text, label_text, measure_value, verdict
from empathy.session.summary import Measure, Threshold

MEASURE = Measure(
    id="rq_ratio",
    name="R:Q",
    meaning="",
    unit="ratio",
    value=1.5,
    counted=1.2,
    interval=None,
    base=9,
    telling=True,
    threshold=Threshold(fair=1.0, good=2.0, source="MITI"),
    band="fair",
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "“Fair” in the MITI's terms"),
        ({"band": "good"}, "“Good” in the MITI's terms"),
        ({"band": "below fair"}, "Below “fair” in the MITI's terms"),
        ({"band": None}, "Between the bands: the interval crosses a threshold"),
        ({"threshold": None, "band": None}, ""),
        ({"telling": False, "why_not": "too few"}, "Too little to tell: too few"),
        ({"telling": False}, "Too little to tell"),
    ],
)
def test_a_number_says_what_it_tells(changes, expected):
    assert verdict(replace(MEASURE, **changes)) == expected


def test_a_number_that_cannot_be_made_is_a_dash():
    assert measure_value(replace(MEASURE, value=None)) == "–"


@pytest.mark.parametrize(
    ("marker", "label", "expected"),
    [
        ("reflection", "complex", "Complex reflection"),
        ("question", "open", "Open question"),
        ("talk", "sustain", "Sustain talk"),
        ("validation", "yes", "Validation"),
        ("autonomy", "yes", "Autonomy"),
        ("explorations", "weak", "Explorations: weak"),
    ],
)
def test_labels_read_as_one_would_say_them(marker, label, expected):
    assert label_text(codebook()[marker], label) == expected


def test_people_s_agreement_is_said_in_words_with_its_figure():
    assert agreement_in_words(codebook()["question"]).startswith(
        "People agree very well on this (present or not): κ between two coders .87."
    )
    assert agreement_in_words(codebook()["talk"]) == "People agree moderately on this: κ between two coders .47."


def test_agreement_of_machine_passes_is_never_passed_off_as_people_s():
    text = agreement_in_words(codebook()["confront"])
    assert "not known" in text
    assert ".92" not in text


def test_what_a_number_rests_on_names_the_count_where_it_differs():
    assert base_text(MEASURE) == "9 questions (counting labels: 1.2)"
    assert base_text(replace(MEASURE, counted=1.5)) == "9 questions"
