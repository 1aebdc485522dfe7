import { headingTrail, quote, type Doc } from '../document.ts'
import type { Labelled, ParagraphLabels } from '../labels.ts'
import { fields, schema } from '../schema.ts'

/** A report with the labels that stand for it. */
export interface LabelledReport {
  readonly doc: Doc
  readonly labels: readonly ParagraphLabels[]
}

/**
 * Labels JSONL, the native format: one object a line, one line a paragraph (docs/formats.md). Offsets are UTF-16 code units into
 * the report's decoded text. `gap` is the white space before the paragraph, so that the text can be rebuilt to the letter.
 */
export function writeLabelsJsonl({ doc, labels }: LabelledReport): string {
  let lines = ''
  let before = 0
  for (const [index, paragraph] of doc.paragraphs.entries()) {
    const label = labels[index]
    if (!label) throw new Error(`paragraph ${index} of ${doc.name} has no labels`)
    const last = index === doc.paragraphs.length - 1
    lines += JSON.stringify({
      doc: doc.name,
      start: paragraph.start,
      end: paragraph.end,
      text: quote(doc.text, paragraph),
      role: label.role.value,
      section: label.section.value,
      substance: label.substance.value,
      spans: label.spans.map((span) => ({ start: span.start, end: span.end, tag: span.value, ...sourceOf(span) })),
      ...(label.untagged.length > 0 && { untagged: label.untagged.map((span) => ({ start: span.start, end: span.end, ...sourceOf(span) })) }),
      ...scored('section_score', label.section),
      ...scored('role_score', label.role),
      ...scored('substance_score', label.substance),
      heading_trail: headingTrail(doc, paragraph),
      ...provenance(label),
      schema_version: schema.version,
      doc_sha256: doc.sha256,
      gap: doc.text.slice(before, paragraph.start),
      ...(last && { tail: doc.text.slice(paragraph.end) }),
    }) + '\n'
    before = paragraph.end
  }
  return lines
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000

const scored = (key: string, label: Labelled) => (label.score === null ? {} : { [key]: rounded(label.score) })

const sourceOf = (label: Labelled) => ({ ...scored('score', label), labelled_by: label.by.kind === 'person' ? label.by.name : label.by.kind })

/** Who decided: a person if one decided anything here, with the fields that they decided; else the model or the structure. */
function provenance(label: ParagraphLabels) {
  const decided = fields.filter((field) => label[field].by.kind === 'person')
  const person = [...fields.map((field) => label[field]), ...label.spans, ...label.untagged].find((each) => each.by.kind === 'person')
  const model = fields.map((field) => label[field].by).find((by) => by.kind === 'model')
  return {
    labelled_by: person ? person.by.name : label.section.by.kind,
    ...(label.decidedAt !== null && { labelled_at: new Date(label.decidedAt).toISOString(), decided }),
    ...(model && { model: model.name }),
  }
}
