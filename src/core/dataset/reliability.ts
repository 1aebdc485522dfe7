/** How far annotators agree beyond chance on nominal labels. */
export interface Reliability {
  /** Units that at least two people labelled. */
  readonly units: number
  readonly annotators: number
  /** Krippendorff's alpha; null where all labels are the same, so that chance explains everything. */
  readonly alpha: number | null
  /** Cohen's kappa; null but for exactly two annotators, or where chance explains everything. */
  readonly kappa: number | null
}

/** What each annotator says of one unit: name → label. Those who said nothing are absent. */
export type Ratings = ReadonlyMap<string, string>

/**
 * Krippendorff's alpha for nominal data with missing values (Krippendorff, "Content Analysis", 3rd ed. 2013, ch. 12: observed over
 * expected disagreement from the coincidences of pairs within units), and Cohen's kappa (Cohen 1960) where there are two annotators.
 */
export class ReliabilityCount {
  #units = 0
  readonly #names = new Set<string>()
  readonly #totals = new Map<string, number>()
  #pairs = 0
  #disagreement = 0
  readonly #pairCounts = new Map<string, number>()

  add(ratings: Ratings): void {
    if (ratings.size < 2) return
    this.#units++
    this.#pairs += ratings.size
    for (const name of ratings.keys()) this.#names.add(name)
    const counts = countValues(ratings.values())
    for (const [label, count] of counts) this.#totals.set(label, (this.#totals.get(label) ?? 0) + count)
    const alike = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
    this.#disagreement += (ratings.size * (ratings.size - 1) - alike) / (ratings.size - 1)
    if (ratings.size === 2) {
      const key = JSON.stringify([...ratings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, label]) => label))
      this.#pairCounts.set(key, (this.#pairCounts.get(key) ?? 0) + 1)
    }
  }

  /** Null where no unit has two labels. */
  result(): Reliability | null {
    if (this.#units === 0) return null
    return { units: this.#units, annotators: this.#names.size, alpha: this.#alpha(), kappa: this.#names.size === 2 ? this.#kappa() : null }
  }

  #alpha(): number | null {
    const alike = [...this.#totals.values()].reduce((sum, count) => sum + count * (count - 1), 0)
    const expected = (this.#pairs * (this.#pairs - 1) - alike) / (this.#pairs - 1)
    return expected === 0 ? null : 1 - this.#disagreement / expected
  }

  #kappa(): number | null {
    const [left, right] = [new Map<string, number>(), new Map<string, number>()]
    let alike = 0
    for (const [key, count] of this.#pairCounts) {
      const [a = '', b = ''] = JSON.parse(key) as string[]
      left.set(a, (left.get(a) ?? 0) + count)
      right.set(b, (right.get(b) ?? 0) + count)
      if (a === b) alike += count
    }
    const observed = alike / this.#units
    const expected = [...left].reduce((sum, [label, count]) => sum + (count * (right.get(label) ?? 0)) / this.#units ** 2, 0)
    return expected === 1 ? null : (observed - expected) / (1 - expected)
  }
}

export function countValues<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
