"""The linear part of the model, weights of single characters and pairs of characters that add to what the document model says, and the decoding.

`python linear.py --data train.jsonl [--data …] --test held.jsonl [--test …] --weights labeller.pt [--weights …] --out whole.pt`
Several weights that began alike are averaged, which holds better on reports of another kind (Wortsman et al. 2022).
Linear support vector machines (LIBLINEAR; Fan et al. 2008) err elsewhere than the transformer, so that both together err less. Their weights
are a table that is looked up and pooled like the encoder's states. How much they count is fitted on reports that neither was trained on (stacking; Wolpert 1992).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.svm import LinearSVC
from torch.nn import functional as F
from tqdm import tqdm

from encoder import EncoderConfig
from graphs import read_graphs
from labeller import LENGTH, ROLES, SECTIONS, SUBSTANCES, TAGS, Labeller, Linear, length_of
from reports import Report, encode, read_reports

PENALTY = 1e-3  # of the decoding's weights
SCALE = 6.0  # makes a row of rare pairs about as long as one of the features


class View:
    """Counts of one kind of text, weighted by how rare each character and pair is in training."""

    def __init__(self, counts: csr_matrix):
        paragraphs = np.asarray((counts > 0).sum(0)).ravel()
        self.weights = (np.log((1 + counts.shape[0]) / (1 + paragraphs)) + 1) * (paragraphs >= 2) / SCALE

    def __call__(self, counts: csr_matrix) -> csr_matrix:
        return counts @ diags(self.weights)


def counts_of(reports: list[Report], linear: Linear) -> tuple[csr_matrix, csr_matrix, csr_matrix]:
    """Of every paragraph its text and its heading trail, of every segment its text, scaled as `Linear` scales what it looks up."""
    here, trail, said = ([], [], []), ([], [], []), ([], [], [])
    paragraphs = segments = 0
    for report in reports:
        tokens, pieces = np.zeros(len(report.labels)), np.zeros(len(report.owners))
        for paragraph, ids, _, first, parts in report.windows:
            tokens[paragraph] += len(ids) - first
            for segment, start, end in parts:
                pieces[segment] += end - start
        lengths, known = length_of(report.features).numpy(), set()
        for paragraph, ids, _, first, parts in report.windows:
            grams = torch.stack(linear.grams(torch.tensor(ids))).numpy()
            put(here, paragraphs + paragraph, grams[:, first:], lengths[paragraph] / tokens[paragraph])
            if paragraph not in known:
                put(trail, paragraphs + paragraph, grams[:, :first], first ** -0.5)
                known.add(paragraph)
            for segment, start, end in parts:
                put(said, segments + segment, grams[:, start:end], 1 / pieces[segment])
        paragraphs += len(report.labels)
        segments += len(report.owners)
    return tuple(matrix(part, count, linear.texts.num_embeddings) for part, count in ((here, paragraphs), (trail, paragraphs), (said, segments)))


def put(part: tuple[list, list, list], row: int, grams: np.ndarray, weight: float) -> None:
    part[0].append(np.full(grams.size, row))
    part[1].append(grams.ravel())
    part[2].append(np.full(grams.size, weight))


def matrix(part: tuple[list, list, list], count: int, width: int) -> csr_matrix:
    rows, columns, values = map(np.concatenate, part)
    return csr_matrix((values, (rows, columns)), shape=(count, width))


def neighbours(reports: list[Report]) -> tuple[csr_matrix, csr_matrix]:
    """What moves a row to the paragraph after it, and to the one before it."""
    starts = np.cumsum([0] + [len(report.labels) for report in reports])
    after = np.setdiff1d(np.arange(starts[-1]), starts)
    shape = (starts[-1], starts[-1])
    down = csr_matrix((np.ones(len(after)), (after, after - 1)), shape=shape)
    return down, down.T.tocsr()


def fit(linear: Linear, reports: list[Report]) -> None:
    here, trail, said = counts_of(reports, linear)
    view, above, segment = View(here), View(trail), View(said)
    here, trail, said = view(here), above(trail), segment(said)
    down, up = neighbours(reports)
    features = csr_matrix(np.vstack([report.features.numpy() for report in reports]))
    labels = np.vstack([report.labels.numpy() for report in reports])
    asked = ~np.concatenate([report.decided.numpy() for report in reports])
    starts = np.cumsum([0] + [len(report.labels) for report in reports])
    owners = np.concatenate([report.owners.numpy() + start for report, start in zip(reports, starts)])
    tags = np.concatenate([report.tags.numpy() for report in reports])
    sections = csr_matrix(np.eye(SECTIONS)[labels[:, 0]])[owners]

    section = machine(hstack([here, down @ here, up @ here, trail, features]).tocsr()[asked], labels[asked, 0], SECTIONS)
    role = machine(hstack([here, trail, features]).tocsr()[asked], labels[asked, 1], ROLES)
    substance = machine(hstack([here, trail, features]).tocsr()[asked], labels[asked, 2], SUBSTANCES)
    tag = machine(hstack([said, sections, features[owners]]).tocsr(), tags, TAGS)

    size, wide = linear.texts.num_embeddings, features.shape[1]
    own, to_next, to_previous, heading, *section = np.split(section, np.cumsum([size, size, size, size, wide]))
    own_role, heading_role, *role = np.split(role, np.cumsum([size, size, wide]))
    own_substance, heading_substance, *substance = np.split(substance, np.cumsum([size, size, wide]))
    words, *tag = np.split(tag, np.cumsum([size, SECTIONS + wide]))
    texts, headings = (own, to_next, to_previous, own_role, own_substance), (heading, heading_role, heading_substance)
    with torch.no_grad():
        linear.texts.weight.copy_(torch.from_numpy(np.hstack([each * view.weights[:, None] for each in texts] + [words * segment.weights[:, None]])))
        linear.headings.weight.copy_(torch.from_numpy(np.hstack([each * above.weights[:, None] for each in headings])))
        for layer, (weight, offset) in ((linear.section, section), (linear.role, role), (linear.substance, substance), (linear.tag, tag)):
            layer.weight.copy_(torch.from_numpy(weight.T))
            layer.bias.copy_(torch.from_numpy(offset[0]))


def machine(columns: csr_matrix, labels: np.ndarray, count: int) -> np.ndarray:
    """A linear machine for each label against the others -> weights [columns + 1, labels], the last row added always."""
    fitted = LinearSVC(C=0.5, random_state=0).fit(columns, labels)
    weights = np.zeros((columns.shape[1] + 1, count))
    weights[:-1, fitted.classes_], weights[-1, fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return weights


def weigh(model: Labeller, reports: list[Report]) -> None:
    """Fits how much the linear part counts, and the decoding, with a temperature for role, substance and tag that calibration fits again (calibrate.py).

    Short reports count as much as long ones. A penalty holds the decoding near none.
    """
    with torch.no_grad():
        rows = [encode(model, [report])[0] for report in tqdm(reports, "weighing", unit=" reports")]
    scales = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.LBFGS([model.linear.shares, *model.decoding.parameters(), scales], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        total = PENALTY * model.decoding.weight.square().sum()
        for report, (paragraphs, segments) in zip(reports, rows):
            out, asked = model.decide(paragraphs, report.features, segments, report.owners, report.above), ~report.decided
            parts = ((out["section"][asked], report.labels[asked, 0]), (out["role"][asked] * scales[0].exp(), report.labels[asked, 1]),
                     (out["substance"][asked] * scales[1].exp(), report.labels[asked, 2]), (out["tag"] * scales[2].exp(), report.tags))
            total = total + sum(F.cross_entropy(logits, right) for logits, right in parts) / len(reports)
        total.backward()
        return total

    optimizer.step(loss)
    print("shares of section, role, substance and tag:", [round(share, 2) for share in model.linear.shares.tolist()])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, action="append", required=True)
    options.add_argument("--test", type=Path, action="append", required=True, help="reports to weigh on, never trained on")
    options.add_argument("--weights", type=Path, action="append", required=True, help="labeller.pt of a training, or the folder of an exported model")
    options.add_argument("--out", type=Path, required=True)
    options = options.parse_args()
    trainings = [read_graphs(path) if path.is_dir() else torch.load(path)["model"] for path in options.weights]
    weights = {name: torch.stack([each[name] for each in trainings]).mean(0) for name in trainings[0]}
    config, features = EncoderConfig(len(weights["encoder.characters.weight"])), weights["document.features.0.weight"].shape[1]
    model = Labeller(config, features, linear=True)
    model.load_state_dict(weights, strict=False)
    fit(model.linear, [report for path in options.data for report in read_reports(path)])
    model.eval()
    weigh(model, [report for path in options.test for report in read_reports(path)])
    torch.save({"model": model.state_dict(), "config": vars(config), "features": features}, options.out)


if __name__ == "__main__":
    main()
