import type { Item } from '../dataset/items.ts'
import type { LabelField } from '../schema.ts'
import { csvRow, guardLosses } from './cells.ts'
import { encoded, filePerSplit, json, textFile, type Format, type Job, type OutFile } from './format.ts'
import { classesOf, itemData, provenanceOf } from './item-data.ts'

/**
 * doccano (github.com/doccano/doccano, read at ab6b765). Offsets are UTF-16 code units into `text`. What is no label there is metadata,
 * which doccano keeps.
 */
const holds = { section: true, role: true, substance: true, tags: true, scores: false, untagged: false, annotators: true, trail: true }

/** Section as label; a segment's tags as further labels. */
const classes = (item: Item): string[] => [...(item.labels?.section ? [item.labels.section.value] : []), ...tagClasses(item)]
const tagClasses = (item: Item): string[] => (item.unit === 'segment' ? [...new Set(item.tags.map((tag) => tag.value))] : [])

const spans = (item: Item): [number, number, string][] => item.tags.map(({ start, end, value }) => [start, end, value])

export const doccanoClassification: Format = {
  id: 'doccano-classification',
  label: { zh: 'doccano 文本分类', en: 'doccano, text classification' },
  files: ['*.jsonl', 'label-types.json'],
  units: ['paragraph', 'segment'],
  offsets: null,
  holds: { ...holds, tags: false },
  needs: 'section',
  async *write(job) {
    yield* filePerSplit(job, (split) => `${split}.jsonl`, (item) => json({ id: item.id, text: item.text, ...itemData(item), label: classes(item) }))
    yield labelTypes(job, 'label-types.json', ['section', 'tag'])
  },
}

const columns = ['id', 'text', 'label', 'doc', 'start', 'end', 'agency', 'year', 'role', 'substance', 'labelled_by']

function csvValues(item: Item): string[] {
  const { doc, agency, year } = item.report.source
  const { role = '', substance = '' } = item.labels ? classesOf(item.labels) : {}
  const by = item.labels ? (provenanceOf(item.labels).labelled_by ?? '') : ''
  return [item.id, item.text, classes(item).join('#'), doc.name, String(item.start), String(item.end), agency, String(year ?? ''), role, substance, by]
}

export const doccanoClassificationCsv: Format = {
  id: 'doccano-classification-csv',
  label: { zh: 'doccano 文本分类 (CSV)', en: 'doccano, text classification (CSV)' },
  files: ['*.csv', 'label-types.json'],
  units: ['paragraph', 'segment'],
  offsets: null,
  holds: { ...holds, tags: false, trail: false },
  needs: 'section',
  losses: async (item) => guardLosses(csvValues(item)),
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.csv`, chunks: encoded(csv(job, split)) }
    yield labelTypes(job, 'label-types.json', ['section', 'tag'])
  },
}

async function* csv(job: Job, split: Job['splits'][number]): AsyncGenerator<string> {
  yield csvRow(columns)
  for await (const item of job.items(split)) yield csvRow(csvValues(item))
}

export const doccanoSequence: Format = {
  id: 'doccano-sequence',
  label: { zh: 'doccano 序列标注', en: 'doccano, sequence labelling' },
  files: ['*.jsonl', 'label-types.json'],
  units: ['paragraph', 'segment', 'report'],
  offsets: 'utf-16',
  holds,
  needs: 'tags',
  async *write(job) {
    yield* filePerSplit(job, (split) => `${split}.jsonl`, (item) => json({ id: item.id, text: item.text, ...itemData(item), label: spans(item) }))
    yield labelTypes(job, 'label-types.json', ['tag'])
  },
}

export const doccanoRelation: Format = {
  id: 'doccano-relation',
  label: { zh: 'doccano 关系抽取', en: 'doccano, relation extraction' },
  files: ['*.jsonl', 'span-types.json', 'relation-types.json'],
  units: ['paragraph', 'segment', 'report'],
  offsets: 'utf-16',
  holds,
  needs: 'tags',
  async *write(job) {
    yield* filePerSplit(job, (split) => `${split}.jsonl`, (item) => json({
      id: item.id,
      text: item.text,
      ...itemData(item),
      entities: item.tags.map(({ start, end, value }, id) => ({ id, label: value, start_offset: start, end_offset: end })),
      // The label guide knows no relations; the project is ready for those that doccano's users draw.
      relations: [],
      Comments: [],
    }))
    yield labelTypes(job, 'span-types.json', ['tag'])
    yield textFile('relation-types.json', '[]\n')
  },
}

export const doccanoIntent: Format = {
  id: 'doccano-intent',
  label: { zh: 'doccano 意图与槽位', en: 'doccano, intent detection and slot filling' },
  files: ['*.jsonl', 'category-types.json', 'span-types.json'],
  units: ['paragraph', 'segment'],
  offsets: 'utf-16',
  holds,
  needs: 'either',
  async *write(job) {
    yield* filePerSplit(job, (split) => `${split}.jsonl`, (item) =>
      json({ id: item.id, text: item.text, ...itemData(item), cats: item.labels?.section ? [item.labels.section.value] : [], entities: spans(item) }))
    yield labelTypes(job, 'category-types.json', ['section'])
    yield labelTypes(job, 'span-types.json', ['tag'])
  },
}

/** Colours far apart round the colour wheel, dark enough for white writing. */
function labelTypes({ card: { schema } }: Job, path: string, fields: readonly LabelField[]): OutFile {
  const labels = fields.flatMap((field) => schema.labels[field])
  const types = labels.map(({ id }, index) => ({
    text: id, prefix_key: null, suffix_key: null, background_color: colour((360 * index) / labels.length), text_color: '#ffffff',
  }))
  return textFile(path, `${JSON.stringify(types, null, 2)}\n`)
}

/** #rrggbb of a hue in degrees at saturation 0.55 and lightness 0.38 (CSS Color 4, HSL to sRGB). */
function colour(hue: number): string {
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12
    return Math.round(255 * (0.38 - 0.55 * 0.38 * Math.max(-1, Math.min(k - 3, 9 - k, 1)))).toString(16).padStart(2, '0')
  }
  return `#${channel(0)}${channel(8)}${channel(4)}`
}
