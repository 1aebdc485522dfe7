import type { SourceReport } from '../../core/dataset/choice.ts'
import type { Card } from '../../core/dataset/card.ts'
import type { Annotations } from '../../core/change.ts'
import type { Doc } from '../../core/document.ts'
import { resolve } from '../../core/labels.ts'
import type { Prediction } from '../../core/prediction.ts'
import { fail, ok, type Problem, type Result } from '../../core/result.ts'
import type { WordEnds } from '../../core/words.ts'
import type { Format, Job, OutFile } from '../../core/writers/format.ts'
import { exportFiles, formats, planExport, type ExportRequest, type Plan } from '../../core/writers/index.ts'
import { zipped } from '../../core/writers/zip.ts'

/** A stored report as the page hands it over. */
export interface HandedReport {
  readonly doc: Doc
  readonly prediction: Prediction
  readonly annotations: Annotations
  readonly words: WordEnds
  readonly agency: string
  readonly year: number | null
  readonly notes: number
}

/** Gives the report with an index. Each pass over the reports asks for every one again, so that none is held. */
export type Fetch = (index: number) => Promise<Result<HandedReport>>

/** One of the first files of an export, with its first rows. */
export interface FirstFile {
  readonly path: string
  readonly text: string
  /** The format in which its rows are shown, where its own is not text. */
  readonly shownAs: string | null
}

export interface Planned {
  readonly card: Card
  /** The files that the first items of each split go to: all but for formats with files of their own for every report. */
  readonly files: readonly FirstFile[]
}

export interface Piece {
  readonly bytes: Uint8Array
  /** Items written so far, and to be written. */
  readonly done: number
  readonly of: number
}

/** Items of each split that are shown. */
const shownItems = 5
/** Characters of a file that are shown. */
const shownLength = 6000
/** Bytes of a piece: enough for few calls, and few enough to be stopped at once. */
const pieceSize = 1 << 18

/** Formats whose files are not text, with the one that shows the same rows as text. */
const readable: Readonly<Record<string, string>> = { 'hugging-face-parquet': 'hugging-face-jsonl', xlsx: 'csv' }

/** One export: looked through, shown, and written piece by piece. Reports come one after the other from whoever asked. */
export class ExportJob {
  #fetch: Fetch | null = null
  #count = 0
  #plan: Plan | null = null
  #archive = false
  #pieces: AsyncIterator<Uint8Array> | null = null
  #done = 0

  /** Looks through an export without writing: counts, splits, losses, offsets, first rows. Replaces what was planned before. */
  async plan(count: number, fetch: Fetch, request: ExportRequest): Promise<Result<Planned>> {
    this.#fetch = fetch
    this.#count = count
    return orProblem(async () => {
      const plan = await planExport(() => this.#reports(), request)
      if (!plan.ok) return plan
      this.#plan = plan.value
      const files = await this.#firstFiles(plan.value)
      this.#archive = files.length > 1
      return ok({ card: plan.value.card, files })
    })
  }

  /** Begins to write what was planned, from the start: the file itself where there is one, else a ZIP of all. */
  async begin(): Promise<void> {
    if (!this.#plan) throw new Error('nothing was planned')
    await this.#pieces?.return?.()
    this.#done = 0
    const { format } = this.#plan
    const counting = through(format, (job) => ({ ...job, items: (split) => this.#counted(job.items(split)) }))
    const files = exportFiles(() => this.#reports(), { ...this.#plan, format: counting })
    this.#pieces = (this.#archive ? zipped(files) : alone(files))[Symbol.asyncIterator]()
  }

  /** The next piece of the file; null after the last. */
  async next(): Promise<Result<Piece | null>> {
    // A writing that is begun anew meanwhile must not lose its chunks to this one.
    const pieces = this.#pieces
    return orProblem(async () => {
      const chunks: Uint8Array[] = []
      let size = 0
      while (size < pieceSize) {
        const chunk = await pieces?.next()
        if (!chunk || chunk.done) break
        chunks.push(chunk.value)
        size += chunk.value.length
      }
      const of = this.#plan?.card.splits.reduce((sum, { items }) => sum + items, 0) ?? 0
      return ok(size === 0 ? null : { bytes: joined(chunks, size), done: this.#done, of })
    })
  }

  async *#reports(): AsyncGenerator<SourceReport> {
    for (let index = 0; index < this.#count; index++) {
      const handed = await this.#fetch?.(index)
      if (!handed) return
      if (!handed.ok) throw new NotFetched(handed.problem)
      yield sourceOf(handed.value)
    }
  }

  async *#counted<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const item of items) {
      yield item
      this.#done++
    }
  }

  async #firstFiles(plan: Plan): Promise<FirstFile[]> {
    const own = await this.#sample(plan, plan.format)
    const other = formats.find(({ id }) => id === readable[plan.format.id])
    const texts = other ? await this.#sample(plan, other) : own
    return own.map(({ path }, index) => ({ path, text: texts[index]?.text ?? '', shownAs: other && texts[index]?.path !== path ? other.id : null }))
  }

  /** The files of a format with the first items of each split alone. */
  async #sample(plan: Plan, format: Format): Promise<{ path: string; text: string }[]> {
    const short = through(format, (job) => ({ ...job, items: (split) => first(job.items(split), shownItems) }))
    const found: { path: string; text: string }[] = []
    for await (const { path, chunks } of exportFiles(() => this.#reports(), { ...plan, format: short })) {
      const decoder = new TextDecoder()
      let text = ''
      for await (const chunk of chunks) if (text.length < shownLength) text += decoder.decode(chunk, { stream: true })
      found.push({ path, text: text.slice(0, shownLength) })
    }
    return found
  }
}

function sourceOf({ doc, prediction, annotations, words, agency, year, notes }: HandedReport): SourceReport {
  return { doc, labels: resolve(doc, prediction, annotations), others: [], agency, year, notes, words: () => Promise.resolve(words) }
}

/** A format that writes another job than it is given. */
const through = (format: Format, change: (job: Job) => Job): Format => ({ ...format, write: (job) => format.write(change(job)) })

async function* first<T>(values: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  let count = 0
  for await (const value of values) {
    yield value
    if (++count === most) return
  }
}

/** The bytes of the one file that there is. */
async function* alone(files: AsyncIterable<OutFile>): AsyncGenerator<Uint8Array> {
  for await (const { chunks } of files) yield* chunks
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** Carries a problem out of a pass over the reports. */
class NotFetched extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

async function orProblem<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFetched) return fail(error.problem)
    throw error
  }
}
