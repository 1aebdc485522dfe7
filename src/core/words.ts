import type { Span } from './document.ts'

/** Ends of the words of a text, in order, as UTF-16 offsets; the first word starts at 0 and each where the one before ends. */
export type WordEnds = Uint32Array

/** The word that an offset lies in. At or past the end of the text: its last word. */
export function wordAt(ends: WordEnds, offset: number): Span {
  const index = Math.min(firstAfter(ends, offset), ends.length - 1)
  return { start: ends[index - 1] ?? 0, end: ends[index] ?? 0 }
}

/** The smallest run of whole words that covers a span. */
export function wholeWords(ends: WordEnds, span: Span): Span {
  return { start: wordAt(ends, span.start).start, end: wordAt(ends, Math.max(span.start, span.end - 1)).end }
}

/** The words that a stretch of text reaches, in order. */
export function* wordsIn(ends: WordEnds, stretch: Span): Generator<Span> {
  for (let at = firstAfter(ends, stretch.start); at < ends.length && (ends[at - 1] ?? 0) < stretch.end; at++)
    yield { start: ends[at - 1] ?? 0, end: ends[at] ?? 0 }
}

export interface WordCounts {
  /** Letters and figures; white space and punctuation are not counted. */
  readonly characters: number
  readonly words: number
  readonly distinct: number
  /** Words of two characters or more that are no figures, most frequent first. */
  readonly frequent: readonly (readonly [string, number])[]
}

/** Counts the words of stretches of a text. */
export function countWords(text: string, ends: WordEnds, stretches: readonly Span[]): WordCounts {
  const counts = new Map<string, number>()
  let characters = 0
  let words = 0
  for (const stretch of stretches)
    for (const { start, end } of wordsIn(ends, stretch)) {
      const word = text.slice(start, end)
      const letters = word.match(/[\p{L}\p{N}]/gu)?.length ?? 0
      if (letters === 0) continue
      characters += letters
      words++
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  const frequent = [...counts].filter(([word]) => word.length > 1 && !/^[\d.,%]+$/.test(word)).sort((a, b) => b[1] - a[1])
  return { characters, words, distinct: counts.size, frequent }
}

/** The first word that ends after an offset (binary search). */
function firstAfter(ends: WordEnds, offset: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
