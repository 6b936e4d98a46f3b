"""A BERT of a few thousand random weights."""

import torch
from safetensors.torch import save_file
from tiny_tokenizer import WORDS

from empathy.training.encoder import Shape

# Threads that wait for each other cost more than they give on so small a network.
torch.set_num_threads(1)

SHAPE = Shape(vocabulary=len(WORDS), positions=128, width=24, inner=48, heads=2, layers=4, context_from=2)


def weights(path):
    torch.manual_seed(5)
    wide, inner = SHAPE.width, SHAPE.inner
    state = {
        "embeddings.word_embeddings.weight": torch.randn(SHAPE.vocabulary, wide),
        "embeddings.position_embeddings.weight": torch.randn(SHAPE.positions, wide),
        "embeddings.token_type_embeddings.weight": torch.randn(2, wide),
    }
    norms = ["embeddings.LayerNorm"]
    linears = {}
    for layer in range(SHAPE.layers):
        name = f"encoder.layer.{layer}"
        for part in ("query", "key", "value"):
            linears[f"{name}.attention.self.{part}"] = (wide, wide)
        linears[f"{name}.attention.output.dense"] = (wide, wide)
        linears[f"{name}.intermediate.dense"] = (inner, wide)
        linears[f"{name}.output.dense"] = (wide, inner)
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    for name, size in linears.items():
        state |= {f"{name}.weight": torch.randn(size) * 0.2, f"{name}.bias": torch.randn(size[0]) * 0.1}
    for name in norms:
        state |= {f"{name}.weight": torch.ones(wide), f"{name}.bias": torch.zeros(wide)}
    save_file(state, path)
    return path
