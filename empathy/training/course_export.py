"""The networks over a session's course as one ONNX graph, which `empathy.markers.course` runs."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from empathy.output import write_atomically
from empathy.training.graph import Graph
from empathy.training.recurrent import FARTHEST, Network, Networks

Array = NDArray[np.float32]
Weights = Mapping[str, Array]


def export_course(networks: Networks, path: Path) -> None:
    """Write the graph: `readings` [turns, columns] and `helper` [turns, 1] in, each head's probabilities out."""
    write_atomically(path, _build(networks).SerializeToString())


def _build(networks: Networks) -> onnx.ModelProto:
    graph = Graph()
    centred = graph.node("Sub", "readings", graph.constant("mean", networks.mean.astype(np.float32)))
    scaled = graph.node("Div", centred, graph.constant("scale", networks.scale.astype(np.float32)))
    cut = graph.node("Clip", scaled, graph.number(-FARTHEST), graph.number(FARTHEST))
    said: dict[str, list[str]] = {}
    for number, member in enumerate(networks.members):
        for head, probabilities in _member(graph, f"{number}.", cut, member).items():
            said.setdefault(head, []).append(probabilities)
    outputs = []
    for head, parts in said.items():
        graph.nodes.append(helper.make_node("Mean", parts, [head]))
        size = len(networks.members[0].state_dict()[f"says.{head}.bias"])
        outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["turns", size]))
    inputs = [
        helper.make_tensor_value_info("readings", TensorProto.FLOAT, ["turns", len(networks.mean)]),
        helper.make_tensor_value_info("helper", TensorProto.FLOAT, ["turns", 1]),
    ]
    return graph.model("course", inputs, outputs)


def _member(graph: Graph, name: str, given: str, network: Network) -> Mapping[str, str]:
    """Add one network and return its heads' probabilities."""
    state = {key: value.detach().numpy() for key, value in network.state_dict().items()}
    own = graph.node("Relu", graph.linear(f"{name}given", given, state["given.weight"], state["given.bias"]))
    turns = graph.node("Concat", own, "helper", axis=1)
    seen = graph.node("Concat", _two_way(graph, name, turns, state), own, axis=1)
    found = {}
    for head in network.says:
        weight, bias = state[f"says.{head}.weight"], state[f"says.{head}.bias"]
        found[head] = graph.node("Softmax", graph.linear(f"{name}{head}", seen, weight, bias), axis=-1)
    return found


def _two_way(graph: Graph, name: str, turns: str, state: Weights) -> str:
    """Return what both directions of the recurrent layer say [turns, 2 units]."""
    ways = ("", "_reverse")
    units = state["turns.weight_hh_l0"].shape[1]

    def both(kind: str) -> Array:
        return np.stack([_gates(state[f"turns.{kind}_l0{way}"]) for way in ways])

    parts = [
        graph.constant(f"{name}input", both("weight_ih")),
        graph.constant(f"{name}state", both("weight_hh")),
        graph.constant(f"{name}bias", np.hstack([both("bias_ih"), both("bias_hh")])),
    ]
    # the operator's batch stands second: here one session
    alone = graph.node("Unsqueeze", turns, graph.integers(1))
    said = graph.node("GRU", alone, *parts, direction="bidirectional", hidden_size=units, linear_before_reset=1)
    # [turns, ways, 1, units] -> [turns, ways * units]
    return graph.node("Reshape", said, graph.integers(-1, 2 * units))


def _gates(weight: Array) -> Array:
    """Put PyTorch's order of gates (reset, update, new) into ONNX's (update, reset, hidden)."""
    reset, update, new = np.split(weight, 3)
    return np.concatenate([update, reset, new])
