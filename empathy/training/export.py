"""The trained encoder as an ONNX graph, its large matrices in eight bits.

The graph is written node by node, so that it holds exactly what the run time needs. Weights are stored a row of
eight-bit numbers with a scale a block; activations are rounded block by block and row by row while they are
multiplied, so that no result hangs on what else is in the batch.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from empathy.features.layout import QUERY_WIDTHS
from empathy.output import write_atomically
from empathy.training.encoder import Encoder
from empathy.training.tasks import TASKS

Array = NDArray[np.float32]
_BLOCK = 128
_OPSETS = (helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1))


class _Graph:
    """Nodes and constants under construction."""

    def __init__(self, *, quantize: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.quantize = quantize

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("i_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def node(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        names = [f"n{len(self.nodes)}_{place}" for place in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def linear(self, name: str, given: str, weight: Array, bias: Array, *, small: bool = False) -> str:
        """`given` [N, in] times `weight` [out, in] plus `bias`."""
        if not self.quantize or small:
            product = self.node("MatMul", given, self.constant(f"{name}.weight", weight.T))
            return self.node("Add", product, self.constant(f"{name}.bias", bias))
        packed, scales = _eight_bits(weight)
        return self.node(
            "MatMulNBits",
            given,
            self.constant(f"{name}.weight", packed),
            self.constant(f"{name}.scales", scales),
            "",
            "",
            self.constant(f"{name}.bias", bias),
            domain="com.microsoft",
            K=weight.shape[1],
            N=weight.shape[0],
            bits=8,
            block_size=_BLOCK,
            accuracy_level=4,
        )

    def norm(self, name: str, given: str, weight: Array, bias: Array) -> str:
        scale, shift = self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)
        return self.node("LayerNormalization", given, scale, shift, axis=-1, epsilon=1e-12)


def build(state: Mapping[str, Array], *, heads: int, quantize: bool) -> onnx.ModelProto:
    """Write the graph of an encoder's weights (`Encoder.state_dict` as arrays).

    Inputs are the fields of `empathy.features.layout.EncoderInput` (`first` is `starts` without its end); outputs are
    `scores` [N, tasks], `values` [N, columns] and `whole` [U, columns], see `empathy.training.encoder.Heads`.
    """
    graph = _Graph(quantize=quantize)
    hidden = graph.node("Add", _words(graph, state["body.words.weight"]), _places(graph, state))
    hidden = graph.norm("body.norm", hidden, state["body.norm.weight"], state["body.norm.bias"])
    layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("body.layers."))
    for layer in range(layers):
        prefix = f"body.layers.{layer}."
        own = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
        hidden = _layer(graph, prefix, hidden, own, heads)
    outputs = {
        "scores": graph.linear(
            "query", hidden, state["heads.query.weight"], state["heads.query.bias"], small=True
        ),
        "values": graph.node("MatMul", hidden, graph.constant("value", state["heads.value.weight"].T)),
        "whole": graph.linear(
            "whole",
            graph.node("Gather", hidden, "first", axis=0),
            state["heads.whole.weight"],
            state["heads.whole.bias"],
            small=True,
        ),
    }
    for name, node in outputs.items():
        graph.nodes.append(helper.make_node("Identity", [node], [name]))
    return _model(graph, list(outputs))


def export_folder(encoder: Encoder, tokenizer: Tokenizer, folder: Path, *, quantize: bool = True) -> None:
    """Write what `empathy.features.encoder.Encoder.load` reads: encoder.onnx, tokenizer.json and tasks.json."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.detach().float().cpu().numpy() for name, value in encoder.state_dict().items()}
    write_atomically(folder / "tokenizer.json", tokenizer.to_str(pretty=False))
    tasks = [{"name": task.name, "labels": list(task.labels)} for task in TASKS]
    write_atomically(folder / "tasks.json", json.dumps(tasks, indent=1) + "\n")
    model = build(state, heads=encoder.heads_a_layer, quantize=quantize)
    write_atomically(folder / "encoder.onnx", model.SerializeToString())


def _words(graph: _Graph, table: Array) -> str:
    if not graph.quantize:
        return graph.node("Gather", graph.constant("words", table), "ids", axis=0)
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    rows = graph.node("Gather", graph.constant("words", np.round(table / scales).astype(np.int8)), "ids", axis=0)
    scale = graph.node("Gather", graph.constant("words.scales", scales), "ids", axis=0)
    return graph.node("Mul", graph.node("Cast", rows, to=TensorProto.FLOAT), scale)


