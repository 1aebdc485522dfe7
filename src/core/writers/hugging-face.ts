import { codePoints } from '../dataset/code-points.ts'
import type { Item } from '../dataset/items.ts'
import { datasetCard, type Place } from './dataset-card.ts'
import { encoded, json, textFile, type Format, type Job, type OutFile } from './format.ts'
import { trailOf, provenanceOf } from './item-data.ts'
import { parquet } from './parquet.ts'

/** A row of the data set; its columns and their types are those of columns.ts. All offsets are code points, those of spans into `text`. */
export function rowOf(item: Item) {
  const { doc, agency, year } = item.report.source
  const points = codePoints(item.text)
  const whole = codePoints(doc.text)
  const { labels } = item
  return {
    id: item.id,
    doc: doc.name,
    doc_sha256: doc.sha256,
    agency: agency || null,
    year,
    start: whole.fromUtf16(item.start),
    end: whole.fromUtf16(item.end),
    heading_trail: trailOf(item),
    text: item.text,
    role: labels?.role?.value ?? null,
    section: labels?.section?.value ?? null,
    substance: labels?.substance?.value ?? null,
    section_score: labels?.section?.score ?? null,
    role_score: labels?.role?.score ?? null,
    substance_score: labels?.substance?.score ?? null,
    spans: labels?.tagsKnown ? item.tags.map(({ start, end, value, score }) => ({
      start: points.fromUtf16(start), end: points.fromUtf16(end), tag: value, text: item.text.slice(start, end), score,
    })) : null,
    labelled_by: (labels && provenanceOf(labels).labelled_by) ?? null,
  }
}

const common = {
  units: ['paragraph', 'segment'],
  offsets: 'code-point',
  holds: { section: true, role: true, substance: true, tags: true, scores: true, untagged: false, annotators: true, trail: true },
  needs: 'either',
} as const

/** A folder that `datasets.load_dataset` reads as it is (huggingface.co/docs/hub/datasets-cards). */
export const huggingFaceJsonl: Format = {
  ...common,
  id: 'hugging-face-jsonl',
  label: { zh: 'Hugging Face 数据集（JSONL）', en: 'Hugging Face data set (JSONL)' },
  files: ['README.md', 'data/*.jsonl'],
  write: (job) => folder(job, 'jsonl', (split) => encoded(lines(job, split))),
}

/** The same in Parquet, for pandas, DuckDB and Polars too. */
export const huggingFaceParquet: Format = {
  ...common,
  id: 'hugging-face-parquet',
  label: { zh: 'Hugging Face 数据集（Parquet）', en: 'Hugging Face data set (Parquet)' },
  files: ['README.md', 'data/*.parquet'],
  write: (job) => folder(job, 'parquet', (split) => parquet(rows(job, split))),
}

export type Row = ReturnType<typeof rowOf>

type Split = Job['splits'][number]

async function* rows(job: Job, split: Split): AsyncGenerator<Row> {
  for await (const item of job.items(split)) yield rowOf(item)
}

async function* lines(job: Job, split: Split): AsyncGenerator<string> {
  for await (const row of rows(job, split)) yield json(row)
}

/** The data, and last the card, which states how long the files have become. */
async function* folder(job: Job, extension: string, chunks: (split: Split) => AsyncIterable<Uint8Array>): AsyncGenerator<OutFile> {
  const places = new Map<Split, Place>()
  for (const split of job.splits) {
    // A whole that is not split is what `load_dataset` calls train.
    const name = split === 'data' ? 'train' : split
    const place = { name, path: `data/${name}.${extension}`, bytes: 0 }
    places.set(split, place)
    yield { path: place.path, chunks: counted(chunks(split), (bytes) => (place.bytes += bytes)) }
  }
  yield textFile('README.md', datasetCard(job.card, places))
}

async function* counted(chunks: AsyncIterable<Uint8Array>, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}
