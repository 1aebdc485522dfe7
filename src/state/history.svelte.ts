import { invert, type Change } from '../core/change.ts'
import { overlap } from '../core/document.ts'
import type { HistoryRow } from '../storage/db.ts'

/** An entry that can be undone or redone. Its number in storage is known once it has been saved. */
export interface Entry {
  readonly changes: readonly Change[]
  readonly seq: Promise<number | null>
}

/** What can be undone and redone in one report, in this session and from earlier ones. Only a person's changes are in it, and not those that came with a new schema. */
export class History {
  #undoable = $state.raw<readonly Entry[]>([])
  #redoable = $state.raw<readonly Entry[]>([])

  /** Replays the stored entries of a report, oldest first. */
  constructor(rows: readonly HistoryRow[]) {
    for (const row of rows) {
      if (row.origin !== 'person' || row.schema !== undefined) continue
      // An entry goes by its own number however often it is undone and redone.
      if (row.undoes !== undefined) this.#shift('undo', { changes: invert(row.changes), seq: Promise.resolve(row.undoes) })
      else if (row.redoes !== undefined) this.#shift('redo', { changes: row.changes, seq: Promise.resolve(row.redoes) })
      else this.add({ changes: row.changes, seq: Promise.resolve(row.seq) })
    }
  }

  get canUndo(): boolean {
    return this.#undoable.length > 0
  }

  get canRedo(): boolean {
    return this.#redoable.length > 0
  }

  /** What was undone in other places of the report can still be redone; what touches this one, and all that was done after it, cannot. */
  add(entry: Entry): void {
    this.#undoable = [...this.#undoable, entry]
    const last = this.#redoable.findLastIndex((undone) => undone.changes.some((one) => entry.changes.some((other) => touch(one, other))))
    this.#redoable = this.#redoable.slice(last + 1)
  }

  /** The entry to undo, which can be redone from now on; null when there is none. */
  undo(): Entry | null {
    return this.#shift('undo', null)
  }

  /** The entry to redo, which can be undone from now on; null when there is none. */
  redo(): Entry | null {
    return this.#shift('redo', null)
  }

  /** Moves the newest entry of one side to the other, or `as` in its place. */
  #shift(way: 'undo' | 'redo', as: Entry | null): Entry | null {
    const from = way === 'undo' ? this.#undoable : this.#redoable
    const entry = from.at(-1)
    if (!entry) return null
    const moved = as ?? entry
    if (way === 'undo') {
      this.#undoable = from.slice(0, -1)
      this.#redoable = [...this.#redoable, moved]
    } else {
      this.#redoable = from.slice(0, -1)
      this.#undoable = [...this.#undoable, moved]
    }
    return entry
  }
}

/** Whether two changes are about the same text. */
function touch(one: Change, other: Change): boolean {
  const [a, b] = [one.after ?? one.before, other.after ?? other.before]
  return a !== null && b !== null && overlap(a, b) > 0
}
