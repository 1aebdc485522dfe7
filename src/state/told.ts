import type { ChangeSet } from '../core/change.ts'
import type { HistoryRow } from '../storage/db.ts'

/** A change set as the history tells it: made, undone or made again. */
export interface Told extends ChangeSet {
  readonly way: 'done' | 'undone' | 'redone'
}

export const told = ({ origin, by, at, changes, undoes, redoes, takesBack, makesAgain }: HistoryRow): Told =>
  ({ way: (undoes ?? takesBack) !== undefined ? 'undone' : (redoes ?? makesAgain) !== undefined ? 'redone' : 'done', origin, by, at, changes })
