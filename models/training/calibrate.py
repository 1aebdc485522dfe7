"""Fits one temperature an output on reports that the model was not trained on, so that its scores mean what they say. Short reports
count as much as long ones.

`python calibrate.py --weights labeller.pt --test held.jsonl [--test …] --out calibration.json`
Prints accuracy and expected calibration error (15 bins of equal width; Guo et al. 2017) before and after, the calibration curve and the
confusions, each with its number of cases.
"""

import argparse
import json
from pathlib import Path

import torch
from torch.nn import functional as F

from export import LABELS
from labeller import Labeller, read_labeller
from reports import encode, read_reports

SHARE_UNSURE = 0.12  # of all paragraphs are offered for review


@torch.no_grad()
def logits_of(model: Labeller, reports) -> dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """By output: logits, labels, and how much each counts, so that every report counts 1."""
    found = {field: ([], [], []) for field in ("section", "role", "substance", "tag")}
    for report in reports:
        (paragraphs, segments), = encode(model, [report])
        out = model.decide(paragraphs, report.features, segments, report.owners, report.above)
        asked = ~report.decided
        for column, field in enumerate(("section", "role", "substance")):
            found[field][0].append(out[field][asked])
            found[field][1].append(report.labels[asked, column])
        found["tag"][0].append(out["tag"])
        found["tag"][1].append(report.tags)
        for logits, _, shares in found.values():
            shares.append(torch.full(logits[-1].shape[:1], 1 / len(logits[-1])))
    return {field: tuple(map(torch.cat, lists)) for field, lists in found.items()}


def calibration_error(logits: torch.Tensor, labels: torch.Tensor, bins: int = 15) -> float:
    confidence, guess = logits.softmax(-1).max(-1)
    right = (guess == labels).float()
    bucket = (confidence * bins).long().clamp(max=bins - 1)
    return sum(float((bucket == b).float().mean()) * abs(float(confidence[bucket == b].mean() - right[bucket == b].mean()))
               for b in range(bins) if (bucket == b).any())


def weighted_loss(logits: torch.Tensor, labels: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    return (F.cross_entropy(logits, labels, reduction="none") * shares).sum() / shares.sum()


def temperature(logits: torch.Tensor, labels: torch.Tensor, shares: torch.Tensor) -> float:
    candidates = torch.arange(0.3, 4.0, 0.02)
    return float(min(candidates, key=lambda t: float(weighted_loss(logits / t, labels, shares))))


def curve(logits: torch.Tensor, labels: torch.Tensor, edges=(0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1)) -> str:
    """For each range of confidence: what was stated on average, what was right, how many."""
    confidence, guess = logits.softmax(-1).max(-1)
    right = (guess == labels).float()
    cells = []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            cells.append(f"{float(confidence[inside].mean()):.2f} → {float(right[inside].mean()):.2f} ({int(inside.sum())})")
    return "  ".join(cells)


def confusions(logits: torch.Tensor, labels: torch.Tensor, names: list[str]) -> str:
    """Each label with its number of cases and F1, and what it was taken for."""
    guess, lines = logits.argmax(-1), []
    for index, name in enumerate(names):
        own, found = labels == index, guess == index
        if own.any():
            f1 = 2 * int((own & found).sum()) / int(own.sum() + found.sum())
            wrong = [(int((own & (guess == other)).sum()), names[other]) for other in range(len(names)) if other != index]
            lines.append(f"  {name:18} n {int(own.sum()):4}  F1 {f1:.3f}  " + ", ".join(f"{other} {count}" for count, other in sorted(wrong, reverse=True) if count))
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--test", type=Path, action="append", required=True)
    options.add_argument("--out", type=Path, required=True)
    options = options.parse_args()
    model = read_labeller(options.weights)
    fitted, unsure = {}, 0.7
    for field, (logits, labels, shares) in logits_of(model, [r for path in options.test for r in read_reports(path)]).items():
        before = calibration_error(logits, labels)
        fitted[field] = round(temperature(logits, labels, shares), 2)
        scaled = logits / fitted[field]
        print(f"{field:10} n {len(labels)}  accuracy {float((logits.argmax(-1) == labels).float().mean()):.3f}  "
              f"calibration error {before:.3f} → {calibration_error(scaled, labels):.3f}  temperature {fitted[field]}")
        print(f"  stated → right (n): {curve(scaled, labels)}\n{confusions(logits, labels, LABELS[field])}")
        if field == "section":
            unsure = round(float(scaled.softmax(-1).max(-1).values.quantile(SHARE_UNSURE)), 2)
    options.out.write_text(json.dumps({"temperature": fitted, "unsure": min(0.9, unsure)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
