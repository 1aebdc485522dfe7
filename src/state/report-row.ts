import { corrected, type Corrections } from '../core/corrected.ts'
import type { Doc } from '../core/document.ts'
import { meanConfidence, predictedLabels, type ParagraphLabels } from '../core/labels.ts'
import { metadataOf } from '../core/metadata.ts'
import type { Prediction } from '../core/prediction.ts'
import { tallyOf, type Tally } from '../core/tally.ts'
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
  return rowWith(doc, headOf(doc, labels), tallyOf(labels, prediction.unsure), corrections)
}

/** What a row takes from the lines labelled as the report's title. */
export type Head = Pick<ReportRow, 'title' | 'read'>

export const headOf = (doc: Doc, labels: readonly ParagraphLabels[]): Head =>
  ({ title: titleOf(doc, labels), read: metadataOf(doc, titleLines(doc, labels)) })

/** As `rowOf`, from what is known already. */
export function rowWith(doc: Doc, { title, read }: Head, { decided, unsure, body, substantive }: Tally, corrections: Corrections): ReturnType<typeof rowOf> {
  const { agency, year } = corrected(read, corrections)
  return {
    id: doc.sha256,
    name: doc.name,
    title,
    agency: agency?.value ?? '',
    year: year?.value ?? null,
    read,
    corrections,
    encoding: doc.encoding,
    characters: doc.text.length,
    paragraphs: doc.paragraphs.length,
    decided,
    unsure,
    body,
    substantive,
  }
}
