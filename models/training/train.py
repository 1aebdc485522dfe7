"""Trains the whole model on prepared reports.

`python train.py --data train.jsonl --test held.jsonl [--test …] --pretrained encoder.pt --work DIR --steps N`
Resumes from the last checkpoint in --work; writes `labeller.pt` (averaged weights) and a line of figures per test set to `training.log`.
With --still the encoder stays as it is: its rows are computed once, and only the document model learns, some hundred times faster.
"""

import argparse
import copy
import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm

from encoder import EncoderConfig, half_is_fast
from graphs import read_graphs
from labeller import Labeller
from reports import Report, encode, pad, read_reports, without_trail

NOISE = 0.06  # of the characters are masked
DROPOUT = 0.1  # in the encoder
PAIRS = 32  # a step
LIKENESS_EVERY = 4  # steps: the contrastive loss takes as long as all the others together
Rows = list[tuple[torch.Tensor, torch.Tensor]]  # of each report, as `encode` gives them
FIELDS = ("section", "role", "substance")
WEIGHTS = {"section": 1.0, "role": 0.5, "substance": 0.7, "tag": 0.7}


def losses(model: Labeller, reports: list[Report], rows: Rows) -> torch.Tensor:
    total = torch.zeros(())
    for report, (paragraphs, segments) in zip(reports, rows):
        out = model.decide(paragraphs.float(), report.features, segments.float(), report.owners, report.above)
        asked = ~report.decided
        for column, field in enumerate(FIELDS):
            total = total + WEIGHTS[field] * F.cross_entropy(out[field][asked], report.labels[asked, column], label_smoothing=0.05)
        total = total + WEIGHTS["tag"] * F.cross_entropy(out["tag"], report.tags, label_smoothing=0.02)
    return total / len(reports)


@torch.no_grad()
def rows_once(model: Labeller, reports: list[Report], store: Path) -> Rows:
    """The rows of every report from an encoder that stands still, kept in a file."""
    if not store.exists():
        model.encoder.eval()
        random = np.random.default_rng(0)
        torch.save([tuple(part.half() for part in encode(model, [report], NOISE, random)[0]) for report in tqdm(reports, "encoding", unit=" reports")], store)
    return torch.load(store)


def likeness(model: Labeller, reports: list[Report], random: np.random.Generator) -> torch.Tensor:
    """Contrastive loss (InfoNCE): a paragraph with a quarter of its characters masked must be nearest to itself."""
    report = reports[0]
    long = [w for w in report.windows if len(w[1]) - w[3] > 20]
    if len(long) < 8:
        return torch.zeros(())
    chosen = [long[i] for i in random.permutation(len(long))[:24]]
    views = []
    for noise in (0.02, 0.25):
        lone = Report(report.name, "", [[i, w[1], w[2], w[3], []] for i, w in enumerate(chosen)], torch.zeros(0, dtype=torch.long),
                      report.features, report.decided, report.labels[:len(chosen)], report.tags, report.above)
        views.append(vectors(model, lone, noise, random))
    return F.cross_entropy(views[0] @ views[1].T / 0.1, torch.arange(len(chosen)))


def paraphrases(model: Labeller, pairs: list[Report], others: Rows, random: np.random.Generator) -> torch.Tensor:
    """Contrastive loss: of all paragraphs at hand the one that says the same in other words must be nearest. A pair is a report of two paragraphs."""
    both = torch.stack([rows for rows, _ in encode(model, pairs, NOISE, random)]).float()
    vector = lambda rows: F.normalize(model.document.vector(rows), dim=-1)
    left, right, rest = vector(both[:, 0]), vector(both[:, 1]), vector(torch.cat([rows for rows, _ in others]).float())
    place = torch.arange(len(pairs))
    return sum(F.cross_entropy(one @ torch.cat([other, rest]).T / 0.07, place) for one, other in ((left, right), (right, left)))


def vectors(model: Labeller, report: Report, noise: float, random: np.random.Generator) -> torch.Tensor:
    ids, kinds, pool = pad(report.windows, noise, random)
    rows = torch.bmm(pool[:, :2], model.encoder(ids, kinds).float()).reshape(len(report.windows), -1)
    return F.normalize(model.document.vector(rows), dim=-1)


