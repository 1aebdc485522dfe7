import type { Doc } from '../core/document.ts'
import { isDecided, isUnsure, type ParagraphLabels } from '../core/labels.ts'
import { metadataOf } from '../core/metadata.ts'
import type { Prediction } from '../core/prediction.ts'
import { titleLines, titleOf } from '../core/title.ts'
import type { ReportRow } from '../storage/db.ts'

/** What the library shows of a report, from its labels as they stand. */
export function rowOf(doc: Doc, labels: readonly ParagraphLabels[], prediction: Prediction): Omit<ReportRow, 'addedAt' | 'changedAt'> {
  const body = labels.filter((each) => each.role.value === 'body' && each.substance.value !== 'na')
  return {
    id: doc.sha256,
    name: doc.name,
    title: titleOf(doc, labels),
    year: metadataOf(doc, titleLines(doc, labels)).year?.value ?? null,
    encoding: doc.encoding,
    characters: doc.text.length,
    paragraphs: labels.length,
    decided: labels.filter(isDecided).length,
    unsure: labels.filter((each) => isUnsure(each, prediction.unsure)).length,
    body: body.length,
    substantive: body.filter((each) => each.substance.value === 'substantive').length,
  }
}
