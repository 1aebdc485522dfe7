import type { Digest } from '../digest.ts'
import { paragraphDimensions, reportDimensions, type Dimension, type Filter, type Range } from '../filter.ts'
import { confidenceOf, paragraphValues, reportValues, type ReportFacts } from './dimensions.ts'

/** How many paragraphs each value would leave if it alone were chosen in its dimension, all else being as it is. */
export type Counts = Readonly<Record<Dimension | 'year', ReadonlyMap<string, number>>>

/** Tells paragraphs that a filter lets through, and counts what each choice would give. */
export class Tally {
  readonly #filter: Filter
  readonly #counts: Record<Dimension | 'year', Map<string, number>>
  readonly #chosen: Record<Dimension, ReadonlySet<string>>

  constructor(filter: Filter) {
    this.#filter = filter
    const each = <T>(make: (name: Dimension) => T) =>
      Object.fromEntries([...paragraphDimensions, ...reportDimensions].map((name) => [name, make(name)])) as Record<Dimension, T>
    this.#counts = { ...each(() => new Map<string, number>()), year: new Map() }
    this.#chosen = each((name) => new Set(filter.chosen[name]))
  }

  get counts(): Counts {
    return this.#counts
  }

  /** A report's part of the work, done once for all its paragraphs; null where nothing of it can be counted. */
  report(facts: ReportFacts): ReportTally | null {
    const values = [...reportDimensions.map((name) => [name, reportValues[name](facts)] as const)]
    const failed: (Dimension | 'year')[] = values.flatMap(([name, has]) => (this.#lets(name, has) ? [] : [name]))
    const isYear = within(facts.year, this.#filter.year)
    if (!isYear) failed.push('year')
    if (failed.length > 1) return null
    return { only: failed[0] ?? null, values: [...values, ['year', facts.year === null ? [] : [String(facts.year)]]] }
  }

  /** Counts a paragraph that has what is looked for; says whether the whole filter lets it through. */
  paragraph(report: ReportTally, digest: Digest, notes: Uint8Array, paragraph: number): boolean {
    if (!within(confidenceOf(digest, paragraph), this.#filter.confidence)) return false
    let only = report.only
    const values: (readonly string[])[] = []
    for (const name of paragraphDimensions) {
      const has = paragraphValues[name](digest, paragraph, notes)
      values.push(has)
      if (this.#lets(name, has)) continue
      // Two dimensions that fail: no single other choice would let it through.
      if (only !== null) return false
      only = name
    }
    for (const [at, name] of paragraphDimensions.entries()) if (only === null || only === name) this.#count(name, values[at] ?? [])
    for (const [name, has] of report.values) if (only === null || only === name) this.#count(name, has)
    return only === null
  }

  #lets(name: Dimension, values: readonly string[]): boolean {
    const chosen = this.#chosen[name]
    return chosen.size === 0 || values.some((value) => chosen.has(value))
  }

  #count(name: Dimension | 'year', values: readonly string[]): void {
    const counts = this.#counts[name]
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
}

export interface ReportTally {
  /** The one dimension in which the report fails; null where it fails in none. */
  readonly only: Dimension | 'year' | null
  readonly values: readonly (readonly [Dimension | 'year', readonly string[]])[]
}

/** What is not known lies in no range but the open one. */
const within = (value: number | null, { from, to }: Range): boolean =>
  (from === null && to === null) || (value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity))
