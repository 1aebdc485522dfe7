import type { Span } from '../../core/document.ts'

/** Characters shown at least before the first hit where a paragraph is too long to be shown from its beginning. */
const lead = 24

/** As much of a paragraph as has room, from its beginning or from before its first hit; hits are offsets into it. */
export function snippetOf(text: string, hits: readonly Span[], room: number): { text: string; hits: Span[] } {
  const first = hits[0]
  const start = first && first.end > room ? Math.max(0, Math.min(first.start - lead, text.length - room)) : 0
  // Half of a pair of code units would be drawn as a question mark.
  const from = start > 0 && /[\udc00-\udfff]/.test(text.charAt(start)) ? start + 1 : start
  const opening = from > 0 ? '…' : ''
  const shift = opening.length - from
  const shown = opening + text.slice(from, from + 2 * room)
  return {
    text: shown,
    hits: hits.map(({ start: begin, end }) => ({ start: begin + shift, end: Math.min(shown.length, end + shift) })).filter((hit) => hit.start >= 0 && hit.start < hit.end),
  }
}
