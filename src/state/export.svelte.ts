import { likeness } from '../core/dataset/near-duplicates.ts'
import type { Card } from '../core/dataset/card.ts'
import { fail, ok, type Problem, type Result } from '../core/result.ts'
import { formats } from '../core/writers/index.ts'
import type { Format } from '../core/writers/format.ts'
import { uniqueNames } from '../core/writers/names.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'
import type { Exporter, HandedReport, Planned } from '../worker/exporter.ts'
import { changed, duplicatesOf, firstChoices, formatOf, requestOf, type ExportChoices } from './export-choices.ts'

export type { Card, ExportChoices, Format, Planned }

/** Which of the reports are listed. */
export interface ExportFilter {
  /** Words of titles and file names. */
  readonly words: string
  /** '' stands for those whose agency is not known; null for any. */
  readonly agency: string | null
  /** First and last year; null for no bound. Reports of an unknown year are left out where there is one. */
  readonly from: number | null
  readonly to: number | null
}

/** Where the export stands. A plan that no longer fits the choices is made anew at once. */
export type ExportStep =
  | { readonly step: 'closed' }
  | { readonly step: 'nothing-chosen' }
  | { readonly step: 'planning'; readonly done: number; readonly of: number }
  | { readonly step: 'planned' }
  | { readonly step: 'failed'; readonly problem: Problem }
  | { readonly step: 'writing'; readonly done: number; readonly of: number; readonly bytes: number }
  | { readonly step: 'written'; readonly name: string; readonly bytes: number }

/** Where the file goes, piece by piece. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>
  /** Hands the whole file over. */
  close(): Promise<void>
  /** Leaves no trace of it. */
  abort(): Promise<void>
}

export interface ExportServices {
  /** Every report of the library. */
  rows(): readonly ReportRow[]
  readonly reports: Reports
  readonly exporter: Pick<Exporter, 'plan' | 'begin' | 'next' | 'stop'>
}

const everything: ExportFilter = { words: '', agency: null, from: null, to: null }

/** Milliseconds after the last change before an export is planned anew: a figure is typed, not each of its digits. */
const pause = 250

/** A data set in the making: which reports and labels, in which format and splits; what that comes to; and its file. */
export class Export {
  readonly #services: ExportServices
  #filter = $state.raw<ExportFilter>(everything)
  #choices = $state.raw<ExportChoices>(firstChoices)
  #unticked = $state.raw<ReadonlySet<string>>(new Set())
  /** Reports of the archive that are ticked all the same. */
  #fromArchive = $state.raw<ReadonlySet<string>>(new Set())
  #step = $state.raw<ExportStep>({ step: 'closed' })
  #planned = $state.raw<Planned | null>(null)
  #run = 0
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(services: ExportServices) {
    this.#services = services
  }

  readonly formats = formats
  /** When two texts count as nearly the same. */
  readonly likeness = likeness

  get filter(): ExportFilter {
    return this.#filter
  }

  get choices(): ExportChoices {
    return this.#choices
  }

  get format(): Format {
    return formatOf(this.#choices)
  }

  get duplicates(): 'move' | 'drop' {
    return duplicatesOf(this.#choices)
  }

  get step(): ExportStep {
    return this.#step
  }

  /** What the export comes to; the last plan while a new one is made, null before the first. */
  get planned(): Planned | null {
    return this.#planned
  }

  /** Every agency of the library with its number of reports, '' where it is not known. */
  readonly agencies = $derived.by(() => {
    const counts = new Map<string, number>()
    for (const { agency } of this.#services.rows()) counts.set(agency, (counts.get(agency) ?? 0) + 1)
    return [...counts].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'zh')))
  })

