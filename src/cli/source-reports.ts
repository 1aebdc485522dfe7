import type { SourceReport } from '../core/dataset/choice.ts'
import { statedLabels } from '../core/dataset/stated.ts'
import { metadataOf } from '../core/metadata.ts'
import { tokenize } from '../core/nlp/tokenize.ts'
import type { Reading } from '../core/readers/reader.ts'
import { titleLines } from '../core/title.ts'

/** The reports of files. One that several files hold, cut into the same paragraphs, is one report that several people labelled. */
export function sourceReports(readings: readonly Reading[]): SourceReport[] {
  const byText = new Map<string, Reading[]>()
  for (const reading of readings) {
    const key = `${reading.doc.sha256} ${reading.doc.paragraphs.map(({ start, end }) => `${start}-${end}`).join(' ')}`
    byText.set(key, [...(byText.get(key) ?? []), reading])
  }
  return [...byText.values()].flatMap((versions) => {
    const [first, ...others] = versions
    return first ? [sourceReport(first, others)] : []
  })
}

function sourceReport({ doc, labels }: Reading, others: readonly Reading[]): SourceReport {
  const stated = statedLabels(doc, labels)
  const { agency, year } = metadataOf(doc, titleLines(doc, stated))
  return {
    doc,
    labels: stated,
    others: others.map((other) => statedLabels(doc, other.labels)),
    agency: agency?.value ?? '',
    year: year?.value ?? null,
    notes: 0,
    words: () => tokenize(doc.text),
  }
}
