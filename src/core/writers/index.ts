import { choose, type Choice, type ChosenReport, type SourceReport } from '../dataset/choice.ts'
import type { Card } from '../dataset/card.ts'
import { checkOffsets } from '../dataset/check.ts'
import { labelsOf, SourceCount, SplitCount } from '../dataset/count.ts'
import { itemsOf, type Item, type Unit } from '../dataset/items.ts'
import { addLosses, lossesOf } from '../dataset/loss.ts'
import { NearDuplicates } from '../dataset/near-duplicates.ts'
import { assign, splitNames, type Assignment, type SplitItem, type SplitName, type SplitRequest } from '../dataset/split.ts'
import type { LossKind } from '../loss.ts'
import { fail, ok, type Result } from '../result.ts'
import { brat } from './brat.ts'
import { conll } from './conll.ts'
import { doccanoClassification, doccanoClassificationCsv, doccanoIntent, doccanoRelation, doccanoSequence } from './doccano.ts'
import type { Format, OutFile } from './format.ts'
import { huggingFaceJsonl, huggingFaceParquet } from './hugging-face.ts'
import { labelStudio } from './label-studio.ts'
import { labelsJsonl } from './labels-jsonl.ts'
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

/** The reports to export, one after the other. Called once for each pass, and must then give the same ones in the same order. */
export type Reports = () => AsyncIterable<SourceReport> | Iterable<SourceReport>

export interface ExportRequest {
  /** A format of the table, by its id. */
  readonly format: string
  readonly unit: Unit
  readonly choice: Choice
  /** Null: the whole stays together. */
  readonly split: SplitRequest | null
  /** What the data set is called. */
  readonly name: string
}

/** An export that was looked through and found sound. Only such can be written. */
export interface Plan {
  readonly request: ExportRequest
  readonly format: Format
  /** All that is to be told before the files are written: counts by split and label, what was moved, left out and lost. */
  readonly card: Card
  /** Each item's split, in the order of the items. */
  readonly splits: Assignment['splits'] | null
}

/**
 * Looks through an export without writing: chooses, counts, finds near duplicates, deals the splits, adds up what would be lost and
 * checks every offset. Keeps fingerprints of the texts, not the texts.
 * Fails with `unknown-format`, `unit-not-held`, `span-differs`, `too-few-groups`, `nothing-to-export`.
 */
export async function planExport(reports: Reports, request: ExportRequest): Promise<Result<Plan>> {
  const format = formats.find(({ id }) => id === request.format)
  if (!format) return fail({ code: 'unknown-format', format: request.format, known: formats.map(({ id }) => id) })
  if (!format.units.includes(request.unit)) return fail({ code: 'unit-not-held', format: format.id, unit: request.unit, held: format.units })
  const sources = new SourceCount()
  const losses = new Map<LossKind, number>()
  const near = new NearDuplicates()
  const labels: ReturnType<typeof labelsOf>[] = []
  const keys: Omit<SplitItem, 'group'>[] = []
  const leftOut = { chrome: 0, unlabelled: 0, unsuited: 0 }
  for await (const report of chosen(reports, request.choice)) {
    sources.addReport(report.source)
    leftOut.chrome += report.chrome.size
    leftOut.unlabelled += report.paragraphs.filter((each) => each === null).length - report.chrome.size
    for (const item of itemsOf(report, request.unit)) {
      if (!suits(format, item)) {
        leftOut.unsuited++
        continue
      }
      const sound = format.offsets ? checkOffsets(item, format.offsets) : ok(null)
      if (!sound.ok) return sound
      sources.addItem(item)
      addLosses(losses, [...lossesOf(item, format.holds), ...((await format.losses?.(item)) ?? [])])
      labels.push(labelsOf(item))
      if (request.split === null) continue
      near.add(item.text)
      keys.push({ key: keyOf(item, request.split), label: item.labels?.section?.value ?? '' })
    }
  }
  if (labels.length === 0) return fail({ code: 'nothing-to-export' })
  const dealt = request.split ? dealInto(keys, near, request.split) : null
  if (dealt && !dealt.ok) return dealt
  const assignment = dealt?.value ?? null
  const card: Card = {
    ...sources.result(),
    name: request.name,
    unit: request.unit,
    which: request.choice.which,
    splits: countSplits(labels, assignment, request.split),
    request: request.split,
    moved: assignment?.moved ?? 0,
    leftOut: { ...leftOut, duplicates: assignment?.dropped ?? 0 },
    losses,
  }
  return ok({ request, format, card, splits: assignment?.splits ?? null })
}

/** The files of a planned export. Each is made while its chunks are read. */
export function exportFiles(reports: Reports, plan: Plan): AsyncIterable<OutFile> {
  return plan.format.write({
    splits: plan.card.splits.map(({ name }) => name),
    items: (split) => itemsIn(reports, plan, split),
    card: plan.card,
  })
}

async function* chosen(reports: Reports, choice: Choice): AsyncGenerator<ChosenReport> {
  const names = new Map<string, string>()
  for await (const report of reports()) yield choose(report, choice, names)
}

async function* itemsIn(reports: Reports, { request, format, splits }: Plan, split: SplitName | 'data'): AsyncGenerator<Item> {
  let index = 0
  for await (const report of chosen(reports, request.choice))
    for (const item of itemsOf(report, request.unit)) {
      if (!suits(format, item)) continue
      if (split === 'data' || splits?.[index] === split) yield item
      index++
    }
}

function suits(format: Format, { paragraphs }: Item): boolean {
  const hasSection = paragraphs.some(({ labels }) => labels.section)
  const hasTags = paragraphs.every(({ labels }) => labels.tagsKnown)
  if (format.needs === 'section') return hasSection
  return hasTags || (format.needs === 'either' && paragraphs.some(({ labels }) => labels.section || labels.role || labels.substance || labels.spans.length > 0))
}

/** What must stay together. Reports of an unknown agency or year are kept together too: they might be of one. */
function keyOf(item: Item, { by }: SplitRequest): string {
  const { doc, agency, year } = item.report.source
  return by === 'agency' ? agency : by === 'year' ? String(year ?? '') : doc.sha256
}

function dealInto(keys: readonly Omit<SplitItem, 'group'>[], near: NearDuplicates, request: SplitRequest): Result<Assignment> {
  const groups = near.groups()
  return assign(keys.map((key, index) => ({ ...key, group: groups[index] ?? index })), request)
}

function countSplits(labels: readonly ReturnType<typeof labelsOf>[], assignment: Assignment | null, request: SplitRequest | null) {
  const names = request ? splitNames.filter((_, index) => (request.ratios[index] ?? 0) > 0) : (['data'] as const)
  const counts = names.map((name) => new SplitCount(name))
  for (const [index, each] of labels.entries()) {
    const split = assignment ? assignment.splits[index] : 'data'
    counts.find(({ name }) => name === split)?.add(each)
  }
  return counts.map((count) => count.counts())
}