  /** Every year of the library. */
  readonly years = $derived.by(() => [...new Set(this.#services.rows().flatMap(({ year }) => year ?? []))].sort((a, b) => a - b))

  /** The reports that the filter lets through. */
  readonly listed = $derived.by(() => {
    const { agency, from, to } = this.#filter
    const words = this.#filter.words.trim().toLowerCase().split(/\s+/).filter(Boolean)
    return this.#services.rows().filter((row) =>
      words.every((word) => `${row.title} ${row.agency} ${row.name}`.toLowerCase().includes(word))
      && (agency === null || row.agency === agency)
      && (from === null || (row.year !== null && row.year >= from))
      && (to === null || (row.year !== null && row.year <= to)))
  })

  /** The reports that are exported: those listed that are ticked. */
  readonly chosen = $derived.by(() => this.listed.filter((row) => this.isTicked(row.id)))

  readonly #archive = $derived.by(() => new Set(this.#services.rows().filter((row) => row.archived).map((row) => row.id)))

  /** What the file will be called. */
  get fileName(): string {
    const name = uniqueNames()(`${this.#choices.name}.zip`)
    const [file, ...others] = this.#planned?.files ?? []
    return file && others.length === 0 ? `${name}${/\.[^.]+$/.exec(file.path)?.[0] ?? ''}` : `${name}.zip`
  }

  isTicked(id: string): boolean {
    return !this.#unticked.has(id) && (!this.#archive.has(id) || this.#fromArchive.has(id))
  }

  /** Chooses these reports alone, or all of them that are not in the archive. */
  only(ids: readonly string[] | null): void {
    this.#filter = everything
    this.#unticked = new Set(ids && this.#services.rows().flatMap(({ id }) => (ids.includes(id) ? [] : [id])))
    this.#fromArchive = new Set(ids)
    this.#replan()
  }

  tick(ids: readonly string[], on: boolean): void {
    this.#unticked = new Set(on ? [...this.#unticked].filter((id) => !ids.includes(id)) : [...this.#unticked, ...ids])
    this.#fromArchive = new Set(on ? [...this.#fromArchive, ...ids] : [...this.#fromArchive].filter((id) => !ids.includes(id)))
    this.#replan()
  }

  show(filter: Partial<ExportFilter>): void {
    this.#filter = { ...this.#filter, ...filter }
    this.#replan()
  }

  choose(change: Partial<ExportChoices>): void {
    this.#choices = changed(this.#choices, change)
    this.#replan()
  }

  /** Plans while the screen is open. */
  open(): void {
    if (this.#step.step !== 'closed') return
    this.#step = { step: 'planning', done: 0, of: this.chosen.length }
    void this.#plan(++this.#run)
  }

  /** Stops all work. What was chosen stays chosen. */
  close(): void {
    this.#stopWork()
    this.#step = { step: 'closed' }
    this.#planned = null
  }

  /** Looks at the library anew, after reports have come in. What is being written goes on without them. */
  refresh(): void {
    if (this.#step.step !== 'writing') this.#replan()
  }

  /** Writes the planned file. A sink that fails, or a stop, leaves nothing behind. */
  async write(sink: Sink): Promise<void> {
    const name = this.fileName
    const run = ++this.#run
    const current = (): boolean => run === this.#run
    this.#step = { step: 'writing', done: 0, of: 1, bytes: 0 }
    const written = await this.#writeInto(sink, current)
    if (!written.ok) await sink.abort()
    if (!current()) return
    this.#step = written.ok ? { step: 'written', name, bytes: written.value } : { step: 'failed', problem: written.problem }
  }

  /** Stops writing; the plan stands. */
  stopWriting(): void {
    if (this.#step.step !== 'writing') return
    this.#run++
    this.#step = { step: 'planned' }
  }

  /** The number of bytes written. */
  async #writeInto(sink: Sink, current: () => boolean): Promise<Result<number>> {
    const { exporter } = this.#services
    let bytes = 0
    try {
      const begun = await exporter.begin()
      if (!begun.ok) return begun
      while (current()) {
        const piece = await exporter.next()
        if (!piece.ok) return piece
        if (!current()) break
        if (piece.value === null) {
          await sink.close()
          return ok(bytes)
        }
        bytes += piece.value.bytes.length
        await sink.write(piece.value.bytes)
        const { done, of } = piece.value
        if (current()) this.#step = { step: 'writing', done, of, bytes }
      }
      return fail({ code: 'cancelled' })
    } catch (error) {
      // What the file system refuses: a full disk, a permission withdrawn.
      if (error instanceof DOMException) return fail({ code: 'unwritable', reason: error.message })
      throw error
    }
  }

  #stopWork(): void {
    this.#run++
    clearTimeout(this.#waiting)
    this.#services.exporter.stop()
  }

  #replan(): void {
    if (this.#step.step === 'closed') return
    this.#stopWork()
    const run = this.#run
    this.#step = { step: 'planning', done: 0, of: this.chosen.length }
    this.#waiting = setTimeout(() => void this.#plan(run), pause)
  }

  async #plan(run: number): Promise<void> {
    const rows = this.chosen
    if (rows.length === 0) {
      this.#step = { step: 'nothing-chosen' }
      this.#planned = null
      return
    }
    const planned = await this.#services.exporter.plan(rows.length, (index) => this.#hand(rows, index, run), { ...requestOf(this.#choices), schema: this.#services.reports.schema })
    if (run !== this.#run) return
    this.#planned = planned.ok ? planned.value : null
    this.#step = planned.ok ? { step: 'planned' } : { step: 'failed', problem: planned.problem }
  }

  async #hand(rows: readonly ReportRow[], index: number, run: number): Promise<Result<HandedReport>> {
    const row = rows[index]
    const stored = row ? await this.#services.reports.load(row.id) : ok(null)
    if (!stored.ok) return stored
    if (!row || !stored.value) return fail({ code: 'storage-failed', reason: row?.name ?? String(index) })
    if (run === this.#run && this.#step.step === 'planning' && index >= this.#step.done) this.#step = { ...this.#step, done: index + 1 }
    const { content, annotations, notes } = stored.value
    return ok({
      doc: content.doc,
      // No format writes the vectors, which are the greater part of it.
      prediction: { ...content.prediction, vectors: new Float32Array() },
      annotations,
      words: content.words.ends,
      agency: row.agency,
      year: row.year,
      notes: notes.length,
    })
  }
}
