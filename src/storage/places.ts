/** Reports whose place is kept: the ones opened last. */
const kept = 500

/**
 * The paragraph at which a person left each report of a project. In the browser's local storage, as that is written at once, also
 * while the page goes away; where a browser has none nothing is kept.
 */
export class Places {
  readonly #key: string

  /** `database` is the name of the project's. */
  constructor(database: string) {
    this.#key = keyOf(database)
  }

  of(report: string): number | undefined {
    return this.#read().get(report)
  }

  keep(report: string, paragraph: number): void {
    const places = this.#read()
    places.delete(report)
    places.set(report, paragraph)
    try {
      localStorage.setItem(this.#key, JSON.stringify([...places].slice(-kept)))
    } catch {
      // Full or forbidden: the report opens at its beginning.
    }
  }

  #read(): Map<string, number> {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]')
      return new Map(Array.isArray(stored) ? stored.filter(isPlace) : [])
    } catch {
      return new Map()
    }
  }
}

export function forgetPlaces(database: string): void {
  try {
    localStorage.removeItem(keyOf(database))
  } catch {
    // Forbidden: there are none.
  }
}

const keyOf = (database: string): string => `places ${database}`

const isPlace = (entry: unknown): entry is [string, number] =>
  Array.isArray(entry) && typeof entry[0] === 'string' && Number.isInteger(entry[1]) && entry[1] >= 0
