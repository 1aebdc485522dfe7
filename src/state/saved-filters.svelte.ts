import type { Settings } from '../storage/settings.ts'

/** A filter under a name of the person's, as the query of its address. */
export interface SavedFilter {
  readonly name: string
  readonly query: string
}

/** Filters that a person keeps. What comes back from storage is checked; what a query says is checked when it is read (core/filter.ts). */
export class SavedFilters {
  readonly #settings: Settings
  #all = $state.raw<readonly SavedFilter[]>([])
  #removed = $state.raw<readonly { readonly filter: SavedFilter; readonly at: number }[]>([])

  constructor(settings: Settings) {
    this.#settings = settings
  }

  async load(): Promise<void> {
    const stored = await this.#settings.all()
    const list: unknown = stored.ok ? stored.value.get('filters') : undefined
    if (Array.isArray(list)) this.#all = list.filter(isSaved)
  }

  get all(): readonly SavedFilter[] {
    return this.#all
  }

  /** The one deleted last, which can still be put back; once it is, the one deleted before it. */
  get removed(): SavedFilter | null {
    return this.#removed.at(-1)?.filter ?? null
  }

  /** Keeps a query under a name; one of the same name gives way, and can be put back as one that was deleted. */
  keep(name: string, query: string): void {
    const plain = name.trim()
    if (plain === '') return
    const at = this.#all.findIndex((each) => each.name === plain)
    const replaced = this.#all[at]
    if (replaced && replaced.query !== query) this.#removed = [...this.#removed, { filter: replaced, at }]
    this.#save(replaced ? this.#all.with(at, { name: plain, query }) : [...this.#all, { name: plain, query }])
  }

  /** False where the name is empty or another filter's. */
  rename(from: string, to: string): boolean {
    const plain = to.trim()
    if (plain === '' || (plain !== from && this.#has(plain))) return false
    this.#save(this.#all.map((each) => (each.name === from ? { ...each, name: plain } : each)))
    return true
  }

  remove(name: string): void {
    const at = this.#all.findIndex((each) => each.name === name)
    const filter = this.#all[at]
    if (!filter) return
    this.#removed = [...this.#removed, { filter, at }]
    this.#save(this.#all.filter((each) => each !== filter))
  }

  /** Puts back what was deleted last, under a name of its own where another has taken that. */
  restore(): void {
    const last = this.#removed.at(-1)
    if (!last) return
    let { name } = last.filter
    for (let number = 2; this.#has(name); number++) name = `${last.filter.name} ${number}`
    this.#save(this.#all.toSpliced(last.at, 0, { ...last.filter, name }))
    this.#removed = this.#removed.slice(0, -1)
  }

  #has(name: string): boolean {
    return this.#all.some((each) => each.name === name)
  }

  #save(all: readonly SavedFilter[]): void {
    this.#all = all
    void this.#settings.save('filters', [...all])
  }
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && value.name !== ''
  && 'query' in value && typeof value.query === 'string'
