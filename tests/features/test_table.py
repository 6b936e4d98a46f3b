import numpy as np
import pytest

from empathy.features.conversation import converse, turn
from empathy.features.cues import shipped_cues
from empathy.features.table import FeatureTable, feature_names, feature_table
from empathy.transcript import Role

TALK = converse(
    [
        turn(Role.HELPER, "How have you been?"),
        turn(Role.CLIENT, "Worse, I can't sleep since [PERSON_1] left."),
        turn(Role.HELPER, "[laughter]"),
        turn(Role.HELPER, "You lie awake, and it's lonely."),
    ]
)


def test_a_row_an_utterance_and_a_column_a_name():
    table = feature_table(TALK, shipped_cues())
    assert table.matrix.shape == (4, len(feature_names(shipped_cues())))
    assert len(set(table.names)) == len(table.names)
    assert np.isfinite(table.matrix).all()


def test_no_utterances_give_an_empty_table():
    assert feature_table(converse([]), shipped_cues()).matrix.shape[0] == 0


def test_names_and_columns_must_agree():
    with pytest.raises(ValueError, match="names"):
        FeatureTable(names=("a",), matrix=np.zeros((2, 2), dtype=np.float32))


def test_the_person_behind_a_placeholder_does_not_matter():
    other = converse([turn(t.role, t.text.replace("[PERSON_1]", "[PERSON_7]")) for t in TALK.turns])
    assert (feature_table(TALK, shipped_cues()).matrix == feature_table(other, shipped_cues()).matrix).all()
