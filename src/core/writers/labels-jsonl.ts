import type { SourceLabels } from '../dataset/choice.ts'
import { headingTrail, quote, type Doc } from '../document.ts'
import type { Labelled } from '../labels.ts'
import { disclosureSchema, fields, labelsVersion, type Schema } from '../schema.ts'
import { encoded, type Format, type Job } from './format.ts'

/** A report with the labels of its paragraphs; null for one that is left out. */
export interface LabelledReport {
  readonly doc: Doc
  readonly labels: readonly (SourceLabels | null)[]
}

export const labelsJsonl: Format = {
  id: 'labels-jsonl',
  label: { zh: '标签 JSONL', en: 'Labels JSONL' },
  files: ['*.jsonl'],
  units: ['paragraph'],
  offsets: 'utf-16',
  holds: { section: true, role: true, substance: true, tags: true, scores: true, untagged: true, annotators: true, trail: true },
  needs: 'either',
  async *write(job) {
    for (const split of job.splits) yield { path: `${split}.jsonl`, chunks: encoded(reports(job, split)) }
  },
}

/** Each report's lines, once its last item has come. */
async function* reports(job: Job, split: Job['splits'][number]): AsyncGenerator<string> {
  let doc: Doc | null = null
  let labels: (SourceLabels | null)[] = []
  for await (const item of job.items(split)) {
    if (item.report.source.doc !== doc) {
      if (doc) yield writeLabelsJsonl({ doc, labels }, job.card.schema)
      doc = item.report.source.doc
      labels = doc.paragraphs.map(() => null)
    }
    for (const paragraph of item.paragraphs) labels[paragraph.index] = withoutEmpty(paragraph.labels)
  }
  if (doc) yield writeLabelsJsonl({ doc, labels }, job.card.schema)
}

/** Readers of the format refuse a tag of no text. */
const withoutEmpty = (labels: SourceLabels): SourceLabels => ({ ...labels, spans: labels.spans.filter(({ start, end }) => start < end) })

/**
 * Labels JSONL, the native format: one object a line, one line a paragraph (docs/formats.md). Offsets are UTF-16 code units into
 * the report's decoded text. `gap` is the white space before the paragraph, so that the text can be rebuilt to the letter.
 */
export function writeLabelsJsonl({ doc, labels }: LabelledReport, schema: Schema = disclosureSchema): string {
  let lines = ''
  let before = 0
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    const label = labels[index]
    if (label === undefined) throw new Error(`paragraph ${index} of ${doc.name} has no labels`)
    if (label === null) {
      before = paragraph.end
      continue
    }
    const last = index === doc.paragraphs.length - 1
    lines += JSON.stringify({
      doc: doc.name,
      start: paragraph.start,
      end: paragraph.end,
      text: quote(doc.text, paragraph),
      role: label.role?.value,
      section: label.section?.value,
      substance: label.substance?.value,
      spans: label.spans.map((span) => ({ start: span.start, end: span.end, tag: span.value, ...sourceOf(span) })),
      ...(label.untagged.length > 0 && { untagged: label.untagged.map((span) => ({ start: span.start, end: span.end, ...sourceOf(span) })) }),
      ...scored('section_score', label.section),
      ...scored('role_score', label.role),
      ...scored('substance_score', label.substance),
      heading_trail: headingTrail(doc, paragraph, (at) => labels[at]?.role?.value),
      ...provenance(label),
      schema_version: labelsVersion,
      ...labelSet(schema),
      doc_sha256: doc.sha256,
      gap: doc.text.slice(before, paragraph.start),
      ...(last && { tail: doc.text.slice(paragraph.end) }),
    }) + '\n'
    before = paragraph.end
  }
  return lines
}

/** Names a label set that is not the built-in one. */
const labelSet = ({ id, version }: Schema) => (id === disclosureSchema.id && version === disclosureSchema.version ? {} : { label_set: `${id}@${version}` })

const rounded = (score: number): number => Math.round(score * 1000) / 1000

const scored = (key: string, label: Labelled | null) => (label === null || label.score === null ? {} : { [key]: rounded(label.score) })

const sourceOf = (label: Labelled) => ({ ...scored('score', label), labelled_by: label.by.kind === 'person' ? label.by.name : label.by.kind })

/** Who decided: a person if one decided anything here, with the fields that they decided; else the model or the structure. */
function provenance(label: SourceLabels) {
  const given = fields.flatMap((field) => label[field] ?? [])
  const decided = fields.filter((field) => label[field]?.by.kind === 'person')
  const person = [...given, ...label.spans, ...label.untagged].find((each) => each.by.kind === 'person')
  const model = given.map(({ by }) => by).find((by) => by.kind === 'model')
  const labeller = person?.by.name ?? (label.section ?? given[0])?.by.kind
  return {
    ...(labeller !== undefined && { labelled_by: labeller }),
    ...(label.decidedAt !== null && { labelled_at: new Date(label.decidedAt).toISOString(), decided }),
    ...(model && { model: model.name }),
  }
}
