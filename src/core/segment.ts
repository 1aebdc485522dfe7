import type { Span } from './document.ts'
import { enumeratorAt } from './enumerator.ts'

/**
 * Cuts a paragraph into the segments that issue and measure tags stand on (label guide, section 4):
 * at 。！？；, before an enumerator that opens a point, and after a colon that introduces such points.
 * A segment comes without its enumerator, without white space at its ends and without its closing punctuation.
 * Offsets are those of `text`; segments are in order and never overlap.
 */
export function segments(text: string, paragraph: Span): Span[] {
  const found: Span[] = []
  let start = paragraph.start
  const close = (end: number) => {
    const segment = bare(text, start, end)
    if (segment) found.push(segment)
  }
  for (let at = paragraph.start; at < paragraph.end; at++) {
    if (opensPoint(text, paragraph, at)) {
      close(at)
      start = at
      at += (enumeratorAt(text, at)?.length ?? 1) - 1
    } else if (stops.includes(text.charAt(at))) {
      at = closingEnd(text, at + 1, paragraph.end) - 1
      close(at + 1)
      start = at + 1
    }
  }
  close(paragraph.end)
  return found
}

const stops = '。！？；;!?'
const closers = '”’"』」）)】〕》〉'
const boundaries = '，。、；：,;:！？!?（(“”…—)） \t\n\r\u3000\u00a0'
const trailing = /[，,、；;。：:！!？?.．…\s\u3000\u00a0]+$/
const leading = /^[，,、；;。：:\s\u3000\u00a0]+/

/** After a stop: further stops and the brackets and quotation marks that close with it. */
function closingEnd(text: string, at: number, end: number): number {
  while (at < end && (stops + closers).includes(text.charAt(at))) at++
  return at
}

function opensPoint(text: string, paragraph: Span, at: number): boolean {
  const enumerator = enumeratorAt(text, at)
  if (!enumerator || at + enumerator.length >= paragraph.end) return false
  if (at === paragraph.start) return true
  const before = text.charAt(at - 1)
  if (boundaries.includes(before)) return enumerator.style !== 'chinese' || !/[（(“]/.test(before)
  if (enumerator.style !== 'point') return false
  // Sloppy text runs points together without a comma: 主要表现在一是…二是…
  const rest = text.slice(at, paragraph.end)
  if (rest.startsWith('一是')) return !'统唯单同划归不之第'.includes(before) && rest.includes('二是')
  return /^[二三四五六七八九十]是/.test(rest) && !/[第十百一二三四五六七八九]/.test(before)
    && text.slice(paragraph.start, at).includes('一是')
}

/** The segment between two cuts without enumerator, white space and closing punctuation; null when nothing is left. */
function bare(text: string, start: number, end: number): Span | null {
  for (let enumerator = enumeratorAt(text, start); enumerator && start < end; enumerator = enumeratorAt(text, start))
    start += enumerator.length
  if (start >= end) return null
  const raw = text.slice(start, end)
  const left = leading.exec(raw)?.[0].length ?? 0
  if (left === raw.length) return null
  // A closing quotation mark or bracket stays, and with it the stop before it.
  const right = trailing.exec(raw)?.[0].length ?? 0
  return { start: start + left, end: end - right }
}
