"""Builds the vocabulary: one id a character. `python vocabulary.py --corpus DIR --out tokenizer.json`

A character stands for itself after NFKC and lower case where those give one character (！ and ! are one, Ａ and a too).
Kept are all that occur at least twice in the corpus, the 6,763 of GB 2312, ASCII and the punctuation of Chinese pages.
Written as a `tokenizers` file so that other tools can load it.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
import unicodedata

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PUNCTUATION = "。、“”‘’《》〈〉【】「」『』〔〕—…·•℃№○●◎□■△▲※→←↑↓×÷±≥≤＄￥%‰"


def normal(character: str) -> str:
    """One character by NFKC and lower case; itself where those would give several. The page has the same rule (core/nlp/vocabulary.ts)."""
    form = unicodedata.normalize("NFKC", character).lower()
    return form if len(form) == 1 else character


def read_corpus(folder: Path):
    for name in ("laws.jsonl.gz", "work-reports.jsonl.gz"):
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def gb2312() -> list[str]:
    return [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
            if not (row == 0xD7 and cell > 0xF9)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options = options.parse_args()
    counts: Counter[str] = Counter()
    for text in read_corpus(options.corpus):
        counts.update(text)
    merged: Counter[str] = Counter()
    for character, count in counts.items():
        merged[normal(character)] += count
    known = {c for c, n in merged.items() if n >= 2 and not c.isspace() and c.isprintable()}
    known |= {normal(c) for c in gb2312()} | {normal(chr(c)) for c in range(0x21, 0x7F)} | {normal(c) for c in PUNCTUATION}
    ordered = sorted(known, key=lambda c: (-merged[c], c))
    vocabulary = {token: index for index, token in enumerate(SPECIAL + ordered)}
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for i, t in enumerate(SPECIAL)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFKC"}, {"type": "Lowercase"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": ""}]},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "."}, "behavior": "Isolated", "invert": False},
        "post_processor": None, "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    print(f"{len(vocabulary)} ids, {sum(merged.values())} characters read")


if __name__ == "__main__":
    main()
