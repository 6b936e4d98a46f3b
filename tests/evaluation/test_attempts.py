import json

import pytest

from empathy.errors import InputError
from empathy.evaluation.attempts import add_attempt, as_markdown, curve_as_markdown, read_attempts


@pytest.fixture
def figures(tmp_path):
    path = tmp_path / "figures-fold4.json"
    path.write_text(json.dumps({"behaviour_kappa": 0.71234, "minutes": 12.0}), encoding="utf-8")
    return path


def test_a_row_is_added_and_the_same_recipe_replaced(tmp_path, figures):
    table = tmp_path / "attempts.csv"
    add_attempt(table, "three epochs", "4", figures)
    add_attempt(table, "six epochs", "4", figures)
    figures.write_text(json.dumps({"behaviour_kappa": 0.5}), encoding="utf-8")
    add_attempt(table, "three epochs", "4", figures)
    rows = read_attempts(table)
    assert [(row["recipe"], row["behaviour_kappa"]) for row in rows] == [
        ("six epochs", "0.7123"),
        ("three epochs", "0.5000"),
    ]
    assert "| six epochs | 4 | – | .712 |" in as_markdown(rows)


def test_the_learning_curve_is_of_the_rows_that_tell_their_share(tmp_path, figures):
    table = tmp_path / "attempts.csv"
    for share, kappa in ((1.0, 0.7), (0.5, 0.66), (None, 0.9), (0.25, 0.5)):
        figures.write_text(json.dumps({"behaviour_kappa": kappa}), encoding="utf-8")
        add_attempt(table, f"on {share}", "4", figures, share=share)
    assert curve_as_markdown(read_attempts(table)).splitlines()[2:] == [
        "| 0.25 | .500 |",
        "| 0.5 | .660 |",
        "| 1 | .700 |",
        "| 1 less 0.5 | .040 |",
    ]


def test_a_model_gives_its_own_row(tmp_path, tiny_model):
    table = tmp_path / "attempts.csv"
    add_attempt(table, "tiny", "all", tiny_model / "card.json")
    (row,) = read_attempts(table)
    card = json.loads((tiny_model / "card.json").read_text(encoding="utf-8"))
    assert float(row["input_kappa"]) == pytest.approx(card["beside"]["input"]["κ"]["value"], abs=1e-4)
    assert float(row["talk_f1"]) == pytest.approx(card["markers"]["talk"]["figures"]["macro-F1"]["value"], abs=1e-4)


def test_another_file_is_refused_and_nothing_written(tmp_path):
    other = tmp_path / "other.json"
    other.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="figures of a run"):
        add_attempt(tmp_path / "attempts.csv", "x", "4", other)
    assert not (tmp_path / "attempts.csv").exists()


def test_a_row_with_a_stray_comma_is_named(tmp_path, figures):
    table = tmp_path / "attempts.csv"
    add_attempt(table, "three epochs", "4", figures)
    broken = table.read_text(encoding="utf-8") + "a, b" + "," * 20 + "\n"
    table.write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match="a cell a column") as caught:
        add_attempt(table, "six epochs", "4", figures)
    assert caught.value.line == 3
    assert table.read_text(encoding="utf-8") == broken
