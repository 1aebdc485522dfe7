"""Proves exports with the code of those who read them: python check_exports.py FOLDER

FOLDER holds one export a folder, named after its format, all of the same labels split alike, and labels-jsonl/ among them.
Needs datasets, pandas, pyarrow, duckdb, spacy and openpyxl. Prints a line for each reader; fails at the first difference.
"""
import csv
import json
import sys
from collections import Counter
from pathlib import Path

import datasets
import duckdb
import openpyxl
import pandas
import spacy

datasets.disable_caching()
datasets.disable_progress_bars()
folder = Path(sys.argv[1])
splits = sorted(path.stem for path in (folder / "labels-jsonl").glob("*.jsonl"))


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def utf16(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


# The native file says what everything else must say.
truth = {split: lines(folder / "labels-jsonl" / f"{split}.jsonl") for split in splits}


def tags_of(rows):
    return Counter((utf16(row["text"], span["start"] - row["start"], span["end"] - row["start"]), span["tag"]) for row in rows for span in row["spans"])


def same(name, found, wanted):
    assert found == wanted, f"{name}: {found} is not {wanted}"


def check_hugging_face(kind):
    data = datasets.load_dataset(str(folder / kind), cache_dir=str(folder / ".cache"))
    same("splits", sorted(data), splits)
    for split in splits:
        rows, wanted = data[split], truth[split]
        same("texts", list(rows["text"]), [row["text"] for row in wanted])
        for field in ("section", "role", "substance"):
            same(field, list(rows[field]), [row.get(field) for row in wanted])
        same("trails", list(rows["heading_trail"]), [row["heading_trail"] for row in wanted])
        spans = Counter()
        for row in rows:
            for span in row["spans"]:
                same("slice", row["text"][span["start"] : span["end"]], span["text"])
                spans[span["text"], span["tag"]] += 1
        same("tags", spans, tags_of(wanted))
    return f"datasets {datasets.__version__} load_dataset: {sum(len(data[split]) for split in splits)} rows in {len(splits)} splits; every span is its slice"


def check_pandas():
    rows = 0
    for split in splits:
        frame = pandas.read_parquet(folder / "hugging-face-parquet" / "data" / f"{split}.parquet")
        same("sections", frame["section"].tolist(), [row["section"] for row in truth[split]])
        same("tags", sum(len(spans) for spans in frame["spans"]), sum(tags_of(truth[split]).values()))
        rows += len(frame)
    return f"pandas {pandas.__version__} read_parquet: {rows} rows"


def check_duckdb():
    pattern = str(folder / "hugging-face-parquet" / "data" / "*.parquet")
    # substring() of DuckDB counts characters from 1.
    query = "select count(*), count(*) filter (substring(r.text, s.start + 1, s.\"end\" - s.start) = s.text) from (select text, unnest(spans) as s from read_parquet(?)) r"
    tags, sound = duckdb.execute(query, [pattern]).fetchone()
    same("tags", tags, sum(sum(tags_of(rows).values()) for rows in truth.values()))
    same("slices", sound, tags)
    sections = dict(duckdb.execute("select section, count(*) from read_parquet(?) group by section", [pattern]).fetchall())
    same("sections", sections, dict(Counter(row["section"] for rows in truth.values() for row in rows)))
    return f"duckdb {duckdb.__version__}: {tags} spans, all equal to their slice"


def check_spacy():
    blank, spans = spacy.blank("zh"), 0
    for split in splits:
        for text, labels in lines(folder / "spacy" / f"{split}.jsonl"):
            doc = blank.make_doc(text)
            entities = [doc.char_span(start, end, label=label) for start, end, label in labels["entities"]]
            assert None not in entities, f"char_span found no tokens in {text!r}"
            doc.set_ents(entities)
            for entity, (start, end, _) in zip(doc.ents, sorted(labels["entities"])):
                same("entity", entity.text, text[start:end])
            same("cats", len([1 for value in labels["cats"].values() if value == 1]), 1)
            spans += len(entities)
    return f"spacy {spacy.__version__} Doc.char_span and set_ents: {spans} spans"


def check_brat():
    """The rule of brat's annotation.py: the text of a text-bound annotation is its slices, joined by a space."""
    bounds = 0
    for path in (folder / "brat").rglob("*.ann"):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        for line in path.read_text(encoding="utf-8").split("\n"):
            if not line.startswith("T"):
                continue
            _, place, quote = line.split("\t", 2)
            fragments = [tuple(map(int, pair.split())) for pair in place.split(" ", 1)[1].split(";")]
            same("quote", " ".join(text[start:end] for start, end in fragments), quote)
            bounds += 1
    wanted = sum(len(rows) + sum(tags_of(rows).values()) for rows in truth.values())
    same("text-bound annotations", bounds, wanted)
    return f"brat: {bounds} text-bound annotations are their slices"


def check_doccano():
    for split in splits:
        found = Counter((utf16(row["text"], start, end), label) for row in lines(folder / "doccano-sequence" / f"{split}.jsonl") for start, end, label in row["label"])
        same("tags", found, tags_of(truth[split]))
    return "doccano: every span is its slice in UTF-16"


def is_formula(cell):
    return isinstance(cell, str) and cell.lstrip()[:1] in ("=", "+", "-", "@")


def check_spreadsheets():
    cells = 0
    for split in splits:
        frame = pandas.read_csv(folder / "csv" / f"{split}.csv", encoding="utf-8-sig")
        same("rows", len(frame), len(truth[split]))
        with open(folder / "csv" / f"{split}.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        sheet = openpyxl.load_workbook(folder / "xlsx" / f"{split}.xlsx").active
        same("XLSX", [["" if value is None else str(value).replace("\r\n", "\n") for value in row] for row in sheet.iter_rows(values_only=True)], rows)
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row), "a formula in XLSX"
        assert not any(is_formula(cell) for row in rows for cell in row), "a formula in CSV"
        cells += sum(len(row) for row in rows)
    return f"pandas read_csv and openpyxl {openpyxl.__version__}: {cells} cells alike, no formula"


for check in (lambda: check_hugging_face("hugging-face-jsonl"), lambda: check_hugging_face("hugging-face-parquet"),
              check_pandas, check_duckdb, check_spacy, check_brat, check_doccano, check_spreadsheets):
    print(check(), flush=True)
