"""The baselines that the model has to beat: heading keywords alone, and linear SVMs on character n-grams with the same context.

`python baseline.py --data train.jsonl --test held.jsonl [--test …] --tokenizer ../nianbao-1/tokenizer.json`
Both see what the model sees: the paragraph, its heading trail, the paragraphs around it, the features of place and shape; tags see
the segment, its paragraph's section as the SVM decides it, and the segment's place. Variants are left out: only the written reports.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from export import LABELS
from reports import Report, read_reports

FIELDS = ("section", "role", "substance")
KEYWORDS = {
    "measures": "改进|下一步|打算|安排|措施|努力方向", "issues": "问题|不足|困难|薄弱", "on_request": "依申请|申请公开|申请办理", "fees": "收费|减免|费用",
    "review_litigation": "复议|诉讼|举报|投诉", "proposals": "建议|提案", "interpretation": "解读|回应|关切", "platform": "平台|网站|渠道|载体",
    "key_areas": "重点领域|重点信息", "services": "服务|办事", "organization": "组织|领导|制度|监督|保障|机制|培训|考核|管理", "table": "附表|统计表",
    "proactive": "主动公开", "overview": "总体|概述|概况|基本情况", "other": "其他|其它",
}


def texts_of(report: Report, characters: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Of every paragraph its heading trail and its text, of every segment its text, as the model reads them."""
    trails, texts, segments = [""] * len(report.labels), [""] * len(report.labels), [""] * len(report.owners)
    for paragraph, ids, _, lead, parts in report.windows:
        trails[paragraph] = "".join(characters[i] for i in ids[1:lead])
        texts[paragraph] += "".join(characters[i] for i in ids[lead:-1])
        for segment, start, end in parts:
            segments[segment] += "".join(characters[i] for i in ids[start:end])
    return trails, texts, segments


class Context:
    """Paragraph, trail and neighbours as weighted character n-grams, beside the model's features."""

    def __init__(self):
        self.views = [TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True, max_features=60_000) for _ in range(4)]

    def columns(self, reports, read, fit: bool):
        here, trail, before, after, shape = [], [], [], [], []
        for report, (trails, texts, _) in zip(reports, read):
            here += texts
            trail += trails
            before += [""] + texts[:-1]
            after += texts[1:] + [""]
            shape.append(report.features.numpy())
        parts = [view.fit_transform(text) if fit else view.transform(text) for view, text in zip(self.views, (here, trail, before, after))]
        return hstack([*parts, csr_matrix(np.vstack(shape))]).tocsr()


def keyword_sections(read, reports) -> np.ndarray:
    """The first keyword in the paragraph's first words, else in the innermost heading that has one, decides; without any it is front."""
    found = []
    for report, (trails, texts, _) in zip(reports, read):
        for trail, text in zip(trails, texts):
            headings = [text[:24], *trail.split("[SEP]")[::-1]]
            label = next((name for heading in headings for name, pattern in KEYWORDS.items() if re.search(pattern, heading)), "front")
            found.append(LABELS["section"].index(label))
    return np.array(found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--test", type=Path, action="append", required=True)
    options.add_argument("--tokenizer", type=Path, required=True)
    options.add_argument("--reports", type=int, help="train on so many of the reports, drawn by chance")
    options = options.parse_args()
    vocabulary = json.loads(options.tokenizer.read_text("utf-8"))["model"]["vocab"]
    characters = [character for character, _ in sorted(vocabulary.items(), key=lambda entry: entry[1])]
    written = {}
    for report in read_reports(options.data):
        written.setdefault(report.name, report)
    train = list(written.values())
    if options.reports:
        train = [train[i] for i in np.random.default_rng(0).permutation(len(train))[:options.reports]]
    read = [texts_of(report, characters) for report in train]
    context, segment_view = Context(), TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True, max_features=60_000)
    columns = context.columns(train, read, True)
    labels = np.vstack([report.labels.numpy() for report in train])
    asked = ~np.concatenate([report.decided.numpy() for report in train])
    machines = {field: LinearSVC(C=0.5, random_state=0).fit(columns[asked], labels[asked, column]) for column, field in enumerate(FIELDS)}

    def segment_columns(reports, read, sections, fit):
        texts = [text for _, _, segments in read for text in segments]
        starts = np.cumsum([0] + [len(report.labels) for report in reports])
        owners = np.concatenate([report.owners.numpy() + start for report, start in zip(reports, starts)])
        one_hot = np.eye(len(LABELS["section"]))[sections]
        seen = segment_view.fit_transform(texts) if fit else segment_view.transform(texts)
        return hstack([seen, csr_matrix(one_hot[owners]), context_rows(reports, owners)]).tocsr()

    def context_rows(reports, owners):
        return csr_matrix(np.vstack([report.features.numpy() for report in reports])[owners])

    tags = np.concatenate([report.tags.numpy() for report in train])
    tagger = LinearSVC(C=0.5, random_state=0).fit(segment_columns(train, read, labels[:, 0], True), tags)
    for path in options.test:
        reports = read_reports(path)
        read_test = [texts_of(report, characters) for report in reports]
        test_columns = context.columns(reports, read_test, False)
        right = np.vstack([report.labels.numpy() for report in reports])
        decided = np.concatenate([report.decided.numpy() for report in reports])
        keywords = (keyword_sections(read_test, reports) == right[:, 0]) | decided
        figures, sections = [f"keywords: section {keywords.mean():.4f}  SVM:"], None
        for column, field in enumerate(FIELDS):
            guess = machines[field].predict(test_columns)
            sections = guess if field == "section" else sections
            same = (guess == right[:, column]) | decided
            figures.append(f"{field} {(same[right[:, 2] != 2] if field == 'substance' else same).mean():.4f}")
        found = tagger.predict(segment_columns(reports, read_test, sections, False))
        truth = np.concatenate([report.tags.numpy() for report in reports])
        hits = ((found == truth) & (truth > 0)).sum()
        figures.append(f"tag F1 {2 * hits / max(1, (found > 0).sum() + (truth > 0).sum()):.4f}")
        print(f"{path.stem}: {len(reports)} reports, {len(right)} paragraphs; " + "  ".join(figures))


if __name__ == "__main__":
    main()
