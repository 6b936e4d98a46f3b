"""The trained encoder as an ONNX graph, its large matrices in eight bits.

The graph is written node by node, so that it holds exactly what the run time needs. Weights are rounded with a
scale an output, activations with a scale a wordpiece as they come: unlike the usual dynamic quantization, with one
scale for the whole tensor, no result hangs on what else is in the batch.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from empathy.features.layout import WIDTHS
from empathy.output import write_atomically
from empathy.training.encoder import Encoder, Shape
from empathy.training.graph import Graph
from empathy.training.tasks import TASKS

Array = NDArray[np.float32]
# Activations are bytes around this zero point.
_ZERO = np.array(128, dtype=np.uint8)
# Weights use seven of their eight bits: processors without VNNI add two products in sixteen bits.
_WEIGHT_TOP = 63


class _Graph(Graph):
    """A graph whose large matrices are in eight bits, if ``quantize``."""

    def __init__(self, *, quantize: bool) -> None:
        super().__init__()
        self.quantize = quantize

    def linear(self, name: str, given: str, weight: Array, bias: Array, *, small: bool = False) -> str:
        """`given` [N, in] times `weight` [out, in] plus `bias`."""
        product = self.product(name, given, weight, small=small)
        return self.node("Add", product, self.constant(f"{name}.bias", bias))

    def product(self, name: str, given: str, weight: Array, *, small: bool = False) -> str:
        """`given` [N, in] times `weight` [out, in]."""
        if not self.quantize or small:
            return super().product(name, given, weight)
        rows, scale = _eight_bits(weight, top=_WEIGHT_TOP)
        peak = self.node("ReduceMax", self.node("Abs", given), self.integers(1), keepdims=1)
        step = self.node("Max", self.node("Mul", peak, self.number(1 / 127)), self.number(1e-8))
        steps = self.node("Div", given, step)
        bytes_ = self.node("QuantizeLinear", steps, self.number(1), self.constant("zero", _ZERO))
        product = self.node(
            "MatMulIntegerToFloat",
            bytes_,
            self.constant(f"{name}.weight", rows.T),
            self.number(1),
            self.constant(f"{name}.scale", scale),
            "zero",
            domain="com.microsoft",
        )
        return self.node("Mul", product, step)

    def norm(self, name: str, given: str, weight: Array, bias: Array) -> str:
        scale, shift = self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)
        return self.node("LayerNormalization", given, scale, shift, axis=-1, epsilon=1e-12)

    def norm_of_sum(self, name: str, given: str, added: str, own: Mapping[str, Array], *, bias: Array) -> str:
        """The layer norm of `given`, `added` and `bias` together, in one pass."""
        norm = name.rsplit(".", 1)[-1]
        return self.node(
            "SkipLayerNormalization",
            given,
            added,
            self.constant(f"{name}.weight", own[f"{norm}.weight"]),
            self.constant(f"{name}.bias", own[f"{norm}.bias"]),
            self.constant(f"{name}.added", bias),
            domain="com.microsoft",
            epsilon=1e-12,
        )


def build(state: Mapping[str, Array], *, shape: Shape, quantize: bool) -> onnx.ModelProto:
    """Write the graph of an encoder's weights (`Encoder.state_dict` as arrays).

    Inputs are the fields of `empathy.features.layout.EncoderInput` (`first` is `starts` without its end); outputs
    are `scores` [N, tasks], `values` [N, columns] and `whole` [U, columns], see `empathy.training.encoder.Heads`.
    """
    graph = _Graph(quantize=quantize)
    hidden = graph.node("Add", _words(graph, state["body.words.weight"]), _places(graph, state))
    hidden = graph.norm("body.norm", hidden, state["body.norm.weight"], state["body.norm.bias"])
    for layer in range(shape.layers):
        prefix = f"body.layers.{layer}."
        own = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
        hidden = _layer(graph, prefix, hidden, own, shape.heads, context=layer >= shape.context_from)
    outputs = {
        "scores": graph.linear("query", hidden, state["heads.query.weight"], state["heads.query.bias"], small=True),
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
    model = build(state, shape=encoder.shape, quantize=quantize)
    write_atomically(folder / "encoder.onnx", model.SerializeToString())


def _words(graph: _Graph, table: Array) -> str:
    if not graph.quantize:
        return graph.node("Gather", graph.constant("words", table), "ids", axis=0)
    whole, scale = _eight_bits(table)
    rows = graph.node("Gather", graph.constant("words", whole), "ids", axis=0)
    scales = graph.node("Gather", graph.constant("words.scale", scale[:, None]), "ids", axis=0)
    return graph.node("Mul", graph.node("Cast", rows, to=TensorProto.FLOAT), scales)


def _places(graph: _Graph, state: Mapping[str, Array]) -> str:
    return graph.node("Gather", graph.constant("places", state["body.places.weight"]), "positions", axis=0)


def _layer(graph: _Graph, prefix: str, hidden: str, own: Mapping[str, Array], heads: int, *, context: bool) -> str:
    width = own["out.weight"].shape[0]
    weight, bias = own["qkv.weight"].copy(), own["qkv.bias"].copy()
    weight[:width] *= (width // heads) ** -0.5
    bias[:width] *= (width // heads) ** -0.5
    together = graph.linear(f"{prefix}qkv", hidden, weight, bias)
    cuts = [graph.integers(part * width) for part in range(4)]
    parts = [graph.node("Slice", together, cuts[part], cuts[part + 1], graph.integers(1)) for part in range(3)]
    kinds = graph.constant(f"{prefix}kinds", own["kinds"])
    mixed = [_attend(graph, parts, kinds, place, heads, width, context=context) for place in range(len(WIDTHS))]
    gathered = graph.node("Gather", graph.node("Concat", *mixed, axis=0), "back", axis=0)
    out = graph.product(f"{prefix}out", gathered, own["out.weight"])
    hidden = graph.norm_of_sum(f"{prefix}norm", hidden, out, own, bias=own["out.bias"])
    up = graph.linear(f"{prefix}up", hidden, own["up.weight"], own["up.bias"])
    inner = graph.node("Gelu", up, approximate="none")
    down = graph.product(f"{prefix}down", inner, own["down.weight"])
    return graph.norm_of_sum(f"{prefix}final_norm", hidden, down, own, bias=own["down.bias"])


def _attend(
    graph: _Graph, parts: Sequence[str], kinds: str, place: int, heads: int, width: int, *, context: bool
) -> str:
    def split(states: str, rows: str, *perm: int) -> str:
        gathered = graph.node("Gather", states, rows, axis=0)
        shaped = graph.node("Reshape", gathered, graph.integers(0, 0, heads, width // heads))
        return graph.node("Transpose", shaped, perm=list(perm))

    own, keys, kind = f"own_{place}", f"keys_{place}", f"kinds_{place}"
    if not context:
        # The keys begin with the utterance's own wordpieces.
        keys = own
        kind = graph.node("Slice", kind, graph.integers(0), graph.integers(WIDTHS[place]), graph.integers(1))
    query, key, value = parts
    bias = graph.node("Transpose", graph.node("Gather", kinds, kind, axis=0), perm=[0, 2, 1])
    bias = graph.node("Unsqueeze", bias, graph.integers(2))
    product = graph.node("MatMul", split(query, own, 0, 2, 1, 3), split(key, keys, 0, 2, 3, 1))
    weights = graph.node("Softmax", graph.node("Add", product, bias), axis=-1)
    mixed = graph.node("MatMul", weights, split(value, keys, 0, 2, 1, 3))
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), graph.integers(-1, width))


def _eight_bits(table: Array, *, top: int = 127) -> tuple[NDArray[np.int8], Array]:
    """Rows of numbers as whole numbers up to `top`, and a scale a row."""
    scale = np.maximum(np.abs(table).max(axis=1) / top, 1e-12).astype(np.float32)
    return np.round(table / scale[:, None]).astype(np.int8), scale


def _model(graph: _Graph, outputs: Sequence[str]) -> onnx.ModelProto:
    def vector(name: str, *shape: str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))

    inputs = [vector("ids", "N"), vector("positions", "N"), vector("first", "U"), vector("back", "N")]
    for place in range(len(WIDTHS)):
        inputs += [
            vector(f"own_{place}", f"rows_{place}", f"width_{place}"),
            vector(f"keys_{place}", f"rows_{place}", f"longest_{place}"),
            vector(f"kinds_{place}", f"rows_{place}", f"longest_{place}"),
        ]
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, None]) for name in outputs]
    return graph.model("encoder", inputs, results)
