import pytest

from empathy.errors import InputError
from empathy.evaluation.figures import fill, fill_text


def test_only_the_marked_place_changes(tmp_path):
    page = tmp_path / "a.md"
    other = "<!-- figures:b -->x<!-- /figures:b -->\n"
    page.write_text(f"before\n<!-- figures:a -->\nold\n<!-- /figures:a -->\n{other}")
    fill(page, "a", "| new |")
    assert page.read_text() == f"before\n<!-- figures:a -->\n| new |\n<!-- /figures:a -->\n{other}"


def test_filling_twice_is_filling_once():
    once = fill_text("<!-- figures:a --><!-- /figures:a -->", "a", r"\1 stays as it is")
    assert fill_text(once, "a", r"\1 stays as it is") == once


def test_a_page_without_marks_is_an_error_and_stays(tmp_path):
    page = tmp_path / "a.md"
    page.write_text("nothing here")
    with pytest.raises(InputError, match="figures:a"):
        fill(page, "a", "new")
    assert page.read_text() == "nothing here"
