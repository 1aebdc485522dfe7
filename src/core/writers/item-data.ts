import { headingTrail } from '../document.ts'
import type { SourceLabels } from '../dataset/choice.ts'
import type { Item } from '../dataset/items.ts'
import { fields } from '../schema.ts'

/** Where an item comes from and who labelled it, under the names that the readers know again. */
export function itemData(item: Item) {
  const { source } = item.report
  return {
    doc: source.doc.name,
    start: item.start,
    end: item.end,
    doc_sha256: source.doc.sha256,
    ...(source.agency && { agency: source.agency }),
    ...(source.year !== null && { year: source.year }),
    ...(item.labels && { heading_trail: trailOf(item), ...classesOf(item.labels), ...provenanceOf(item.labels) }),
    ...(item.unit === 'report' && {
      paragraphs: item.paragraphs.map(({ start, end, labels }) => ({ start, end, ...classesOf(labels), ...provenanceOf(labels) })),
    }),
  }
}

export function trailOf(item: Item): string[] {
  const { doc, labels } = item.report.source
  const paragraph = doc.paragraphs[item.paragraphs[0]?.index ?? -1]
  return paragraph ? headingTrail(doc, paragraph, (index) => labels[index]?.role?.value) : []
}

/** The labels of a paragraph that were chosen, by field. */
export function classesOf(labels: SourceLabels): Partial<Record<(typeof fields)[number], string>> {
  return Object.fromEntries(fields.flatMap((field) => (labels[field] ? [[field, labels[field].value]] : [])))
}

/** The person who decided anything here, else what labelled it. */
export function provenanceOf(labels: SourceLabels) {
  const all = [...fields.flatMap((field) => labels[field] ?? []), ...labels.spans]
  const by = (all.find((each) => each.by.kind === 'person') ?? all[0])?.by
  const model = all.find((each) => each.by.kind === 'model')?.by.name
  return {
    ...(by && { labelled_by: by.kind === 'person' ? by.name : by.kind }),
    ...(by?.kind === 'person' && !!labels.decidedAt && { labelled_at: new Date(labels.decidedAt).toISOString() }),
    ...(model && { model }),
  }
}
