"""Pre-trains the encoder by masked language modelling with whole-word masks.

`python pretrain.py --corpus DIR --reports reports --without eop --tokenizer tokenizer.json --work DIR --steps N`
Resumes from the last checkpoint in --work; writes `encoder.pt` at the end. An eighth of every batch comes from the written reports, whose words the corpus hardly
has; the writers that a model is to be tested on are left out.
"""

import argparse
import json
import math
import re
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm

from encoder import CLS, MASK, PARAGRAPH, UNK, Encoder, EncoderConfig, half_is_fast
from vocabulary import normal, read_corpus

LENGTH, BATCH, SHARE, HELD_OUT = 160, 32, 0.15, 200_000
FROM_REPORTS = 4  # of the BATCH sequences of a step


def read_written(folder: Path, without: str):
    """The plain text of the written reports (WRITING.md), but for those of the writers in `without`."""
    for file in sorted(folder.glob("*.report")):
        if file.name[0] in without:
            continue
        lines = [line.split("|", 4)[4] for line in file.read_text("utf-8").split("\n") if line.count("|") >= 4 and not line.startswith("#")]
        yield re.sub(r"\[[IM]:|\]", "", "\n".join(lines)).replace("\\t", " ").replace("\\n", "\n")


def encode_texts(texts, vocabulary: dict[str, int], cache: Path) -> tuple[np.ndarray, np.ndarray]:
    """All texts as one stream of ids, a line end as [SEP], and beside it 1 where a jieba word begins."""
    if cache.exists():
        stored = np.load(cache)
        return stored["ids"], stored["starts"]
    import jieba
    jieba.setLogLevel(60)
    ids, starts = [], []
    for text in tqdm(texts, desc="jieba", unit=" texts"):
        for line in text.split("\n"):
            if not line.strip():
                continue
            for word in jieba.cut(line):
                first = True
                for character in word:
                    if character.isspace():
                        continue
                    ids.append(vocabulary.get(normal(character), UNK))
                    starts.append(first)
                    first = False
            ids.append(3)
            starts.append(True)
    np.savez(cache, ids=np.array(ids, np.uint16), starts=np.array(starts, bool))
    return np.array(ids, np.uint16), np.array(starts, bool)


def mask_words(ids: np.ndarray, starts: np.ndarray, vocabulary: int, random: np.random.Generator):
    """Chooses whole words for about SHARE of the characters: 80 % become [MASK], 10 % another character, 10 % stay."""
    word = np.cumsum(starts, axis=1)
    chosen = random.random((ids.shape[0], ids.shape[1] + 2))[np.arange(ids.shape[0])[:, None], word] < SHARE
    chosen &= ids >= 5
    fate = random.random(ids.shape)
    masked = ids.copy()
    masked[chosen & (fate < 0.8)] = MASK
    swapped = chosen & (fate >= 0.9)
    masked[swapped] = random.integers(5, vocabulary, swapped.sum())
    return masked, chosen


Stream = tuple[np.ndarray, np.ndarray]


def batches(corpus: Stream, written: Stream | None, vocabulary: int, first: int, steps: int):
    """Each step's masked ids, true ids and where they were masked. Without written reports all comes from the corpus."""
    for step in range(first, steps):
        random = np.random.default_rng(step)
        parts = [(corpus, BATCH - FROM_REPORTS), (written, FROM_REPORTS)] if written else [(corpus, BATCH)]
        drawn = [(stream, random.integers(0, len(stream[0]) - LENGTH, count)[:, None] + np.arange(LENGTH - 1)) for stream, count in parts]
        target = np.concatenate([stream[0][index] for stream, index in drawn]).astype(np.int64)
        begins = np.concatenate([stream[1][index] for stream, index in drawn])
        masked, chosen = mask_words(target, begins, vocabulary, random)
        lead = np.full((BATCH, 1), CLS)
        yield step, torch.from_numpy(np.hstack([lead, masked])), torch.from_numpy(np.hstack([lead, target])), \
            torch.from_numpy(np.hstack([np.zeros((BATCH, 1), bool), chosen]))


