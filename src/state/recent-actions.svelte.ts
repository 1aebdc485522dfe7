import type { Problem } from '../core/result.ts'
import type { HistoryRow } from '../storage/db.ts'
import type { OpenReport } from './open-report.svelte.ts'
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
  /** The entry that undid it last, where it is undone in every report that it changed. */
  readonly undone: number | null
  readonly entries: { readonly bulk: string } | { readonly seq: number }
}

/** Why the list is shown: it was asked for, or undo or redo found nothing more in the open report. */
export type Reason = 'asked' | 'undo' | 'redo'

/** Actions that are read at once, and entries that are read for them at once. */
const step = 40
const chunk = 200

/** What people did last over all reports, newest first, read as far as it is looked at. Each can be taken back, whenever it was. */
export class RecentActions {
  readonly #services: ThroughServices
  #actions = $state.raw<readonly Action[]>([])
  /** Of entries that have been undone, or made again since, the newest word: the entry that undid it, or null. */
  #undone = new Map<number, number | null>()
  #next = Infinity
  #complete = $state(false)
  #progress = $state.raw<{ readonly done: number; readonly of: number } | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #foundNothing = $state(false)
  #shown = $state<Reason | null>(null)
  #reading: Promise<void> = Promise.resolve()

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

  /** Nothing could be undone or made again last time: everything has been changed since. */
  get foundNothing(): boolean {
    return this.#foundNothing
  }

  /** What undoing takes next: the newest action that stands. */
  readonly toUndo = $derived.by(() => this.#actions.find((action) => action.undone === null))
  /** What redoing takes next: the action that was undone last. */
  readonly toRedo = $derived.by(() => this.#actions.filter((action) => action.undone !== null)
    .toSorted((a, b) => (b.undone ?? 0) - (a.undone ?? 0))[0])

  /** Why the list is on the screen; null while it is not. */
  get shown(): Reason | null {
    return this.#shown
  }

  async show(reason: Reason): Promise<void> {
    await this.load()
    this.#shown = reason
  }

  close(): void {
    this.#shown = null
  }

  /** Reads anew, as many as there were; one reading after the other. */
  load(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#readAnew())
    return this.#reading
  }

  async #readAnew(): Promise<void> {
    this.#foundNothing = false
    const wanted = Math.max(step, this.#actions.length)
    await this.#services.onScreen?.()?.saved()
    this.#undone = new Map()
    this.#next = Infinity
    this.#complete = false
    await this.#read([], wanted)
  }

  more(): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      if (!this.#complete) await this.#read(this.#actions, this.#actions.length + step)
    })
    return this.#reading
  }

  /** Takes an action back in every report that it changed, where it still stands. */
  async undo(action: Action): Promise<void> {
    if (action.undone === null) await this.#through(action, (report, entry) => report.takeBack(entry))
  }

  /** Makes an action that is undone again in every report that it changed, where nothing else has been stated since. */
  async redo(action: Action): Promise<void> {
    if (action.undone !== null) await this.#through(action, (report, entry) => report.makeAgain(entry))
  }

  async #through(action: Action, act: (report: OpenReport, entry: HistoryRow) => void): Promise<void> {
    if (this.#progress) return
    this.#shown &&= 'asked'
    const entries = await this.#services.reports.entriesOf(action.entries)
    if (!entries.ok) {
      this.#problem = entries.problem
      return
    }
    this.#progress = { done: 0, of: entries.value.length }
    let did = 0
    this.#problem = await throughReports(this.#services, entries.value, (report, entry) => {
      const { length } = report.told
      act(report, entry)
      did += report.told.length - length
    }, (done) => { this.#progress = { done, of: entries.value.length } })
    this.#progress = null
    await this.load()
    this.#foundNothing = did === 0 && !this.#problem
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
    const undone = this.#undone.get(row.seq) ?? null
    const back = row.undoes ?? row.takesBack
    const about = back ?? row.redoes ?? row.makesAgain
    if (about !== undefined) {
      // Undoing and redoing are named by no later entry, but for those of earlier versions, which meant to take them back.
      const isUndoOrRedo = row.undoes !== undefined || row.redoes !== undefined
      const stands = isUndoOrRedo ? !this.#undone.has(row.seq) : undone === null
      if (stands && !this.#undone.has(about)) this.#undone.set(about, back === undefined ? null : row.seq)
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
      undone: known?.undone === null ? null : undone && Math.max(undone, known?.undone ?? 0),
      entries: row.bulk === undefined ? { seq: row.seq } : { bulk: row.bulk },
    })
  }
}
