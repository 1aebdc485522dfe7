"""Reads the weights of an exported model back, so that training can go on from it."""

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper


def read_graphs(folder: Path) -> dict[str, torch.Tensor]:
    """The state of encoder and document model as export.py wrote them to `folder`/onnx: matrices as their int8 values times their scales.

    The linear part and the decoding are left out: they are fitted anew after every training.
    """
    state = {}
    for file in ("encoder.onnx", "document.onnx"):
        graph = onnx.load(folder / "onnx" / file).graph
        stored = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
        tensors = {name.removesuffix(".int8"): value.float() * stored[name.removesuffix(".int8") + ".scale"] if name.endswith(".int8") else value
                   for name, value in stored.items() if not name.endswith(".scale")}
        # A matrix that the exporter turned round has lost its name: its product tells it.
        for node in graph.node:
            if node.op_type == "MatMul" and node.input[1].startswith("onnx::"):
                name = node.output[0].removeprefix("/").removesuffix("/MatMul_output_0").replace("/", ".") + ".weight"
                tensors[name] = tensors.pop(node.input[1]).T.contiguous()
        named = {name.removeprefix("model."): tensor for name, tensor in tensors.items()}
        state |= {name: tensor for name, tensor in named.items() if name.startswith(("encoder.", "document."))}
    return state
