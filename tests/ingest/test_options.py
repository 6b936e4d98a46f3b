import pytest

from empathy.errors import UsageError
from empathy.ingest import ColumnMap


def test_pairs():
    assert ColumnMap.parse(["text=What was said", "Speaker = wer"]) == ColumnMap(
        text="What was said", speaker="wer"
    )


@pytest.mark.parametrize("given", [["text"], ["text="], ["colour=red"], ["text=a", "text=b"], ["=a"]])
def test_what_is_no_pair(given):
    with pytest.raises(UsageError, match="--column"):
        ColumnMap.parse(given)
