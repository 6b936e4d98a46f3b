import re

import pytest

from empathy.evaluation.card import as_page, calibration_plot
from empathy.evaluation.model_bench import as_markdown, as_raw, worst_calibration
from empathy.markers.card import read_card


@pytest.fixture(scope="module")
def card(tiny_model):
    return read_card(tiny_model)


def test_the_table_sets_every_figure_beside_the_human_one(card):
    rows = as_markdown(card).splitlines()
    question = next(row for row in rows if row.startswith("| question present"))
    assert "| .870 | .860 |" in question
    assert sum(row.startswith("| validation") for row in rows) == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.7898, "| .7898 |.*| .790 | no |"), (0.7901, "| .790 |.*| .790 | yes |"), (0.7, "| .700 |.*| no |")],
)
def test_rounding_lifts_no_figure_to_its_bar(card, value, shown):
    entry = card.markers["behaviour"]
    figures = {**entry.figures, "macro-F1": entry.figures["macro-F1"].model_copy(update={"value": value})}
    markers = {**card.markers, "behaviour": entry.model_copy(update={"figures": figures})}
    rows = as_markdown(card.model_copy(update={"markers": markers})).splitlines()
    row = next(row for row in rows if row.startswith("| main behaviour, 4 classes | macro-F1"))
    assert re.search(shown.replace("|", r"\|"), row)


def test_raw_figures_are_those_of_the_card(card):
    found = {(line["decision"], line["measure"]): line["value"] for line in as_raw(card)}
    assert found["warmth", "F1"] == card.markers["warmth"].figures["F1"].value


def test_the_worst_calibration_is_named(card):
    assert worst_calibration(card) is None  # the tiny model has too few examples of everything
    enough = {"no": 500, "yes": 500}
    markers = {name: entry.model_copy(update={"examples": enough}) for name, entry in card.markers.items()}
    name, error = worst_calibration(card.model_copy(update={"markers": markers}))
    assert error == max(entry.figures["ECE"].value for entry in card.markers.values())
    assert card.markers[name].figures["ECE"].value == error


def test_the_page_says_data_licence_use_and_misuse(card):
    page = as_page(card)
    for data in card.data:
        assert data.licence in page
    for heading in ("Intended use", "Misuse", "Known failures", "Confusion", "Calibration"):
        assert f"## {heading}" in page
    assert page.count("| **yes** |") >= 10


def test_the_plot_has_a_diagram_for_every_marker(card):
    plot = calibration_plot(card)
    assert all(f">{marker}<" in plot for marker in card.markers)
