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

/** How often each word of two characters or more occurs in a stretch of text, most frequent first. */
export function countWords(text: string, ends: WordEnds, within: Span): { words: number; distinct: number; frequent: [string, number][] } {
  const counts = new Map<string, number>()
  let words = 0
  for (let at = firstAfter(ends, within.start); at < ends.length && (ends[at - 1] ?? 0) < within.end; at++) {
    const word = text.slice(ends[at - 1] ?? 0, ends[at] ?? 0)
    if (!/[\p{L}\p{N}]/u.test(word)) continue
    words++
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const frequent = [...counts].filter(([word]) => word.length > 1 && !/^[\d.,%]+$/.test(word)).sort((a, b) => b[1] - a[1])
  return { words, distinct: counts.size, frequent }
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
