import { everything, readFilter, type Filter, type Wanted } from '../core/filter.ts'
import { ok, type Problem, type Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Counts, Findings, Found, Line, Place, Searcher } from '../worker/searcher.ts'
import { newestFirst, type SearchFeed } from './search-feed.ts'

export type { Counts, Found, Line, Place }

export interface SearchServices {
  /** The labels that a query may name. */
  schema(): Schema
  readonly searcher: Searcher
  readonly feed: SearchFeed
  rows(): readonly ReportRow[]
  /** The words of a wanted text, for a search by words. */
  cut(text: string): Promise<Result<readonly string[]>>
  /** Settles when everything that was done in the open report is stored. */
  saved(): Promise<void>
}

/** Lines kept of those that have been shown. */
const keptLines = 4000

/** The search over all reports: what is looked for, what has been found so far, and what is shown of it. */
export class Search {
  readonly #services: SearchServices
  #query: string | null = null
  /** The library's rows when the search began. */
  #rows: readonly ReportRow[] = []
  #filter = $state.raw<Filter>(everything)
  #dropped = $state.raw<readonly string[]>([])
  #found = $state.raw<readonly Found[]>([])
  #counts = $state.raw<Counts | null>(null)
  #lines = $state.raw<ReadonlyMap<string, Line>>(new Map())
  #held = $state(0)
  #unworded = $state(0)
  #looking = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #place = $state.raw<Place | null>(null)
  #number = 0
  /** The search that `found` is of. */
  #shown = 0

  constructor(services: SearchServices) {
    this.#services = services
    services.searcher.listen((findings) => this.#take(findings), (problem) => this.#lose(problem))
  }

  get filter(): Filter {
    return this.#filter
  }

  /** Conditions of the address that are not known here. */
  get dropped(): readonly string[] {
    return this.#dropped
  }

  /** By report, newest first. */
  get found(): readonly Found[] {
    return this.#found
  }

  readonly total = $derived.by(() => this.#found.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0))

  get counts(): Counts | null {
    return this.#counts
  }

  /** Reports that have been read in for searching, of all there are. */
  get held(): number {
    return this.#held
  }

  /** Reports that words were looked for in as they stand, as theirs have not been cut. */
  get unworded(): number {
    return this.#unworded
  }

  /** Whether more may still be found. */
  get looking(): boolean {
    return this.#looking || this.#held < this.#services.rows().length
  }

  get problem(): Problem | null {
    return this.#problem
  }

  line(place: Place): Line | undefined {
    return this.#lines.get(keyOf(place))
  }

  /** Reads reports in while nobody waits for them, so that the first search finds at once. */
  async prepare(): Promise<void> {
    const { feed, rows } = this.#services
    await feed.fill(rows(), 'idle', () => { this.#held = feed.held })
  }

  /** Searches for what a query says, unless that is what has been found already: what is found stays while one goes through it. */
  show(query: string): void {
    if (query !== this.#query) void this.#search(query)
  }

  /** As `show`, and searches again where reports have changed since. */
  follow(query: string): void {
    const isFresh = this.#rows === this.#services.rows()
    if (query !== this.#query || !isFresh) void this.#search(query)
  }

  /** The found paragraph that the person is at. */
  get place(): Place | null {
    return this.#place
  }

  moveTo(place: Place | null): void {
    this.#place = place
  }

  /** Fetches what is shown of found paragraphs. */
  async want(places: readonly Place[]): Promise<void> {
    const shown = this.#shown
    const missing = places.filter((place) => !this.line(place))
    if (missing.length === 0) return
    const lines = await this.#services.searcher.lines(missing)
    if (!lines.ok || shown !== this.#shown) return
    const next = new Map(this.#lines.size > keptLines ? [] : this.#lines)
    for (const [index, place] of missing.entries()) {
      const line = lines.value[index]
      if (line) next.set(keyOf(place), line)
    }
    this.#lines = next
  }

  /** The number of a found paragraph among all, from 0; null where it is not among them. */
  numberOf({ report, paragraph }: Place): number | null {
    let before = 0
    for (const each of this.#found) {
      const at = each.report === report ? each.paragraphs.indexOf(paragraph) : -1
      if (at >= 0) return before + at
      before += each.paragraphs.length
    }
    return null
  }

  placeAt(number: number): Place | null {
    let left = number
    for (const { report, paragraphs } of this.#found) {
      const paragraph = paragraphs[left]
      if (left >= 0 && paragraph !== undefined) return { report, paragraph }
      left -= paragraphs.length
    }
    return null
  }

  async #search(query: string): Promise<void> {
    const { searcher, feed, rows, saved } = this.#services
    const number = ++this.#number
    const { filter, dropped } = readFilter(query, this.#services.schema())
    this.#query = query
    this.#rows = rows()
    this.#filter = filter
    this.#dropped = dropped
    this.#looking = true
    this.#problem = null
    await saved()
    const updated = await feed.update(rows())
    if (!updated.ok) return this.#fail(number, updated.problem)
    if (number !== this.#number) return
    this.#held = feed.held
    // Reports come in while the words are cut and while the search is under way.
    const filling = feed.fill(rows(), 'now', () => { this.#held = feed.held })
    const words = await this.wordsOf(filter)
    if (number !== this.#number) return
    const begun = words.ok ? await searcher.begin(number, filter, words.value) : words
    if (!begun.ok) return this.#fail(number, begun.problem)
    const filled = await filling
    if (!filled.ok) this.#fail(number, filled.problem)
  }

  /** The words that a wanted text is cut into, where it is looked for by words. */
  async wordsOf({ text, mode }: Wanted): Promise<Result<readonly string[]>> {
    return mode === 'words' ? this.#services.cut(text) : ok([])
  }

  #take({ search, found, lines, counts, unworded, done }: Findings): void {
    if (search !== this.#number) return
    const isFirst = this.#shown !== search
    this.#shown = search
    if (isFirst || lines.length > 0) this.#lines = new Map(lines.map(({ place, line }) => [keyOf(place), line]))
    this.#found = this.#inOrder(isFirst ? found : [...this.#found, ...found])
    this.#counts = counts
    this.#unworded = unworded
    this.#looking = !done
  }

  /** Reports may have come in in another order than that in which they are found. */
  #inOrder(found: readonly Found[]): readonly Found[] {
    const rank = new Map([...this.#rows].sort(newestFirst).map((row, index) => [row.id, index]))
    return [...found].sort((a, b) => (rank.get(a.report) ?? 0) - (rank.get(b.report) ?? 0))
  }

  #fail(number: number, problem: Problem): void {
    if (number !== this.#number) return
    this.#problem = problem
    this.#looking = false
    this.#found = []
    this.#counts = null
  }

  #lose(problem: Problem): void {
    this.#services.feed.forgetAll()
    this.#fail(this.#number, problem)
  }
}

const keyOf = ({ report, paragraph }: Place): string => `${report} ${paragraph}`
