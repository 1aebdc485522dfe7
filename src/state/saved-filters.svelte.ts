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
  #removed = $state.raw<{ readonly filter: SavedFilter; readonly at: number } | null>(null)

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

  /** The one deleted last, which can still be put back. */
  get removed(): SavedFilter | null {
    return this.#removed?.filter ?? null
  }

  /** Keeps a query under a name; one of the same name gives way. */
  keep(name: string, query: string): void {
    const plain = name.trim()
    if (plain === '') return
    const at = this.#all.findIndex((each) => each.name === plain)
    this.#save(at === -1 ? [...this.#all, { name: plain, query }] : this.#all.with(at, { name: plain, query }))
  }

  /** False where the name is empty or another filter's. */
  rename(from: string, to: string): boolean {
    const plain = to.trim()
    if (plain === '' || (plain !== from && this.#all.some((each) => each.name === plain))) return false
    this.#save(this.#all.map((each) => (each.name === from ? { ...each, name: plain } : each)))
    return true
  }

  remove(name: string): void {
    const at = this.#all.findIndex((each) => each.name === name)
    const filter = this.#all[at]
    if (!filter) return
    this.#removed = { filter, at }
    this.#save(this.#all.filter((each) => each !== filter))
  }

  restore(): void {
    if (!this.#removed) return
    this.#save(this.#all.toSpliced(this.#removed.at, 0, this.#removed.filter))
    this.#removed = null
  }

  #save(all: readonly SavedFilter[]): void {
    this.#all = all
    void this.#settings.save('filters', [...all])
  }
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && value.name !== ''
  && 'query' in value && typeof value.query === 'string'
