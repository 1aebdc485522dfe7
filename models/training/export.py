"""Writes a trained model as the page loads it: `python export.py --weights labeller.pt --tokenizer tokenizer.json --calibration calibration.json --out ../nianbao-1 --version 0.1`

Two graphs. `encoder.onnx`: ids, kinds, pool -> rows. `document.onnx`: paragraphs, features, segments, owners, above -> logits and vectors.
Matrices are stored as int8 with one scale a column and multiplied out once, when the graph is loaded: a quarter of the size,
and every device computes with the same 32-bit numbers. Then optimise.py does beforehand what would be done at every load.
`linear.safetensors`: the linear part, which the page looks up itself (src/core/nlp/linear.ts) and puts beside the encoder's rows, so that it
can read a report before the graphs are there.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from torch import nn

from labeller import VECTOR, Labeller, Linear, read_labeller
from optimise import optimise

FORMAT = 4
LABELS = {
    "section": ["front", "overview", "organization", "proactive", "key_areas", "interpretation", "services", "platform", "on_request",
                "fees", "review_litigation", "proposals", "issues", "measures", "other", "table", "chrome"],
    "role": ["title", "heading", "body", "table", "chrome"],
    "substance": ["substantive", "boilerplate", "na"],
    "tag": ["none", "ISSUE", "MEASURE"],
}


class EncoderGraph(nn.Module):
    def __init__(self, model: Labeller):
        super().__init__()
        self.model = model

    def forward(self, ids, kinds, pool):
        return torch.bmm(pool, self.model.encoder(ids, kinds))


class DocumentGraph(nn.Module):
    def __init__(self, model: Labeller):
        super().__init__()
        self.model = model

    def forward(self, paragraphs, features, segments, owners, above):
        out = self.model.decide(paragraphs, features, segments, owners, above)
        return out["section"], out["role"], out["substance"], out["tag"], out["vector"]


def store_as_int8(graph_file: Path) -> float:
    """Rewrites every large matrix as int8 and a scale a column or row; gives the largest rounding error relative to the largest weight."""
    model = onnx.load(graph_file)
    graph, worst = model.graph, 0.0
    for tensor in [t for t in graph.initializer if t.data_type == TensorProto.FLOAT and len(t.dims) >= 2 and np.prod(t.dims) >= 4096]:
        matrix = numpy_helper.to_array(tensor)
        # An embedding is looked up by row, a convolution has a kernel a row; a weight is used by column.
        by_row = len(tensor.dims) > 2 or any(n.op_type == "Gather" and n.input[0] == tensor.name for n in graph.node)
        whole, scale = rounded(matrix, tuple(range(1, len(tensor.dims))) if by_row else 0)
        worst = max(worst, float(np.abs(whole * scale - matrix).max() / np.abs(matrix).max()))
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(whole, name + ".int8"))
        graph.initializer.append(numpy_helper.from_array(scale, name + ".scale"))
        graph.node.insert(0, helper.make_node("Mul", [name + ".float", name + ".scale"], [name]))
        graph.node.insert(0, helper.make_node("Cast", [name + ".int8"], [name + ".float"], to=TensorProto.FLOAT))
    onnx.checker.check_model(model)
    onnx.save(model, graph_file)
    return worst


def rounded(matrix: np.ndarray, axis: int | tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """int8 values, and the scale along an axis that they are to be multiplied with."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-12) / 127
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def store_linear(linear: Linear, file: Path) -> None:
    """Tables as int8 with one scale a row, what the features weigh as 32-bit floats."""
    tensors = {}
    for name, value in linear.state_dict().items():
        if name in ("texts.weight", "headings.weight"):
            tensors[name + ".int8"], tensors[name + ".scale"] = rounded(value.numpy(), 1)
        else:
            tensors[name] = value.numpy()
    save_file(tensors, file)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--tokenizer", type=Path, required=True)
    options.add_argument("--calibration", type=Path, help="temperatures and the threshold below which the model is unsure")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--version", required=True)
    options = options.parse_args()
    model = read_labeller(options.weights)
    calibration = json.loads(options.calibration.read_text()) if options.calibration else {
        "temperature": {"section": 1.0, "role": 1.0, "substance": 1.0, "tag": 1.0}, "unsure": 0.7}
    width, features = model.width, model.document.features[0].in_features
    onnx_folder = options.out / "onnx"
    onnx_folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[2, 10, 11, 3, 12, 13, 14, 3]])
    kinds = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 1]])
    torch.onnx.export(EncoderGraph(model), (ids, kinds, torch.rand(1, 3, 8)), onnx_folder / "encoder.onnx", dynamo=False, opset_version=17,
                      input_names=["ids", "kinds", "pool"], output_names=["rows"],
                      dynamic_axes={"ids": {0: "windows", 1: "length"}, "kinds": {0: "windows", 1: "length"},
                                    "pool": {0: "windows", 1: "rows", 2: "length"}, "rows": {0: "windows", 1: "rows"}})
    example = (torch.rand(5, 2 * width), torch.rand(5, features), torch.rand(7, width), torch.tensor([0, 0, 1, 2, 3, 4, 4]), torch.full((5, 2), -1))
    torch.onnx.export(DocumentGraph(model), example, onnx_folder / "document.onnx", dynamo=False, opset_version=17,
                      input_names=["paragraphs", "features", "segments", "owners", "above"],
                      output_names=["section", "role", "substance", "tag", "vector"],
                      dynamic_axes={**{n: {0: "paragraphs_"} for n in ("paragraphs", "features", "above", "section", "role", "substance", "vector")},
                                    **{n: {0: "segments_"} for n in ("segments", "owners", "tag")}})
    for name in ("encoder", "document"):
        graph_file = onnx_folder / f"{name}.onnx"
        error = store_as_int8(graph_file)
        optimise(graph_file)
        print(f"{name}.onnx: largest rounding error {error:.4f}, {graph_file.stat().st_size / 1e6:.2f} MB")
    store_linear(model.linear, options.out / "linear.safetensors")
    config = {
        "model_type": "bert", "architectures": ["BertModel"], "format": FORMAT,
        "nianbao": {"name": options.out.name, "version": options.version, "labels": LABELS, "width": width, "vector": VECTOR,
                    "features": features, **calibration},
    }
    (options.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    (options.out / "tokenizer.json").write_text(options.tokenizer.read_text("utf-8"), "utf-8")
    (options.out / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]",
        "sep_token": "[SEP]", "mask_token": "[MASK]"}, indent=1) + "\n")


if __name__ == "__main__":
    main()
