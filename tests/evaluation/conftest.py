import pytest
from made_corpus import SPEC, records, sessions
from two_coders import ROWS, wide

from empathy.evaluation.decisions import decide
from empathy.evaluation.predictions import collect


@pytest.fixture
def corpus():
    return sessions()


@pytest.fixture
def decisions(corpus):
    return {d.name: d for d in decide(corpus, SPEC, collect(records(corpus)))}


@pytest.fixture
def files(tmp_path):
    return [wide(tmp_path / "anna.csv", ROWS), wide(tmp_path / "ben.csv", ROWS, s1_4=("simple", "yes"))]
