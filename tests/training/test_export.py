import numpy as np
import pytest
from tiny_bert import SHAPE, weights
from tiny_session import session
from tiny_tokenizer import tokenizer

from empathy.errors import ModelError
from empathy.features.encoder import Encoder as Runtime
from empathy.features.layout import Layout
from empathy.training.bodies import load_bert
from empathy.training.encoder import Encoder
from empathy.training.export import export_folder
from empathy.training.inputs import whole
from empathy.training.loop import predict


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    encoder = Encoder(SHAPE)
    load_bert(encoder, weights(tmp_path_factory.mktemp("base") / "model.safetensors"))
    return encoder.eval()


def turns():
    utterances = session().utterances
    return [u.role for u in utterances], [u.text for u in utterances]


def test_the_graph_says_what_torch_says(trained, tmp_path):
    export_folder(trained, tokenizer(), tmp_path, quantize=False)
    exported = Runtime.load(tmp_path, threads=1).encode(*turns())
    expected = predict(trained, whole(session(), Layout(tokenizer())).input)
    np.testing.assert_allclose(exported.logits, expected, atol=1e-4)


def test_eight_bits_stay_close(trained, tmp_path):
    export_folder(trained, tokenizer(), tmp_path)
    rounded = Runtime.load(tmp_path, threads=1).encode(*turns())
    expected = predict(trained, whole(session(), Layout(tokenizer())).input)
    assert np.abs(rounded.logits - expected).max() < 0.15 * expected.std()


def test_contributions_and_the_whole_add_up_to_the_logits(trained, tmp_path):
    export_folder(trained, tokenizer(), tmp_path)
    runtime = Runtime.load(tmp_path, threads=1)
    output = runtime.encode(*turns())
    texts = turns()[1]
    for text, spans, contributions in zip(texts, output.spans, output.contributions, strict=True):
        assert contributions.shape == (len(spans), output.logits.shape[1])
        assert spans[0] == spans[-1] == (0, 0)
        assert all(0 <= start < end <= len(text) for start, end in spans[2:-1])


def test_a_damaged_folder_is_refused(trained, tmp_path):
    export_folder(trained, tokenizer(), tmp_path)
    (tmp_path / "tasks.json").unlink()
    with pytest.raises(ModelError, match=r"tasks\.json"):
        Runtime.load(tmp_path)
