import numpy as np

from empathy.markers.stack import around_names, around_places, beside, own_names, stack

TASKS = {"behaviour": ["question", "other"], "standoff.warmth": ["no", "yes"]}
READERS = {"lexical": TASKS, "encoder": TASKS}


def test_own_readings_come_first_and_those_around_are_of_the_last_reader():
    own = own_names(READERS)
    assert own[:3] == ("lexical:behaviour:question", "lexical:behaviour:other", "lexical:standoff.warmth:yes")
    assert [own[place] for place in around_places(READERS)] == [
        "encoder:behaviour:question",
        "encoder:behaviour:other",
    ]
    assert around_names(READERS)[0] == "before:encoder:behaviour:question"


def test_every_column_has_a_name_and_stands_where_it_says():
    readings = {
        "lexical": np.zeros((3, 3), dtype=np.float32),
        "encoder": np.arange(9, dtype=np.float32).reshape(3, 3),
    }
    table = stack(readings, READERS)
    assert table.matrix.shape == (3, len(table.names))
    at = {name: table.matrix[1, place] for place, name in enumerate(table.names)}
    assert at["encoder:behaviour:other"] == 4
    assert at["before:encoder:behaviour:other"] == 1
    assert at["before2:encoder:behaviour:other"] == 0
    assert at["after:encoder:behaviour:other"] == 7
    assert at["session:encoder:behaviour:other"] == 4


def test_a_session_without_a_turn_has_no_rows():
    empty = np.zeros((0, 2), dtype=np.float32)
    assert beside(empty, np.array([0, 1])).shape == (0, 10)
