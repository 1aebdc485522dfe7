import type { Span } from './document.ts'

/** One contribution to a note. */
export interface Saying {
  readonly by: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  readonly text: string
}

/** What people have written about a stretch of a report: a remark, or a question that they discuss until it is settled. */
export interface Note extends Span {
  readonly id: string
  readonly kind: 'remark' | 'discussion'
  /** In order; a discussion that was only flagged begins with an empty text. */
  readonly said: readonly Saying[]
  /** Who has settled a discussion, and when; null while it is open. */
  readonly settled: Omit<Saying, 'text'> | null
}

export const isOpen = (note: Note): boolean => note.kind === 'discussion' && note.settled === null
