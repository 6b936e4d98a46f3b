"""Our body with MPNet's weights says what the published implementation says, on a tiny one of random weights."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

from tiny_tokenizer import WORDS, tokenizer  # noqa: E402  # after the check that torch is there

from empathy.features.layout import Layout  # noqa: E402
from empathy.training.bodies import load_mpnet  # noqa: E402
from empathy.training.encoder import Encoder, Session, Shape  # noqa: E402
from empathy.training.loop import predict  # noqa: E402
from empathy.transcript import Role  # noqa: E402

SHAPE = Shape(
    vocabulary=len(WORDS), positions=128, width=24, inner=48, heads=2, layers=3, context_from=2, distances=32
)
# MPNet's own order of words, with its names of the marks
VOCABULARY = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3} | {
    word: place + 4 for place, word in enumerate(reversed(WORDS)) if not word.startswith("[")
}
TURN = "how are you ? i feel so sad , my dog ran away . that is hard . do you want to walk ? " * 2


@pytest.fixture(scope="module")
def published():
    torch.manual_seed(3)
    config = transformers.MPNetConfig(
        vocab_size=len(VOCABULARY) + 4,
        hidden_size=SHAPE.width,
        num_hidden_layers=SHAPE.layers,
        num_attention_heads=SHAPE.heads,
        intermediate_size=SHAPE.inner,
        max_position_embeddings=SHAPE.positions + 2,
        layer_norm_eps=1e-12,
    )
    model = transformers.MPNetModel(config, add_pooling_layer=False).eval()
    for parameter in model.parameters():  # biases and norms too, that are otherwise 0 and 1
        parameter.data.add_(torch.randn_like(parameter) * 0.1)
    return model


@pytest.fixture(scope="module")
def ours(published):
    encoder = Encoder(SHAPE).eval()
    weights = published.state_dict()
    load_mpnet(encoder, weights, VOCABULARY, {word: place for place, word in enumerate(WORDS)})
    return encoder


def test_one_utterance_is_read_as_published(published, ours):
    given = Layout(tokenizer()).session([Role.HELPER], [TURN])
    marks = {"[CLS]": "<s>", "[SEP]": "</s>", "[UNK]": "<unk>"}
    ids = [VOCABULARY[marks.get(WORDS[place], WORDS[place])] for place in given.ids]
    assert len(ids) > 40  # far enough apart for the wider buckets
    with torch.inference_mode():
        expected = published(torch.tensor([ids])).last_hidden_state[0]
        found = ours.body(Session.of(given, torch.device("cpu")))[: len(ids)]
    torch.testing.assert_close(found, expected, atol=2e-5, rtol=1e-4)


def test_other_turns_are_read_too(ours):
    layout = Layout(tokenizer())
    roles = [Role.HELPER, Role.CLIENT, Role.HELPER]
    whole = predict(ours, layout.session(roles, ["how are you ?", "so sad .", "that is hard ."]))
    other = predict(ours, layout.session(roles, ["my dog ran .", "so sad .", "that is hard ."]))
    assert np.abs(whole[1] - other[1]).max() > 1e-3
