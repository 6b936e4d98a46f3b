import pytest

from empathy.spreadsheet import plain_cell, safe_cell

FORMULAS = ["=1+1", "+49", "-maybe", "@x", "\tx", "\rx", "\n=x", " =1", "\u00a0=1", "＝1"]
PLAIN = ["", "plain", "a = b", "'quoted'", "“-”", "'", "''"]


@pytest.mark.parametrize("cell", [*FORMULAS, "'=1", "''-x"])
def test_what_a_spreadsheet_takes_for_a_formula_is_made_text(cell):
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*PLAIN, 3.5, None, True])
def test_other_cells_stay_as_they_are(cell):
    assert safe_cell(cell) is cell


@pytest.mark.parametrize("cell", [*FORMULAS, *PLAIN, "'=1", "''-x", "' =1"])
def test_what_was_made_safe_comes_back(cell):
    assert plain_cell(safe_cell(cell)) == cell
