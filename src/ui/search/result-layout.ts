import type { Found, Place } from '../../state/search.svelte.ts'

/** Heights of a report's head and of a found paragraph, in pixels. */
export interface Heights {
  readonly head: number
  readonly hit: number
}

/** The findings in one report and where they lie in the list. */
export interface Block {
  readonly found: Found
  readonly top: number
  /** The number of its first paragraph among all found. */
  readonly first: number
}

export interface Layout {
  readonly blocks: readonly Block[]
  readonly height: number
}

export type Row =
  | { readonly kind: 'head'; readonly key: string; readonly top: number; readonly found: Found }
  | { readonly kind: 'hit'; readonly key: string; readonly top: number; readonly place: Place; readonly number: number }

/** Puts the findings one below the other, a head above those of each report. */
export function layOut(all: readonly Found[], { head, hit }: Heights): Layout {
  const blocks: Block[] = []
  let top = 0
  let first = 0
  for (const found of all) {
    blocks.push({ found, top, first })
    top += head + hit * found.paragraphs.length
    first += found.paragraphs.length
  }
  return { blocks, height: top }
}

/** The rows that lie between two heights. */
export function rowsBetween({ blocks }: Layout, from: number, to: number, { head, hit }: Heights): Row[] {
  const rows: Row[] = []
  for (let index = blockAt(blocks, from); index < blocks.length; index++) {
    const block = blocks[index]
    if (!block || block.top > to) break
    const { found, top, first } = block
    if (top + head > from) rows.push({ kind: 'head', key: found.report, top, found })
    const begin = Math.max(0, Math.floor((from - top - head) / hit))
    for (let at = begin; at < found.paragraphs.length && top + head + at * hit < to; at++) {
      const place = { report: found.report, paragraph: found.paragraphs[at] ?? 0 }
      rows.push({ kind: 'hit', key: `${found.report} ${place.paragraph}`, top: top + head + at * hit, place, number: first + at })
    }
  }
  return rows
}

/** Where a found paragraph lies; the first of a report takes its head along, so that it is seen whose it is. */
export function extentOf({ blocks }: Layout, number: number, { head, hit }: Heights): { top: number; bottom: number } | null {
  const block = blocks.findLast(({ first }) => first <= number)
  if (!block) return null
  const top = block.top + head + (number - block.first) * hit
  return { top: number === block.first ? block.top : top, bottom: top + hit }
}

/** The last block that begins at or above a height (binary search). */
function blockAt(blocks: readonly Block[], height: number): number {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((blocks[middle]?.top ?? 0) <= height) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}
