import { corrected } from '../core/corrected.ts'
import { ok, type Result } from '../core/result.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'
import type { ReportFacts, Searcher, SearchReport } from '../worker/searcher.ts'
import { idle } from './idle.ts'

/** Reports handed over at a time: few enough not to be felt while typing, fewer still while nobody waits for them. */
const batch = { now: 12, idle: 4 }
/** As many at first: what is found in them is on the screen before the rest has been read. */
const first = 2

/** Hands the searcher what is stored, as far as it does not hold it yet. The rows of the library say what has changed. */
export class SearchFeed {
  readonly #reports: Reports
  readonly #searcher: Searcher
  /** The row of every report that the searcher holds, as it was when the report was handed over. */
  readonly #held = new Map<string, ReportRow>()
  /** Those that were handed over before their words were cut. */
  readonly #unworded = new Set<string>()
  #fills = 0

  constructor(reports: Reports, searcher: Searcher) {
    this.#reports = reports
    this.#searcher = searcher
  }

  get held(): number {
    return this.#held.size
  }

  /** Brings what is held up to date: takes out what is gone, hands over changed labels and facts. */
  async update(rows: readonly ReportRow[]): Promise<Result<void>> {
    const present = new Set(rows.map((row) => row.id))
    const gone = [...this.#held.keys()].filter((id) => !present.has(id))
    for (const id of gone) this.#held.delete(id)
    if (gone.length > 0) await this.#searcher.remove(gone)
    const changed = rows.filter((row) => this.#held.has(row.id) && this.#held.get(row.id) !== row)
    if (changed.length === 0) return ok(undefined)
    const digests = await this.#reports.digestsOf(changed.map((row) => row.id))
    if (!digests.ok) return digests
    const notes = await this.#reports.notePlaces(changed.map((row) => row.id))
    if (!notes.ok) return notes
    const relabelled = changed.flatMap((row, index) => {
      const digest = digests.value[index]
      return digest ? [{ facts: factsOf(row, notes.value[index]), digest }] : []
    })
    for (const row of changed) this.#held.set(row.id, row)
    return this.#searcher.relabel(relabelled)
  }

  /**
   * Hands over what is not held yet, batch by batch; a later call takes over from an earlier one. With the pace `idle` it waits
   * before each batch until the page has nothing else to do.
   */
  async fill(rows: readonly ReportRow[], pace: keyof typeof batch, onprogress: () => void): Promise<Result<void>> {
    const fill = ++this.#fills
    const missing = rows.filter((row) => !this.#held.has(row.id) || this.#unworded.has(row.id))
      .sort(newestFirst)
    for (let at = 0, size = first; at < missing.length; at += size, size = batch[pace]) {
      if (pace === 'idle') await idle()
      if (fill !== this.#fills) break
      const handed = await this.#hand(missing.slice(at, at + size))
      if (!handed.ok) return handed
      onprogress()
    }
    return ok(undefined)
  }

  /** Sees to it that one report is held. */
  async hold(row: ReportRow): Promise<Result<void>> {
    return this.#held.has(row.id) && !this.#unworded.has(row.id) ? ok(undefined) : this.#hand([row])
  }

  /** Has a report handed over anew, after its words have been cut anew. */
  forget(id: string): void {
    if (this.#held.has(id)) this.#unworded.add(id)
  }

  /** Starts from nothing, after the searcher has lost what it held. */
  forgetAll(): void {
    this.#fills++
    this.#held.clear()
    this.#unworded.clear()
  }

  async #hand(rows: readonly ReportRow[]): Promise<Result<void>> {
    const ids = rows.map((row) => row.id)
    const [digests, texts, notes] = await Promise.all([this.#reports.digestsOf(ids), this.#reports.texts(ids), this.#reports.notePlaces(ids)])
    if (!digests.ok) return digests
    if (!texts.ok) return texts
    if (!notes.ok) return notes
    const found: SearchReport[] = []
    for (const [index, row] of rows.entries()) {
      const text = texts.value[index]
      const digest = digests.value[index]
      if (!text || !digest) continue
      found.push({ facts: factsOf(row, notes.value[index]), digest, source: text })
      this.#held.set(row.id, row)
      if (text.words.length > 0) this.#unworded.delete(row.id)
      else this.#unworded.add(row.id)
    }
    return this.#searcher.put(found)
  }
}

/** The order in which reports are found. */
export const newestFirst = (a: Pick<ReportRow, 'id' | 'addedAt'>, b: Pick<ReportRow, 'id' | 'addedAt'>): number =>
  b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1)

function factsOf(row: ReportRow, notes: ReportFacts['notes'] = []): ReportFacts {
  const { agency, region, level, year } = corrected(row.read, row.corrections)
  return { id: row.id, addedAt: row.addedAt, agency: agency?.value ?? '', region: region?.value ?? '', level: level?.value ?? '', year: year?.value ?? null, notes }
}
