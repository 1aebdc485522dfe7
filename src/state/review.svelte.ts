import { Flag, type Digest } from '../core/digest.ts'
import { ok, type Problem, type Result } from '../core/result.ts'
import { Disagreements } from '../core/review/disagreement.ts'
import { asksFor, hasSection, readQueue, unsureFirst, type Place, type Queue } from '../core/review/queue.ts'
import type { Schema } from '../core/schema.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'

export { readQueue, writeQueue, orders, type Order, type Place, type Queue } from '../core/review/queue.ts'

export interface ReviewServices {
  readonly reports: Reports
  schema(): Schema
  rows(): readonly ReportRow[]
  /** Settles when everything that was done in the open report is stored. */
  saved(): Promise<void>
}

/** Paragraphs that are shown before one begins. */
export const listed = 30

/** The paragraph that an offset lies in; bounds are starts and ends in pairs. */
const paragraphIn = (bounds: Uint32Array, offset: number): number => bounds.filter((bound, at) => at % 2 === 0 && bound <= offset).length - 1

/** What is to be reviewed, in the order of the address; it stays as it is while one goes through it. */
export class Review {
  readonly #services: ReviewServices
  #query: string | null = null
  #places = $state.raw<readonly Place[]>([])
  #texts = $state.raw<ReadonlyMap<string, string>>(new Map())
  #digests = $state.raw<ReadonlyMap<string, Digest>>(new Map())
  #loaded = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #loads = 0

  constructor(services: ReviewServices) {
    this.#services = services
  }

  get places(): readonly Place[] {
    return this.#places
  }

  get loaded(): boolean {
    return this.#loaded
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** Paragraphs among them of which the model is unsure. */
  readonly unsure = $derived.by(() => this.#places.filter((place) => this.isUnsure(place)).length)

  /** The text of one of the first paragraphs. */
  text({ report, paragraph }: Place): string | undefined {
    return this.#texts.get(`${report} ${paragraph}`)
  }

  isUnsure({ report, paragraph }: Place): boolean {
    return ((this.#digests.get(report)?.flags[paragraph] ?? 0) & Flag.unsure) !== 0
  }

  digest(report: string): Digest | undefined {
    return this.#digests.get(report)
  }

  /** The number of a paragraph in the queue, from 0; -1 where it is none of it. */
  numberOf({ report, paragraph }: Place): number {
    return this.#places.findIndex((each) => each.report === report && each.paragraph === paragraph)
  }

  /** Fills the queue that an address asks for, unless one is going through it. */
  async show(query: string): Promise<void> {
    if (query !== this.#query) await this.load(query)
  }

  /** Fills the queue anew. */
  async load(query: string): Promise<void> {
    const load = ++this.#loads
    if (query !== this.#query) this.#loaded = false
    this.#query = query
    await this.#services.saved()
    const filled = await this.#fill(readQueue(query, this.#services.schema()))
    if (load !== this.#loads) return
    this.#problem = filled.ok ? null : filled.problem
    this.#places = filled.ok ? filled.value : []
    this.#loaded = true
    await this.#readFirst(this.#places.slice(0, listed))
  }

  async #readFirst(places: readonly Place[]): Promise<void> {
    const ids = [...new Set(places.map(({ report }) => report))]
    const texts = await this.#services.reports.texts(ids)
    if (!texts.ok) return
    const byId = new Map(ids.map((id, at) => [id, texts.value[at]]))
    this.#texts = new Map(places.map(({ report, paragraph }) => {
      const of = byId.get(report)
      return [`${report} ${paragraph}`, of?.text.slice(of.bounds[2 * paragraph], of.bounds[2 * paragraph + 1]) ?? '']
    }))
  }

  async #fill({ order, filter }: Queue): Promise<Result<readonly Place[]>> {
    const { reports, rows } = this.#services
    const asked = rows().filter((row) => !row.archived && asksFor(filter, row))
    const digests = await reports.digestsOf(asked.map(({ id }) => id))
    if (!digests.ok) return digests
    const found = digests.value.flatMap((digest) => digest ?? [])
    this.#digests = new Map(found.map((digest) => [digest.id, digest]))
    // The sample is drawn once, and asks by itself (audit.svelte.ts).
    if (order === 'audit') return ok([])
    if (order === 'unsure') return ok(unsureFirst(found, filter))
    const disputed = await this.#disputed()
    return disputed.ok ? ok(disputed.value.filter(({ report, paragraph }) => {
      const digest = this.#digests.get(report)
      return digest !== undefined && hasSection(filter, digest, paragraph)
    })) : disputed
  }

  /** The paragraphs in which people differ, those with the newest word first. */
  async #disputed(): Promise<Result<Place[]>> {
    const { reports } = this.#services
    const disagreements = new Disagreements()
    const heard = await reports.eachEntry((entry) => disagreements.hear(entry))
    if (!heard.ok) return heard
    const found = disagreements.found()
    const ids = [...new Set(found.map(({ report }) => report))]
    const texts = await reports.texts(ids)
    if (!texts.ok) return texts
    const bounds = new Map(ids.map((id, at) => [id, texts.value[at]?.bounds]))
    const places = found.flatMap(({ report, start }): Place[] => {
      const of = bounds.get(report)
      return of ? [{ report, paragraph: paragraphIn(of, start) }] : []
    })
    return ok([...new Map(places.map((place) => [`${place.report} ${place.paragraph}`, place])).values()])
  }
}
