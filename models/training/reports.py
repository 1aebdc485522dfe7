"""Reads prepared reports (prepare.ts) and runs the encoder over their windows."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from encoder import MASK, PAD
from labeller import Labeller


@dataclass
class Report:
    name: str
    writer: str
    windows: list  # [paragraph, ids, kinds, first paragraph token, [[segment, first, end], …]]
    owners: torch.Tensor  # [segments]
    features: torch.Tensor  # [paragraphs, features]
    decided: torch.Tensor  # [paragraphs] bool: labelled by structure, not by the model
    labels: torch.Tensor  # [paragraphs, 3]: section, role, substance
    tags: torch.Tensor  # [segments]
    above: torch.Tensor  # [paragraphs, 2]: the innermost and the outermost heading above, -1 for none


def read_reports(path: Path) -> list[Report]:
    reports = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            count = len(d["labels"])
            reports.append(Report(
                d["name"], d["writer"], d["windows"], torch.tensor(d["owners"], dtype=torch.long),
                torch.tensor(d["features"], dtype=torch.float32).view(count, -1),
                torch.tensor(d["decided"], dtype=torch.bool), torch.tensor(d["labels"]), torch.tensor(d["tags"], dtype=torch.long), torch.tensor(d["above"]).view(count, 2)))
    return reports


def without_trail(report: Report) -> Report:
    """The report with the headings above each paragraph taken out of its windows."""
    windows = []
    for paragraph, ids, kinds, first, parts in report.windows:
        cut = first - 1  # what stands between the start token and the paragraph
        windows.append([paragraph, ids[:1] + ids[first:], kinds[:1] + kinds[first:], 1,
                        [[segment, start - cut, end - cut] for segment, start, end in parts]])
    return replace(report, windows=windows)


def pad(windows: list, noise: float, random: np.random.Generator):
    """Windows as ids, kinds [count, length] and pooling weights [count, rows, length]; `noise` is the share of masked characters."""
    length = max(len(w[1]) for w in windows)
    rows = 2 + max(len(w[4]) for w in windows)
    ids = np.full((len(windows), length), PAD)
    kinds = np.zeros((len(windows), length), np.int64)
    pool = np.zeros((len(windows), rows, length), np.float32)
    for i, (_, window, window_kinds, first, parts) in enumerate(windows):
        n = len(window)
        ids[i, :n] = window
        kinds[i, :n] = window_kinds
        pool[i, 0, 0] = 1
        pool[i, 1, first:n] = 1 / (n - first)
        for j, (_, start, end) in enumerate(parts):
            pool[i, 2 + j, start:end] = 1 / (end - start)
    if noise:
        ids[(random.random(ids.shape) < noise) & (ids >= 5)] = MASK
    return torch.from_numpy(ids), torch.from_numpy(kinds), torch.from_numpy(pool)


def encode(model: Labeller, reports: list[Report], noise: float = 0.0, random: np.random.Generator | None = None, tokens: int = 6000):
    """For each report its paragraph rows [N, 2 width] and segment rows [M, width], averaged over windows as the page does."""
    random = random or np.random.default_rng(0)
    jobs = sorted(((len(w[1]), r, w) for r, report in enumerate(reports) for w in report.windows), key=lambda job: job[0])
    chunks, chunk = [], []
    for job in jobs:
        if chunk and (len(chunk) + 1) * job[0] > tokens:
            chunks.append(chunk)
            chunk = []
        chunk.append(job)
    if chunk:
        chunks.append(chunk)
    width = model.width
    offsets_p = np.cumsum([0] + [len(r.labels) for r in reports])
    offsets_s = np.cumsum([0] + [len(r.owners) for r in reports])
    whole_rows, whole_index, whole_weight, part_rows, part_index, part_weight = [], [], [], [], [], []
    for chunk in chunks:
        ids, kinds, pool = pad([job[2] for job in chunk], noise, random)
        rows = torch.bmm(pool, model.states(ids, kinds).float())
        whole_rows.append(rows[:, :2].reshape(len(chunk), 2 * width))
        for i, (_, r, (paragraph, window, _, first, parts)) in enumerate(chunk):
            whole_index.append(offsets_p[r] + paragraph)
            whole_weight.append(len(window) - first)
            for j, (segment, start, end) in enumerate(parts):
                part_rows.append(rows[i, 2 + j])
                part_index.append(offsets_s[r] + segment)
                part_weight.append(end - start)

    def average(rows, index, weight, count):
        index, weight = torch.tensor(np.array(index)), torch.tensor(weight, dtype=torch.float32)[:, None]
        sums = torch.zeros(count, rows.shape[1]).index_add(0, index, rows * weight)
        return sums / torch.zeros(count, 1).index_add(0, index, weight).clamp(min=1e-6)

    paragraphs = average(torch.cat(whole_rows), whole_index, whole_weight, offsets_p[-1])
    segments = average(torch.stack(part_rows), part_index, part_weight, offsets_s[-1])
    return [(paragraphs[offsets_p[r]:offsets_p[r + 1]], segments[offsets_s[r]:offsets_s[r + 1]]) for r in range(len(reports))]
