import type { Span } from '../../core/document.ts'
import type { Digest } from '../../core/digest.ts'
import type { Filter, Wanted } from '../../core/filter.ts'
import { ok, type Result } from '../../core/result.ts'
import type { ReportFacts } from '../../core/search/dimensions.ts'
import { SearchIndex, type Found, type Line, type Search, type SearchReport } from '../../core/search/search-index.ts'
import type { Counts } from '../../core/search/tally.ts'

/** What a search has found since it last told. */
export interface Findings {
  /** The number that the search was begun with. */
  readonly search: number
  readonly found: readonly Found[]
  /** What is shown of the first that the search finds: they can be drawn without asking for it. */
  readonly lines: readonly FoundLine[]
  /** Of everything looked through so far. */
  readonly counts: Counts
  /** Reports looked through. */
  readonly looked: number
  /** Reports whose words have not been cut yet. */
  readonly unworded: number
  /** Nothing that is held is left to look through. */
  readonly done: boolean
}

export type Tell = (findings: Findings) => void

/** Where a found paragraph stands. */
export interface Place {
  readonly report: string
  readonly paragraph: number
}

/** What is shown of a found paragraph. */
export interface FoundLine {
  readonly place: Place
  readonly line: Line
}

/** Lines that are told with what is found first: a screen full. */
const linesAtFirst = 24

/** Milliseconds of work without a pause: what came in meanwhile is heard before the next. */
const stretch = 12
/** Milliseconds between two tellings after the first. */
const rhythm = 60

/** A search and how far it is. */
interface UnderWay {
  readonly number: number
  readonly search: Search
  /** Reports still to be looked through. */
  readonly waiting: string[]
  looked: number
  found: Found[]
  /** Whether it has told what is shown of the first. */
  isShown: boolean
  /** When it last told; null before the first time. */
  told: number | null
}

/**
 * Searches what it has been given. Only one search is under way: a newer one takes its place. Reports that come in while it is
 * the current one are looked through too.
 */
export class SearchJob {
  readonly #index = new SearchIndex()
  #tell: Tell = () => {}
  #current: UnderWay | null = null
  #running = false
  #resumed = 0

  /** Says who is told of findings. */
  listen(tell: Tell): void {
    this.#tell = tell
  }

  /** Takes reports in. */
  put(reports: readonly SearchReport[]): void {
    for (const report of reports) {
      const isNew = !this.#index.has(report.facts.id)
      this.#index.put(report)
      if (isNew) this.#current?.waiting.push(report.facts.id)
    }
    void this.#run()
  }

  relabel(changed: readonly { facts: ReportFacts; digest: Digest }[]): void {
    for (const { facts, digest } of changed) this.#index.relabel(facts, digest)
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.#index.remove(id)
  }

  /** Begins a search; what it finds is told piece by piece, the first as soon as there is any. */
  begin(number: number, filter: Filter, words: readonly string[]): Result<void> {
    const search = this.#index.begin(filter, words)
    if (!search.ok) return search
    this.#current = { number, search: search.value, waiting: this.#index.ids(), looked: 0, found: [], isShown: false, told: null }
    if (this.#current.waiting.length === 0) this.#tellOf(this.#current)
    void this.#run()
    return ok(undefined)
  }

  /** How many paragraphs a filter finds, beside the search under way and after it. */
  async count(filter: Filter, words: readonly string[]): Promise<Result<number>> {
    const search = this.#index.begin(filter, words)
    if (!search.ok) return search
    let count = 0
    for (const id of this.#index.ids()) {
      const steps = search.value.look(id)
      let step = steps.next()
      for (; !step.done; step = steps.next()) await this.#breathe()
      count += step.value?.paragraphs.length ?? 0
      await this.#breathe()
    }
    return ok(count)
  }

  /** Gives way to a search that has begun, and lets messages in if it is time. */
  async #breathe(): Promise<void> {
    if (!this.#running) return this.#pause()
    while (this.#running) await turn()
  }

  lines(places: readonly Place[]): (Line | null)[] {
    return places.map(({ report, paragraph }) => this.#current?.search.line(report, paragraph) ?? null)
  }

  find(id: string, wanted: Wanted, words: readonly string[]): Result<{ paragraph: number; span: Span }[]> {
    return this.#index.find(id, wanted, words)
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    this.#resumed = performance.now()
    for (let current = this.#current; current && current.waiting.length > 0; current = this.#current) await this.#lookThroughNext(current)
    this.#running = false
  }

  /** Looks through one report, or a part of it where a newer search begins meanwhile. */
  async #lookThroughNext(current: UnderWay): Promise<void> {
    const steps = current.search.look(current.waiting.shift() ?? '')
    let step = steps.next()
    for (; !step.done && this.#current === current; step = steps.next()) await this.#pause()
    if (!step.done) return
    if (step.value) current.found.push(step.value)
    current.looked++
    const isDue = current.told === null ? current.found.length > 0 : performance.now() - current.told > rhythm
    if (isDue || current.waiting.length === 0) this.#tellOf(current)
    await this.#pause()
  }

  #tellOf(current: UnderWay): void {
    const { number, search, found, looked } = current
    const lines = current.isShown ? [] : this.#firstLines(current)
    this.#tell({ search: number, found, lines, counts: search.counts, looked, unworded: search.unworded, done: current.waiting.length === 0 })
    current.found = []
    current.isShown ||= lines.length > 0
    current.told = performance.now()
  }

  #firstLines({ search, found }: UnderWay): FoundLine[] {
    const places = found.flatMap(({ report, paragraphs }) => [...paragraphs].map((paragraph) => ({ report, paragraph }))).slice(0, linesAtFirst)
    return places.flatMap((place) => {
      const line = search.line(place.report, place.paragraph)
      return line ? [{ place, line }] : []
    })
  }

  /** Lets messages in, if it is time; a timer would be held back after a few turns. */
  #pause(): Promise<void> | void {
    if (performance.now() - this.#resumed < stretch) return
    return turn().then(() => { this.#resumed = performance.now() })
  }
}

/** Settles when what came in meanwhile has been heard. */
function turn(): Promise<void> {
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resume()
    }
    port2.postMessage(null)
  })
}
