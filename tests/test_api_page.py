import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "api.md"


@pytest.mark.slow
def test_the_page_s_examples_run():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert tried > 20
    assert failed == 0
