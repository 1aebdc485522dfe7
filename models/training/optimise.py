"""Writes the graphs of an exported model as onnxruntime would have rewritten them when it loads them: `python optimise.py ../nianbao-1`

Every visit would rewrite them anew: nodes of constants folded, GELU and its bias made one node. What is stored as int8 stays so.
A table of which a few rows are looked up has those alone multiplied out, and not the whole when it is loaded.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import onnxruntime
from onnx import ModelProto, TensorProto, helper


def optimise(graph_file: Path) -> None:
    """Rewrites a graph as export.py has stored it."""
    model = onnx.load(graph_file)
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    multiplied = {node.output[0]: node for node in model.graph.node if node.op_type == "Mul" and node.output[0] + ".int8" in stored}
    casts = {node.input[0] for node in multiplied.values()}
    keep(model.graph.node, lambda node: node.output[0] not in multiplied and node.output[0] not in casts)
    # As an input a matrix is left alone.
    keep(model.graph.initializer, lambda tensor: tensor.name.removesuffix(".int8").removesuffix(".scale") not in multiplied)
    model.graph.input.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, stored[name + ".int8"].dims) for name in multiplied)
    model = rewritten(model)
    keep(model.graph.input, lambda value: value.name not in multiplied)
    model.graph.initializer.extend(stored[name + end] for name in multiplied for end in (".int8", ".scale"))
    looked_up = {name for name in multiplied if all(looks_up(node, name) for node in model.graph.node if name in node.input)}
    nodes = [node for name in multiplied if name not in looked_up for node in product(name + ".int8", name + ".scale", name)]
    for node in model.graph.node:
        nodes.extend(looking_up(node) if node.op_type == "Gather" and node.input[0] in looked_up else [node])
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    used = {node.domain for node in model.graph.node}
    keep(model.opset_import, lambda each: each.domain in used)
    onnx.checker.check_model(model)
    onnx.save(model, graph_file)


def rewritten(model: ModelProto) -> ModelProto:
    with TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        onnx.save(model, before)
        options = onnxruntime.SessionOptions()
        # The last level would suit the processor that this runs on.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(after)
        options.log_severity_level = 3
        onnxruntime.InferenceSession(before, options, providers=["CPUExecutionProvider"])
        return onnx.load(after)


def looks_up(node, table: str) -> bool:
    return node.op_type == "Gather" and node.input[0] == table


def looking_up(node) -> list:
    """The rows that a node looks up in a table, multiplied out."""
    table, rows = node.input
    (out,) = node.output
    return [helper.make_node("Gather", [table + ".int8", rows], [out + ".int8"]), helper.make_node("Gather", [table + ".scale", rows], [out + ".scale"]),
            *product(out + ".int8", out + ".scale", out)]


def product(whole: str, scale: str, out: str) -> list:
    """What makes floats of int8 values, as export.py does."""
    return [helper.make_node("Cast", [whole], [out + ".float"], to=TensorProto.FLOAT), helper.make_node("Mul", [out + ".float", scale], [out])]


def keep(repeated, wanted) -> None:
    kept = [each for each in repeated if wanted(each)]
    del repeated[:]
    repeated.extend(kept)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    for graph in ("encoder", "document"):
        optimise(parser.parse_args().model / "onnx" / f"{graph}.onnx")
