import numpy as np
import pytest

from empathy.errors import ModelError
from empathy.features.conversation import converse, turn
from empathy.features.cues import shipped_cues
from empathy.features.lexical import fit_lexical
from empathy.features.ngrams import fit_ngrams
from empathy.markers.lexical_file import read_lexical, write_lexical
from empathy.markers.readings import LinearReader
from empathy.transcript import Role


@pytest.fixture
def conversations():
    texts = ["You feel torn about it.", "I do, \u2013 yes.", "What would help you most?", "Honestly? Sleep."]
    roles = [Role.HELPER, Role.CLIENT] * 2
    return [
        converse([turn(r, f"{t} {word}") for r, t in zip(roles, texts, strict=True)]) for word in ("a", "b", "c")
    ]


@pytest.fixture
def stored(conversations, tmp_path):
    lexical = fit_lexical(conversations, shipped_cues(), fit_ngrams(conversations))
    width = lexical.table_columns.stop
    coef = np.random.default_rng(1).normal(size=(width, 2)).astype(np.float32)
    reader = LinearReader(columns=("lexical:a:yes", "lexical:b:yes"), coef=coef, intercept=np.ones(2, np.float32))
    write_lexical(lexical, reader, tmp_path / "lexical.npz")
    return lexical, reader, tmp_path / "lexical.npz"


def test_what_was_stored_reads_the_same(stored, conversations):
    lexical, reader, path = stored
    again, same = read_lexical(path, shipped_cues())
    assert same.columns == reader.columns
    for conversation in conversations:
        expected = reader.read(lexical.matrix(conversation))
        np.testing.assert_allclose(same.read(again.matrix(conversation)), expected, rtol=1e-5)


def test_a_file_without_a_part_is_refused(stored):
    path = stored[2]
    with np.load(path) as parts:
        kept = {name: parts[name] for name in parts.files if name != "target.idf"}
    np.savez(path, **kept)
    with pytest.raises(ModelError, match="KeyError"):
        read_lexical(path, shipped_cues())


def test_objects_are_never_unpickled(stored):
    np.savez(stored[2], mean=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ModelError, match=r"lexical\.npz"):
        read_lexical(stored[2], shipped_cues())
