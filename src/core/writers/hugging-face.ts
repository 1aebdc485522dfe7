import { codePoints } from '../dataset/code-points.ts'
import type { Item } from '../dataset/items.ts'
import type { Job, Format, OutFile } from './format.ts'
import { filePerSplit, json, textFile } from './format.ts'
import { datasetCard } from './dataset-card.ts'
import { trailOf, provenanceOf } from './metadata.ts'
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
  async *write(job) {
    yield* filePerSplit(job, (split) => dataPath(split, 'jsonl'), (item) => json(rowOf(item)))
    yield card(job, 'jsonl')
  },
}

/** The same in Parquet, for pandas, DuckDB and Polars too. */
export const huggingFaceParquet: Format = {
  ...common,
  id: 'hugging-face-parquet',
  label: { zh: 'Hugging Face 数据集（Parquet）', en: 'Hugging Face data set (Parquet)' },
  files: ['README.md', 'data/*.parquet'],
  async *write(job) {
    for (const split of job.splits) yield { path: dataPath(split, 'parquet'), chunks: parquet(rows(job, split)) }
    yield card(job, 'parquet')
  },
}

export type Row = ReturnType<typeof rowOf>

async function* rows(job: Job, split: Job['splits'][number]): AsyncGenerator<Row> {
  for await (const item of job.items(split)) yield rowOf(item)
}

/** A whole that is not split is what `load_dataset` calls train. */
const nameOf = (split: string): string => (split === 'data' ? 'train' : split)
const dataPath = (split: string, extension: string): string => `data/${nameOf(split)}.${extension}`

const card = (job: Job, extension: string): OutFile => textFile('README.md', datasetCard(job.card, (split) => ({ name: nameOf(split), path: dataPath(split, extension) })))
