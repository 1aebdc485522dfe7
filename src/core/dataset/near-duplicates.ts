/**
 * Which texts of a set are nearly the same: the Jaccard similarity of their sets of character 5-grams is 0.8 or more (Broder, "On
 * the resemblance and containment of documents", 1997), white space left out, every figure read as the same figure and full-width
 * letters as half-width. Near duplicates of near duplicates belong to one group.
 *
 * All pairs are found, not most of them as by MinHash: texts so alike must share one of the first few of their 5-grams, whatever
 * order those are put in (prefix filter; Bayardo, Ma, Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007).
 */
export const likeness = { measure: 'Jaccard of character 5-grams', threshold: 0.8, gram: 5 } as const

/** Collects texts one by one and groups them. Keeps four bytes for each distinct 5-gram of a text, not the text. */
export class NearDuplicates {
  /** The distinct texts, as sorted hashes of their 5-grams. */
  readonly #grams: Uint32Array[] = []
  /** For each text added, its distinct text. */
  readonly #distinct: number[] = []
  readonly #known = new Map<string, number>()
  /** How often grams are met, by the low bits of their hash: rare ones are looked at first. */
  readonly #frequency = new Uint32Array(1 << 20)

  add(text: string): void {
    const grams = gramsOf(text)
    const key = keyOf(grams)
    let distinct = this.#known.get(key)
    if (distinct === undefined) {
      distinct = this.#grams.push(grams) - 1
      this.#known.set(key, distinct)
      for (const gram of grams) this.#frequency[gram & 0xfffff] = (this.#frequency[gram & 0xfffff] ?? 0) + 1
    }
    this.#distinct.push(distinct)
  }

  /** A number for each text added, in that order: texts of one group have the same. */
  groups(): number[] {
    const parents = this.#grams.map((_, index) => index)
    const rootOf = (index: number): number => {
      let root = index
      while (parents[root] !== root) root = parents[root] ?? root
      parents[index] = root
      return root
    }
    // Of each gram the texts that have it among their rarest, those of one group together: once a text is known to belong to a
    // group, the others of that group need no look.
    const holding = new Map<number, number[][]>()
    for (const [index, grams] of this.#bySize()) {
      const compared = new Set<number>()
      for (const gram of this.#prefix(grams)) {
        const others = joinGroups(holding.get(gram) ?? [], rootOf)
        for (const group of others)
          for (const other of group) {
            if (rootOf(other) === rootOf(index)) break
            if (compared.has(other)) continue
            compared.add(other)
            if (areNear(grams, this.#grams[other] ?? grams)) parents[rootOf(index)] = rootOf(other)
          }
        holding.set(gram, [...others, [index]])
      }
    }
    return this.#distinct.map(rootOf)
  }

  #bySize(): [number, Uint32Array][] {
    return [...this.#grams.entries()].sort(([, a], [, b]) => a.length - b.length)
  }

  /** The rarest grams of a text, as many as must hold one that a near text has too. */
  #prefix(grams: Uint32Array): number[] {
    const length = grams.length - Math.ceil(likeness.threshold * grams.length - 1e-9) + 1
    const rarity = (gram: number): number => this.#frequency[gram & 0xfffff] ?? 0
    return Array.from(grams).sort((a, b) => rarity(a) - rarity(b) || a - b).slice(0, length)
  }
}

/** Members of what has become one group since, put together. */
function joinGroups(groups: readonly number[][], rootOf: (index: number) => number): number[][] {
  const joined = new Map<number, number[]>()
  for (const group of groups) {
    const root = rootOf(group[0] ?? 0)
    const known = joined.get(root)
    if (known) known.push(...group)
    else joined.set(root, group)
  }
  return [...joined.values()]
}

/** The distinct 5-grams of a text as sorted 32-bit hashes (FNV-1a); a shorter text is one gram. */
function gramsOf(text: string): Uint32Array {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replace(/\p{Nd}/gu, '0')
  const grams = new Set<number>()
  for (let at = 0; at === 0 || at + likeness.gram <= plain.length; at++) {
    let hash = 0x811c9dc5
    for (let index = at; index < Math.min(plain.length, at + likeness.gram); index++) hash = Math.imul(hash ^ plain.charCodeAt(index), 0x01000193)
    grams.add(hash >>> 0)
  }
  return Uint32Array.from(grams).sort()
}

function keyOf(grams: Uint32Array): string {
  let key = ''
  for (let at = 0; at < grams.length; at += 1024)
    key += String.fromCharCode(...grams.subarray(at, at + 1024).reduce<number[]>((units, gram) => (units.push(gram >>> 16, gram & 0xffff), units), []))
  return key
}

/** Whether two sorted sets share so much; gives up as soon as they cannot. */
function areNear(a: Uint32Array, b: Uint32Array): boolean {
  // |A∩B| / |A∪B| ≥ t means |A∩B| ≥ t (|A| + |B|) / (1 + t).
  const needed = (likeness.threshold * (a.length + b.length)) / (1 + likeness.threshold) - 1e-9
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (shared + Math.min(a.length - i, b.length - j) < needed) return false
    const [left = 0, right = 0] = [a[i], b[j]]
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) j++
  }
  return shared >= needed
}
