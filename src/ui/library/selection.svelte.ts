/** The reports that are ticked, and from which one a range starts. */
export class Selection {
  #ids = $state.raw<ReadonlySet<string>>(new Set())
  #from: string | null = null

  get ids(): ReadonlySet<string> {
    return this.#ids
  }

  choose(ids: readonly string[], on: boolean): void {
    this.#ids = new Set(on ? [...this.#ids, ...ids] : [...this.#ids].filter((id) => !ids.includes(id)))
    this.#from = ids.at(-1) ?? null
  }

  /** Ticks, or no longer, all from the one touched last to this one, in the order in which they are listed. */
  chooseTo(id: string, on: boolean, listed: readonly string[]): void {
    const from = listed.indexOf(this.#from ?? id)
    const to = listed.indexOf(id)
    this.choose(from === -1 ? [id] : listed.slice(Math.min(from, to), Math.max(from, to) + 1), on)
    this.#from = id
  }

  clear(): void {
    this.#ids = new Set()
    this.#from = null
  }
}
