import { noTag, placeOf, type Annotation } from '../annotation.ts'
import type { ChangeSet } from '../change.ts'

/** An entry of the history, of any report. */
export interface Entry extends ChangeSet {
  readonly report: string
  readonly undoes?: number
}

/** A place that people say different things about. */
export interface Disagreement {
  readonly report: string
  readonly start: number
  /** When somebody last said something there. */
  readonly at: number
}

interface Voices {
  readonly report: string
  readonly start: number
  /** What each person said last. */
  readonly said: Map<string, string>
  /** Somebody has stated again what stood. */
  confirmed: boolean
  at: number
}

/**
 * Goes through the history, oldest entry first, and finds where people differ: statements that somebody replaced count, and so do
 * imported labels of others. It is settled once their last words agree, or once somebody confirms what stands. Who undoes a statement
 * of theirs has not made it.
 */
export class Disagreements {
  readonly #places = new Map<string, Voices>()

  hear({ report, changes, by, undoes }: Entry): void {
    for (const { before, after } of changes) {
      const about = after ?? before
      if (!about) continue
      const voices = this.#at(report, about)
      if (undoes !== undefined && before) voices.said.delete(before.by.name)
      if (after && after.by.kind === 'person') {
        voices.confirmed = undoes === undefined && before !== null && before.value === after.value
        voices.said.set(after.by.name, after.value)
        voices.at = after.at
      } else if (!after && undoes === undefined && before?.field === 'tag' && before.by.name !== by) voices.said.set(by, noTag)
    }
  }

  found(): Disagreement[] {
    return [...this.#places.values()].filter(({ said, confirmed }) => !confirmed && new Set(said.values()).size > 1)
      .map(({ report, start, at }) => ({ report, start, at })).sort((a, b) => b.at - a.at)
  }

  #at(report: string, about: Annotation): Voices {
    const key = `${report} ${placeOf(about)}`
    const known = this.#places.get(key) ?? { report, start: about.start, said: new Map<string, string>(), confirmed: false, at: about.at }
    this.#places.set(key, known)
    return known
  }
}
