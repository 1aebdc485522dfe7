import type { Span } from './document.ts'
import { wordAt, type WordEnds } from './words.ts'

export type Unit = 'character' | 'word' | 'segment'

/** What a place in a paragraph can be moved along by. */
export interface Ground {
  readonly text: string
  readonly words: WordEnds
  readonly paragraph: Span
  readonly segments: readonly Span[]
}

/**
 * The offset one unit further (`step` 1) or back (-1) from `at`, never outside the paragraph. By segment an `edge` goes from end
 * to end or from start to start of the segments, so that what it bounds has no punctuation at its ends.
 */
export function stepFrom(ground: Ground, at: number, unit: Unit, step: 1 | -1, edge: 'start' | 'end'): number {
  const { text, words, paragraph, segments } = ground
  const clamp = (offset: number): number => Math.max(paragraph.start, Math.min(offset, paragraph.end))
  if (unit === 'word') {
    const word = wordAt(words, step > 0 ? at : at - 1)
    const next = clamp(step > 0 ? word.end : word.start)
    // White space is no word of its own.
    return next !== at && text.slice(Math.min(at, next), Math.max(at, next)).trim() === '' ? stepFrom(ground, next, unit, step, edge) : next
  }
  if (unit === 'segment') {
    const edges = segments.map((segment) => segment[edge])
    const next = step > 0 ? edges.find((offset) => offset > at) : edges.findLast((offset) => offset < at)
    return next ?? clamp(step > 0 ? Infinity : -Infinity)
  }
  // A character outside the basic plane takes two code units.
  const isPair = (first: number): boolean => (text.codePointAt(first) ?? 0) > 0xffff
  return clamp(at + (step > 0 ? (isPair(at) ? 2 : 1) : isPair(at - 2) ? -2 : -1))
}
