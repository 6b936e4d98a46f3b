import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import roleplay  # noqa: E402  # the tests' own module beside this file


@pytest.fixture(scope="session")
def report():
    return roleplay.report_of(roleplay.scored_scene())
