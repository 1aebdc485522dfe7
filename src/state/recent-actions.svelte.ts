import type { Problem } from '../core/result.ts'
import type { HistoryRow } from '../storage/db.ts'
import { throughReports, type ThroughServices } from './through-reports.ts'

/** Something that a person did, in one report or at once in several. */
export interface Action {
  readonly key: string
  readonly by: string
  readonly at: number
  /** The reports that it changed. */
  readonly reports: readonly string[]
  /** Places that it changed, in all of them. */
  readonly places: number
  /** Its first change. */
  readonly first: HistoryRow['changes'][number] | undefined
  readonly undone: boolean
  readonly entries: { readonly bulk: string } | { readonly seq: number }
}

/** Actions that are read at once, and entries that are read for them at once. */
const step = 40
const chunk = 200

/** What people did last over all reports, newest first, read as far as it is looked at. Each can be taken back, whenever it was. */
export class RecentActions {
  readonly #services: ThroughServices
  #actions = $state.raw<readonly Action[]>([])
  #undone = new Map<number, boolean>()
  #next = Infinity
  #complete = $state(false)
  #progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null)
  #problem = $state.raw<Problem | null>(null)

  constructor(services: ThroughServices) {
    this.#services = services
  }

  get actions(): readonly Action[] {
    return this.#actions
  }

  /** Whether all have been read. */
  get complete(): boolean {
    return this.#complete
  }

  get progress(): { readonly done: number; readonly of: number } | null {
    return this.#progress
  }

  get problem(): Problem | null {
    return this.#problem
  }

  /** Reads anew, as many as there were. */
  async load(): Promise<void> {
    const wanted = Math.max(step, this.#actions.length)
    await this.#services.onScreen?.()?.saved()
    this.#undone = new Map()
    this.#next = Infinity
    this.#complete = false
    await this.#read([], wanted)
  }

  async more(): Promise<void> {
    if (!this.#complete) await this.#read(this.#actions, this.#actions.length + step)
  }

  /** Takes an action back in every report that it changed, where it still stands. */
  async undo(action: Action): Promise<void> {
    if (this.#progress || action.undone) return
    const entries = await this.#services.reports.entriesOf(action.entries)
    if (!entries.ok) {
      this.#problem = entries.problem
      return
    }
    this.#problem = await throughReports(this.#services, entries.value, (report, entry) => report.takeBack(entry),
      (done) => { this.#progress = { done, of: entries.value.length } })
    this.#progress = null
    await this.load()
  }

  async #read(known: readonly Action[], wanted: number): Promise<void> {
    const actions = new Map(known.map((action) => [action.key, action]))
    while (!this.#complete && actions.size < wanted) {
      const rows = await this.#services.reports.entriesBefore(this.#next, chunk)
      if (!rows.ok) {
        this.#problem = rows.problem
        return
      }
      for (const row of rows.value) this.#take(actions, row)
      this.#next = rows.value.at(-1)?.seq ?? 0
      this.#complete = rows.value.length < chunk
    }
    this.#actions = [...actions.values()]
  }

  /** Entries come newest first: whatever undoes one has been seen before it, and the newest word on it counts. */
  #take(actions: Map<string, Action>, row: HistoryRow): void {
    const undone = this.#undone.get(row.seq) ?? false
    const about = row.undoes ?? row.redoes ?? row.takesBack
    if (about !== undefined) {
      if (!undone && !this.#undone.has(about)) this.#undone.set(about, row.redoes === undefined)
      return
    }
    if (row.origin !== 'person' || row.schema !== undefined) return
    const key = row.bulk ?? String(row.seq)
    const known = actions.get(key)
    actions.set(key, {
      key, by: row.by, at: row.at,
      reports: [...new Set([...known?.reports ?? [], row.report])],
      places: (known?.places ?? 0) + row.changes.length,
      first: row.changes[0],
      // What was done in many reports is undone once it is in all.
      undone: undone && (known?.undone ?? true),
      entries: row.bulk === undefined ? { seq: row.seq } : { bulk: row.bulk },
    })
  }
}
