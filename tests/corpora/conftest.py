import pytest
from study import write_study


@pytest.fixture
def study(tmp_path):
    spec, data = write_study(tmp_path)
    return str(spec), data
