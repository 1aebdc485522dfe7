import type { Card } from '../dataset/card.ts'
import { checkOffsets } from '../dataset/check.ts'
import { choose, type Choice, type ChosenReport, type SourceReport } from '../dataset/choice.ts'
import { labelsOf, SourceCount, SplitCount } from '../dataset/count.ts'
import { itemsOf, type Item, type Unit } from '../dataset/items.ts'
import { addLosses, lossesOf } from '../dataset/loss.ts'
import { NearDuplicates } from '../dataset/near-duplicates.ts'
import { assign, splitNames, type Assignment, type SplitItem, type SplitName, type SplitRequest } from '../dataset/split.ts'
import type { LossKind } from '../loss.ts'
import { fail, ok, type Result } from '../result.ts'
import { disclosureSchema, type Schema } from '../schema.ts'
import type { Format } from './format.ts'

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
  /** Its licence, an identifier of the Hugging Face Hub; '' where none is stated. */
  readonly licence: string
  /** The labels that there are; the built-in ones without it. */
  readonly schema?: Schema
}

/** An export that was looked through and found sound. Only such can be written. */
export interface Plan {
  readonly request: ExportRequest
  readonly format: Format
  /** All that is to be told before the files are written: counts by split and label, what was moved, left out and lost. */
  readonly card: Card
  /** Each item's split, in the order of the items; null where the whole stays together. */
  readonly splits: Assignment['splits'] | null
}

/** Looks through the reports without writing. Keeps labels and fingerprints of the texts, not the texts. */
export async function plan(reports: Reports, request: ExportRequest, format: Format): Promise<Result<Plan>> {
  const survey = new Survey(format, request)
  for await (const report of chosen(reports, request.choice)) {
    const sound = await survey.add(report)
    if (!sound.ok) return sound
  }
  return survey.plan()
}

/** The items of a split. Reads the reports anew. */
export async function* itemsIn(reports: Reports, { request, format, splits }: Plan, split: SplitName | 'data'): AsyncGenerator<Item> {
  let index = 0
  for await (const report of chosen(reports, request.choice))
    for (const item of itemsOf(report, request.unit)) {
      if (!suits(format, item)) continue
      if (split === 'data' || splits?.[index] === split) yield item
      index++
    }
}

async function* chosen(reports: Reports, choice: Choice): AsyncGenerator<ChosenReport> {
  const names = new Map<string, string>()
  for await (const report of reports()) yield choose(report, choice, names)
}

/** Whether an item has what a format needs. */
function suits({ needs }: Format, { paragraphs }: Item): boolean {
  const hasTags = paragraphs.every(({ labels }) => labels.tagsKnown)
  if (needs === 'tags') return hasTags
  if (needs === 'section') return paragraphs.some(({ labels }) => labels.section)
  return hasTags || paragraphs.some(({ labels }) => labels.section || labels.role || labels.substance || labels.spans.length > 0)
}

/** What is counted, checked and compared on the first pass over the reports. */
class Survey {
  readonly #format: Format
  readonly #request: ExportRequest
  readonly #sources = new SourceCount()
  readonly #losses = new Map<LossKind, number>()
  readonly #near = new NearDuplicates()
  /** Of each item its labels, and what the split stands on. */
  readonly #labels: ReturnType<typeof labelsOf>[] = []
  readonly #keys: Omit<SplitItem, 'group'>[] = []
  readonly #leftOut = { chrome: 0, unlabelled: 0, unsuited: 0 }

  constructor(format: Format, request: ExportRequest) {
    this.#format = format
    this.#request = request
  }

  async add(report: ChosenReport): Promise<Result<null>> {
    this.#sources.addReport(report.source)
    addLosses(this.#losses, [['notes', report.source.notes]])
    this.#leftOut.chrome += report.chrome.size
    this.#leftOut.unlabelled += report.paragraphs.filter((each) => each === null).length - report.chrome.size
    for (const item of itemsOf(report, this.#request.unit)) {
      if (!suits(this.#format, item)) this.#leftOut.unsuited++
      else {
        const sound = this.#format.offsets ? checkOffsets(item, this.#format.offsets) : ok(null)
        if (!sound.ok) return sound
        await this.#addItem(item)
      }
    }
    return ok(null)
  }

  async #addItem(item: Item): Promise<void> {
    const { split } = this.#request
    this.#sources.addItem(item)
    addLosses(this.#losses, lossesOf(item, this.#format.holds))
    addLosses(this.#losses, (await this.#format.losses?.(item)) ?? [])
    this.#labels.push(labelsOf(item))
    if (split === null) return
    this.#near.add(item.text)
    this.#keys.push({ key: keyOf(item, split), label: item.labels?.section?.value ?? '' })
  }

  plan(): Result<Plan> {
    if (this.#labels.length === 0) return fail({ code: 'nothing-to-export' })
    const dealt = this.#deal()
    if (!dealt.ok) return dealt
    const { splits, moved, dropped } = dealt.value ?? { splits: null, moved: 0, dropped: 0 }
    const { name, licence, unit, choice, split, schema = disclosureSchema } = this.#request
    const card: Card = {
      ...this.#sources.result(),
      name,
      licence,
      schema,
      unit,
      which: choice.which,
      splits: countSplits(this.#labels, splits, split),
      request: split,
      moved,
      leftOut: { ...this.#leftOut, duplicates: dropped },
      losses: this.#losses,
    }
    return ok({ request: this.#request, format: this.#format, card, splits })
  }

  #deal(): Result<Assignment | null> {
    if (this.#request.split === null) return ok(null)
    const groups = this.#near.groups()
    return assign(this.#keys.map((key, index) => ({ ...key, group: groups[index] ?? index })), this.#request.split)
  }
}

/** What must stay together. Reports of an unknown agency or year are kept together too: they might be of one. */
function keyOf(item: Item, { by }: SplitRequest): string {
  const { doc, agency, year } = item.report.source
  return by === 'agency' ? agency : by === 'year' ? String(year ?? '') : doc.sha256
}

function countSplits(labels: readonly ReturnType<typeof labelsOf>[], splits: Assignment['splits'] | null, request: SplitRequest | null) {
  const names = request ? splitNames.filter((_, index) => (request.ratios[index] ?? 0) > 0) : (['data'] as const)
  const counts = new Map(names.map((name) => [name, new SplitCount(name)] as const))
  for (const [index, each] of labels.entries()) {
    const name = splits ? splits[index] : 'data'
    if (name) counts.get(name)?.add(each)
  }
  return [...counts.values()].map((count) => count.counts())
}
