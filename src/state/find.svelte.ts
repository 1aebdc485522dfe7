import { everything, type Wanted } from '../core/filter.ts'
import type { Problem, Result } from '../core/result.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Hit, Searcher } from '../worker/searcher.ts'
import type { SearchFeed } from './search-feed.ts'

export type { Hit }

export interface FindServices {
  readonly searcher: Searcher
  readonly feed: SearchFeed
  wordsOf(wanted: Wanted): Promise<Result<readonly string[]>>
}

/** What is found in the report on the screen, and which of it the person is at. */
export class Find {
  readonly #services: FindServices
  /** What the person last looked for with the find bar. */
  #wanted = $state.raw<Wanted>(everything)
  #hits = $state.raw<readonly Hit[]>([])
  #current = $state(-1)
  #problem = $state.raw<Problem | null>(null)
  #looks = 0
  #looking: Promise<void> = Promise.resolve()
  readonly #byParagraph = $derived.by(() => {
    const grouped = new Map<number, Hit[]>()
    for (const hit of this.#hits) {
      const those = grouped.get(hit.paragraph)
      if (those) those.push(hit)
      else grouped.set(hit.paragraph, [hit])
    }
    return grouped
  })

  constructor(services: FindServices) {
    this.#services = services
  }

  get wanted(): Wanted {
    return this.#wanted
  }

  get hits(): readonly Hit[] {
    return this.#hits
  }

  /** The number of the hit that the person is at; -1 before the first. */
  get current(): number {
    return this.#current
  }

  get hit(): Hit | undefined {
    return this.#hits[this.#current]
  }

  get problem(): Problem | null {
    return this.#problem
  }

  in(paragraph: number): readonly Hit[] {
    return this.#byParagraph.get(paragraph) ?? []
  }

  want(wanted: Wanted): void {
    this.#wanted = wanted
  }

  /** Finds something in a report; the person is at none of it yet. */
  look(row: ReportRow, wanted: Wanted): Promise<void> {
    this.#looking = this.#look(row, wanted)
    return this.#looking
  }

  /** Settles when what was looked for last has been found. */
  async looked(): Promise<void> {
    await this.#looking
  }

  async #look(row: ReportRow, wanted: Wanted): Promise<void> {
    const look = ++this.#looks
    this.#problem = null
    if (wanted.text.trim() === '') return this.#show([])
    const { feed, searcher, wordsOf } = this.#services
    const held = await feed.hold(row)
    const words = held.ok ? await wordsOf(wanted) : held
    const hits = words.ok ? await searcher.find(row.id, wanted, words.value) : words
    if (look !== this.#looks) return
    if (hits.ok) return this.#show(hits.value)
    this.#show([])
    this.#problem = hits.problem
  }

  clear(): void {
    this.#looks++
    this.#problem = null
    this.#show([])
  }

  /** Goes to the next or previous hit, going round; from none, to the first at or after a paragraph. */
  move(step: 1 | -1, from: number): Hit | undefined {
    const count = this.#hits.length
    if (count === 0) return undefined
    const first = this.#hits.findIndex((hit) => hit.paragraph >= from)
    const start = step === 1 ? Math.max(0, first) : (first <= 0 ? count : first) - 1
    this.#current = this.#current < 0 ? start : (this.#current + step + count) % count
    return this.hit
  }

  #show(hits: readonly Hit[]): void {
    this.#hits = hits
    this.#current = -1
  }
}
