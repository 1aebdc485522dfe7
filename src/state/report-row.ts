import { corrected, type Corrections } from '../core/corrected.ts'
import type { Doc } from '../core/document.ts'
import { isDecided, isUnsure, meanConfidence, predictedLabels, type ParagraphLabels } from '../core/labels.ts'
import { metadataOf } from '../core/metadata.ts'
import type { Prediction } from '../core/prediction.ts'
import { titleLines, titleOf } from '../core/title.ts'
import type { ReportRow } from '../storage/db.ts'

/** The row of a report that comes in. */
export const newRowOf = (doc: Doc, labels: readonly ParagraphLabels[], prediction: Prediction, now: number): ReportRow =>
  ({ ...rowOf(doc, labels, prediction), confidence: meanConfidence(predictedLabels(doc, prediction)), addedAt: now, changedAt: now })

/** What a change of its labels leaves as it is in a report's row. */
export const lasting = ({ addedAt, confidence, archived }: ReportRow): Pick<ReportRow, 'addedAt' | 'confidence' | 'archived'> =>
  ({ addedAt, confidence, ...(archived !== undefined && { archived }) })

/** What the library shows of a report, from its labels as they stand and what a person has corrected. */
export function rowOf(
  doc: Doc, labels: readonly ParagraphLabels[], prediction: Prediction, corrections: Corrections = {},
): Omit<ReportRow, 'addedAt' | 'changedAt' | 'confidence' | 'archived'> {
  const read = metadataOf(doc, titleLines(doc, labels))
  const { agency, year } = corrected(read, corrections)
  const body = labels.filter((each) => each.role.value === 'body' && each.substance.value !== 'na')
  return {
    id: doc.sha256,
    name: doc.name,
    title: titleOf(doc, labels),
    agency: agency?.value ?? '',
    year: year?.value ?? null,
    read,
    corrections,
    encoding: doc.encoding,
    characters: doc.text.length,
    paragraphs: labels.length,
    decided: labels.filter(isDecided).length,
    unsure: labels.filter((each) => isUnsure(each, prediction.unsure)).length,
    body: body.length,
    substantive: body.filter((each) => each.substance.value === 'substantive').length,
  }
}