@torch.no_grad()
def figures(model: Labeller, reports: list[Report]) -> dict[str, float]:
    """Share of right labels by field over all paragraphs (substance: body paragraphs) and F1 of tagged segments."""
    model.eval()
    right = {field: [] for field in FIELDS}
    hits = wrong = missed = 0
    for report in reports:
        (paragraphs, segments), = encode(model, [report])
        out = model.decide(paragraphs, report.features, segments, report.owners, report.above)
        for column, field in enumerate(FIELDS):
            same = (out[field].argmax(-1) == report.labels[:, column]) | report.decided
            right[field].append(same[report.labels[:, 2] != 2] if field == "substance" else same)
        found = out["tag"].argmax(-1)
        hits += int(((found == report.tags) & (found > 0)).sum())
        wrong += int(((found != report.tags) & (found > 0)).sum())
        missed += int(((found != report.tags) & (report.tags > 0)).sum())
    model.train()
    result = {field: round(float(torch.cat(same).float().mean()), 4) for field, same in right.items()}
    return {"paragraphs": sum(len(r.labels) for r in reports), **result, "tag_f1": round(2 * hits / max(1, 2 * hits + wrong + missed), 4)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, action="append", required=True)
    options.add_argument("--test", type=Path, action="append", default=[])
    options.add_argument("--pairs", type=Path, help="paragraphs that say the same in other words (paraphrases.ts)")
    options.add_argument("--pretrained", type=Path)
    options.add_argument("--start", type=Path, help="folder of an exported model, or the labeller.pt or checkpoint of another training")
    options.add_argument("--without", choices=("trail", "document"))
    options.add_argument("--layers", type=int, default=4, help="of the encoder, the lowest of the pre-trained ones")
    options.add_argument("--tokenizer", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--steps", type=int, default=1000)
    options.add_argument("--batch", type=int, default=3, help="reports a step")
    options.add_argument("--still", action="store_true")
    options.add_argument("--rate", type=float, default=1e-3, help="of the document model; the encoder learns at a quarter of it")
    options.add_argument("--seed", type=int, default=0)
    options = options.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    parts, tests = ({path.stem: read_reports(path) for path in paths} for paths in (options.data, options.test))
    if options.without == "trail":
        for reports in (*parts.values(), *tests.values()):
            reports[:] = map(without_trail, reports)
    data = [report for reports in parts.values() for report in reports]
    pairs = read_reports(options.pairs) if options.pairs else []
    vocabulary = len(json.loads(options.tokenizer.read_text("utf-8"))["model"]["vocab"])
    pretrained = torch.load(options.pretrained) if options.pretrained else None
    config = EncoderConfig(**{**(pretrained["config"] if pretrained else {"vocabulary": vocabulary}), "layers": options.layers, "dropout": DROPOUT})
    model = Labeller(config, data[0].features.shape[1], layers=0 if options.without == "document" else 3)
    if options.start:
        stored = {"model": read_graphs(options.start)} if options.start.is_dir() else torch.load(options.start)
        model.load_state_dict(stored.get("averaged", stored["model"]))
    if pretrained:
        kept = model.encoder.state_dict().keys()
        model.encoder.load_state_dict({name: value.float() for name, value in pretrained["encoder"].items() if name in kept})
    optimizer = torch.optim.AdamW([
        {"params": model.encoder.parameters(), "lr": options.rate / 4}, {"params": model.document.parameters(), "lr": options.rate},
    ], weight_decay=0.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 50) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / options.steps))))
    averaged = copy.deepcopy(model)
    checkpoint, first = options.work / "training.pt", 0
    if checkpoint.exists():
        stored = torch.load(checkpoint)
        model.load_state_dict(stored["model"])
        averaged.load_state_dict(stored["averaged"])
        optimizer.load_state_dict(stored["optimizer"])
        scheduler.load_state_dict(stored["scheduler"])
        first = stored["step"]
    per_pass = len(data) // options.batch
    stored_rows = [row for name, reports in parts.items() for row in rows_once(model, reports, options.work / f"{name}.rows.pt")] if options.still else None
    bar = tqdm(total=options.steps, initial=first, desc="training", unit=" steps", mininterval=10)
    for step in range(first, options.steps):
        order = np.random.default_rng([options.seed, step // per_pass]).permutation(len(data))
        chosen = order[(step % per_pass) * options.batch:][:options.batch]
        reports = [data[i] for i in chosen]
        if stored_rows:
            loss = losses(model, reports, [stored_rows[i] for i in chosen])
        else:
            random = np.random.default_rng([options.seed, step, 1])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half_is_fast()):
                rows = encode(model, reports, NOISE, random)
                loss = losses(model, reports, rows)
                if pairs:
                    loss = loss + 0.5 * paraphrases(model, [pairs[i] for i in random.permutation(len(pairs))[:PAIRS]], rows, random)
                if step % LIKENESS_EVERY == 0:
                    loss = loss + 0.3 * likeness(model, reports, random)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        keep = min(0.99, (1 + step) / (10 + step))
        with torch.no_grad():
            for ours, theirs in zip(averaged.parameters(), model.parameters()):
                ours.mul_(keep).add_(theirs, alpha=1 - keep)
        bar.set_postfix(loss=f"{float(loss):.3f}")
        bar.update()
        if (step + 1) % 100 == 0 or step + 1 == options.steps:
            with (options.work / "training.log").open("a") as log:
                for name, held in tests.items():
                    log.write(json.dumps({"step": step + 1, "test": name, **figures(averaged, held)}) + "\n")
            torch.save({"model": model.state_dict(), "averaged": averaged.state_dict(), "optimizer": optimizer.state_dict(),
                        "scheduler": scheduler.state_dict(), "step": step + 1}, checkpoint)
    bar.close()
    torch.save({"model": averaged.state_dict(), "config": vars(config), "features": data[0].features.shape[1]}, options.work / "labeller.pt")


if __name__ == "__main__":
    main()