class MaskedModel(nn.Module):
    def __init__(self, config: EncoderConfig):
        super().__init__()
        self.encoder = Encoder(config)
        self.transform = nn.Linear(config.width, config.width)
        self.norm = nn.LayerNorm(config.width)
        self.bias = nn.Parameter(torch.zeros(config.vocabulary))

    def forward(self, ids: torch.Tensor, target: torch.Tensor, chosen: torch.Tensor):
        states = self.encoder(ids, torch.full_like(ids, PARAGRAPH))[chosen]
        logits = F.linear(self.norm(F.gelu(self.transform(states))), self.encoder.characters.weight, self.bias).float()
        wanted = target[chosen]
        return F.cross_entropy(logits, wanted), (logits.argmax(-1) == wanted).float().mean()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--reports", type=Path, help="folder of written reports")
    options.add_argument("--without", default="", help="first letters of the writers to leave out")
    options.add_argument("--tokenizer", type=Path, required=True)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--steps", type=int, default=11000)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--layers", type=int, default=4)
    options.add_argument("--width", type=int, default=256)
    options.add_argument("--hidden", type=int, default=1024)
    options = options.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    vocabulary = json.loads(options.tokenizer.read_text("utf-8"))["model"]["vocab"]
    ids, starts = encode_texts(read_corpus(options.corpus), vocabulary, options.work / "corpus.npz")
    written = encode_texts(read_written(options.reports, options.without), vocabulary, options.work / "written.npz") if options.reports else None
    model = MaskedModel(EncoderConfig(len(vocabulary), options.width, options.layers, hidden=options.hidden, dropout=0.0))
    decayed = [p for p in model.parameters() if p.dim() > 1]
    plain = [p for p in model.parameters() if p.dim() <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
                                  lr=options.rate, betas=(0.9, 0.98), fused=True)
    checkpoint, first = options.work / "pretrained.pt", 0
    if checkpoint.exists():
        stored = torch.load(checkpoint)
        model.load_state_dict(stored["model"])
        optimizer.load_state_dict(stored["optimizer"])
        first = stored["step"]
    trained = ids[HELD_OUT:], starts[HELD_OUT:]
    held = list(batches((ids[:HELD_OUT], starts[:HELD_OUT]), None, len(vocabulary), 10**9, 10**9 + 20))
    bar = tqdm(total=options.steps, initial=first, desc="pre-training", unit=" steps", mininterval=10)
    began = time.time()
    for step, masked, target, chosen in batches(trained, written, len(vocabulary), first, options.steps):
        warm = min(1.0, (step + 1) / 500)
        rate = options.rate * warm * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * step / options.steps)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half_is_fast()):
            loss, right = model(masked, target, chosen)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        bar.update()
        if (step + 1) % 500 == 0 or step + 1 == options.steps:
            model.eval()
            with torch.no_grad():
                figures = torch.tensor([[float(x) for x in model(*batch[1:])] for batch in held]).mean(0)
            model.train()
            with (options.work / "pretraining.log").open("a") as log:
                log.write(json.dumps({"step": step + 1, "seconds": round(time.time() - began), "loss": round(float(figures[0]), 4),
                                      "accuracy": round(float(figures[1]), 4)}) + "\n")
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1,
                        "config": vars(model.encoder.config)}, checkpoint)
    bar.close()
    weights = dict(model.encoder.state_dict())
    # Only paragraphs were seen here: every kind of token begins as what is known of those.
    weights["kinds.weight"] = weights["kinds.weight"][PARAGRAPH].expand_as(weights["kinds.weight"])
    torch.save({"encoder": {name: value.half() for name, value in weights.items()}, "config": vars(model.encoder.config)}, options.work / "encoder.pt")


if __name__ == "__main__":
    main()
