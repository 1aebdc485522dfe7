"""How well the paragraph vectors find a paragraph by what it says.

`python vectors.py --weights whole.pt --test pairs.jsonl [--test …] --among Y.jsonl [--among …]`
For each paragraph told anew (paraphrases.ts) it looks for the original among all paragraphs of running text in the reports of `--among`,
and prints how often the original comes first, how often among the first five, and the mean reciprocal rank. Beside it the baseline:
the cosine of characters and pairs of characters, weighted by how rare they are (TF-IDF).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer

from labeller import Labeller, read_labeller
from reports import Report, encode, read_reports

LONG = 20  # characters: shorter ones say too little to be found again
NO_BODY = 2  # the substance of what is no running text


def characters(report: Report, paragraph: int) -> tuple[int, ...]:
    """A paragraph as the model reads it, without the headings above."""
    return tuple(token for at, ids, _, first, _ in report.windows if at == paragraph for token in ids[first:-1])


def running_text(report: Report) -> list[int]:
    return [i for i in range(len(report.labels)) if report.labels[i, 2] != NO_BODY and not report.decided[i] and len(characters(report, i)) >= LONG]


@torch.no_grad()
def vectors(model: Labeller, report: Report) -> torch.Tensor:
    """[paragraphs, 128], each of length 1."""
    (paragraphs, segments), = encode(model, [report])
    return model.decide(paragraphs, report.features, segments, report.owners, report.above)["vector"]


def ranks(likeness: np.ndarray, originals: np.ndarray) -> str:
    """Likeness of every query to every paragraph [queries, paragraphs], and which is its original."""
    place = 1 + (likeness > likeness[np.arange(len(originals)), originals][:, None]).sum(1)
    return f"first {100 * (place == 1).mean():.1f} %, among five {100 * (place <= 5).mean():.1f} %, mean reciprocal rank {(1 / place).mean():.3f}"


def grams(text: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [text[at:at + n] for n in (1, 2) for at in range(len(text) - n + 1)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--test", type=Path, action="append", required=True)
    options.add_argument("--among", type=Path, action="append", required=True)
    options = options.parse_args()
    model = read_labeller(options.weights)
    among = [report for path in options.among for report in read_reports(path)]
    texts = [characters(report, i) for report in among for i in running_text(report)]
    known = torch.cat([vectors(model, report)[running_text(report)] for report in among])
    counts = TfidfVectorizer(analyzer=grams, sublinear_tf=True)
    weights = counts.fit_transform(texts)
    for path in options.test:
        pairs = read_reports(path)
        originals = np.array([texts.index(characters(pair, 0)) for pair in pairs])
        anew = torch.stack([vectors(model, pair)[1] for pair in pairs])
        print(f"{path.stem}: {len(pairs)} paragraphs, looked for among {len(texts)}")
        print("  vectors:", ranks((anew @ known.T).numpy(), originals))
        print("  TF-IDF: ", ranks((counts.transform([characters(pair, 1) for pair in pairs]) @ weights.T).toarray(), originals))


if __name__ == "__main__":
    main()
