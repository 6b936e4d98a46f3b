"""Writing an ONNX graph node by node, so that it holds exactly what the run time needs."""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Array = NDArray[np.float32]

_OPSETS = (helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1))


class Graph:
    """Nodes and constants under construction; methods return the name of what they add."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant, or replace the one of that name."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """Add a constant [values]."""
        return self.constant("i_" + "_".join(map(str, values)), np.array(values, dtype=np.int64))

    def number(self, value: float) -> str:
        """Add a constant without a dimension."""
        return self.constant(f"f_{value:g}", np.array(value, dtype=np.float32))

    def node(
        self,
        kind: str,
        *inputs: str,
        outputs: int = 1,
        domain: str = "",
        **attributes: int | float | str | list[int],
    ) -> str:
        """Add an operator and return its first output."""
        names = [f"n{len(self.nodes)}_{place}" for place in range(outputs)]
        # onnx declares its attributes' keywords too narrowly for mypy.
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))  # type: ignore[arg-type]
        return names[0]

    def linear(self, name: str, given: str, weight: Array, bias: Array) -> str:
        """Add `given` [N, in] times `weight` [out, in] plus `bias`."""
        return self.node("Add", self.product(name, given, weight), self.constant(f"{name}.bias", bias))

    def product(self, name: str, given: str, weight: Array) -> str:
        """Add `given` [N, in] times `weight` [out, in]."""
        return self.node("MatMul", given, self.constant(f"{name}.weight", weight.T))

    def model(
        self, name: str, inputs: Sequence[onnx.ValueInfoProto], outputs: Sequence[onnx.ValueInfoProto]
    ) -> onnx.ModelProto:
        """Return the finished graph."""
        body = helper.make_graph(self.nodes, name, list(inputs), list(outputs), list(self.constants.values()))
        return helper.make_model(body, opset_imports=list(_OPSETS), ir_version=9, producer_name="empathy")
