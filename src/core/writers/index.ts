import { fail, type Result } from '../result.ts'
import { brat } from './brat.ts'
import { conll } from './conll.ts'
import { doccanoClassification, doccanoClassificationCsv, doccanoIntent, doccanoRelation, doccanoSequence } from './doccano.ts'
import type { Format, OutFile } from './format.ts'
import { huggingFaceJsonl, huggingFaceParquet } from './hugging-face.ts'
import { labelStudio } from './label-studio.ts'
import { labelsJsonl } from './labels-jsonl.ts'
import { itemsIn, plan, type ExportRequest, type Plan, type Reports } from './plan.ts'
import { spacy } from './spacy.ts'
import { spreadsheetCsv, spreadsheetXlsx } from './spreadsheet.ts'
import { webAnnotation } from './web-annotation.ts'

/** Every format that can be written, in the order in which people are offered them. */
export const formats: readonly Format[] = [
  labelsJsonl,
  huggingFaceJsonl,
  huggingFaceParquet,
  doccanoClassification,
  doccanoClassificationCsv,
  doccanoSequence,
  doccanoRelation,
  doccanoIntent,
  labelStudio,
  conll('character', 'conll2003'),
  conll('character', 'tab'),
  conll('word', 'conll2003'),
  conll('word', 'tab'),
  brat,
  spacy,
  webAnnotation,
  spreadsheetCsv,
  spreadsheetXlsx,
]

export type { ExportRequest, Plan, Reports }

/**
 * Looks through an export without writing: chooses, counts, finds near duplicates, deals the splits, adds up what would be lost and
 * checks every offset. Fails with `unknown-format`, `unit-not-held`, `span-differs`, `too-few-groups` or `nothing-to-export`.
 */
export async function planExport(reports: Reports, request: ExportRequest): Promise<Result<Plan>> {
  const format = formats.find(({ id }) => id === request.format)
  if (!format) return fail({ code: 'unknown-format', format: request.format, known: formats.map(({ id }) => id) })
  if (!format.units.includes(request.unit)) return fail({ code: 'unit-not-held', format: format.id, unit: request.unit, held: format.units })
  return plan(reports, request, format)
}

/** The files of a planned export, each made while its chunks are read. */
export const exportFiles = (reports: Reports, plan: Plan): AsyncIterable<OutFile> => plan.format.write({
  splits: plan.card.splits.map(({ name }) => name),
  items: (split) => itemsIn(reports, plan, split),
  card: plan.card,
})