def _places(graph: _Graph, state: Mapping[str, Array]) -> str:
    return graph.node("Gather", graph.constant("places", state["body.places.weight"]), "positions", axis=0)


def _layer(graph: _Graph, prefix: str, hidden: str, own: Mapping[str, Array], heads: int) -> str:
    width = own["out.weight"].shape[0]
    weight, bias = own["qkv.weight"].copy(), own["qkv.bias"].copy()
    weight[:width] *= (width // heads) ** -0.5
    bias[:width] *= (width // heads) ** -0.5
    together = graph.linear(f"{prefix}qkv", hidden, weight, bias)
    first = graph.node("Slice", together, graph.integers(0), graph.integers(width), graph.integers(1))
    both = graph.node("Slice", together, graph.integers(width), graph.integers(3 * width), graph.integers(1))
    kinds = graph.constant(f"{prefix}kinds", own["kinds"])
    mixed = [_attend(graph, first, both, kinds, place, heads, width) for place in range(len(QUERY_WIDTHS))]
    gathered = graph.node("Gather", graph.node("Concat", *mixed, axis=0), "back", axis=0)
    out = graph.linear(f"{prefix}out", gathered, own["out.weight"], own["out.bias"])
    hidden = graph.norm(f"{prefix}norm", graph.node("Add", hidden, out), own["norm.weight"], own["norm.bias"])
    up = graph.linear(f"{prefix}up", hidden, own["up.weight"], own["up.bias"])
    inner = graph.node("Gelu", up, approximate="none")
    down = graph.linear(f"{prefix}down", inner, own["down.weight"], own["down.bias"])
    added = graph.node("Add", hidden, down)
    return graph.norm(f"{prefix}final_norm", added, own["final_norm.weight"], own["final_norm.bias"])


def _attend(graph: _Graph, first: str, both: str, kinds: str, place: int, heads: int, width: int) -> str:
    size = width // heads
    asked = graph.node("Gather", first, f"queries_{place}", axis=0)
    asked = graph.node("Reshape", asked, graph.integers(0, 0, heads, size))
    asked = graph.node("Transpose", asked, perm=[0, 2, 1, 3])
    known = graph.node("Gather", both, f"keys_{place}", axis=0)
    known = graph.node("Reshape", known, graph.integers(0, 0, 2 * heads, size))
    key = graph.node("Slice", known, graph.integers(0), graph.integers(heads), graph.integers(2))
    value = graph.node("Slice", known, graph.integers(heads), graph.integers(2 * heads), graph.integers(2))
    key = graph.node("Transpose", key, perm=[0, 2, 3, 1])
    value = graph.node("Transpose", value, perm=[0, 2, 1, 3])
    bias = graph.node("Gather", kinds, f"kinds_{place}", axis=0)
    bias = graph.node("Unsqueeze", graph.node("Transpose", bias, perm=[0, 2, 1]), graph.integers(2))
    scores = graph.node("Add", graph.node("MatMul", asked, key), bias)
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), value)
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), graph.integers(-1, width))


def _eight_bits(weight: Array) -> tuple[NDArray[np.uint8], Array]:
    """Weights [out, in] as unsigned bytes around 128 in blocks of the inner dimension, with a scale a block."""
    rows, inner = weight.shape
    blocks = weight.reshape(rows, inner // _BLOCK, _BLOCK)
    scales = np.maximum(np.abs(blocks).max(axis=2) / 127, 1e-12).astype(np.float32)
    packed = np.clip(np.round(blocks / scales[:, :, None]) + 128, 0, 255).astype(np.uint8)
    return packed, scales


def _model(graph: _Graph, outputs: Sequence[str]) -> onnx.ModelProto:
    def vector(name: str, *shape: str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))

    inputs = [vector("ids", "N"), vector("positions", "N"), vector("first", "U"), vector("back", "N")]
    for place in range(len(QUERY_WIDTHS)):
        inputs += [
            vector(f"queries_{place}", f"rows_{place}", f"width_{place}"),
            vector(f"keys_{place}", f"rows_{place}", f"longest_{place}"),
            vector(f"kinds_{place}", f"rows_{place}", f"longest_{place}"),
        ]
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in outputs]
    body = helper.make_graph(graph.nodes, "encoder", inputs, results, list(graph.constants.values()))
    return helper.make_model(body, opset_imports=list(_OPSETS), ir_version=9, producer_name="empathy")
