import { readFilter, type Wanted } from '../core/filter.ts'
import type { Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'
import type { Searcher } from '../worker/searcher.ts'
import { idle } from './idle.ts'

export interface FilterCountsServices {
  readonly searcher: Searcher
  schema(): Schema
  /** The words of a wanted text, for a search by words. */
  wordsOf(wanted: Wanted): Promise<Result<readonly string[]>>
}

/** How many paragraphs filters find, counted while nobody waits. An earlier number stays until the new one is there. */
export class FilterCounts {
  readonly #services: FilterCountsServices
  #counts = $state.raw<ReadonlyMap<string, number>>(new Map())
  #rounds = 0

  constructor(services: FilterCountsServices) {
    this.#services = services
  }

  /** Undefined where it is not known. */
  of(query: string): number | undefined {
    return this.#counts.get(query)
  }

  /** What a search by this query has found. */
  know(query: string, count: number): void {
    this.#counts = new Map([...this.#counts, [query, count]])
  }

  /** Regular expressions are not counted unasked: one that never ends would take the search with it. */
  isCountable(query: string): boolean {
    return readFilter(query, this.#services.schema()).filter.mode !== 'pattern'
  }

  /** Counts what these queries find in what has been read in; a later call takes over from an earlier one. */
  async count(queries: readonly string[]): Promise<void> {
    const round = ++this.#rounds
    for (const query of queries.filter((each) => this.isCountable(each))) {
      await idle()
      if (round !== this.#rounds) return
      const { filter } = readFilter(query, this.#services.schema())
      const words = await this.#services.wordsOf(filter)
      const count = words.ok ? await this.#services.searcher.count(filter, words.value) : words
      if (round !== this.#rounds) return
      if (count.ok) this.know(query, count.value)
    }
  }

  stop(): void {
    this.#rounds++
  }
}
