/** Lines of a list from `from` on, up to but without `to`. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What the table holds from top to bottom: lines that are drawn, and gaps as high as the lines that are not. */
export type Piece =
  | { readonly kind: 'line'; readonly index: number }
  | { readonly kind: 'gap'; readonly number: number; readonly height: number }

/** Lists up to this long are drawn whole: the browser's own search then finds everything in them. */
export const wholeUpTo = 100

/** Lines drawn above and below those in sight, and how many come and go at once. */
const around = 20
const step = 5

/** The lines to draw when those between two heights, in pixels from the first line's top, are in sight. */
export function rangeAround(count: number, top: number, bottom: number, heightOf: (index: number) => number): Range {
  if (count <= wholeUpTo) return { from: 0, to: count }
  let [first, last, passed] = [count - 1, count - 1, 0]
  for (let index = 0; index < count; index++) {
    passed += heightOf(index)
    if (passed > top) first = Math.min(first, index)
    if (passed < bottom) continue
    last = index
    break
  }
  return { from: Math.max(0, step * Math.floor((first - around) / step)), to: Math.min(count, step * Math.ceil((last + 1 + around) / step)) }
}

/** The table in pieces; the line `kept`, if there is one, is drawn wherever it lies. */
export function piecesOf(count: number, { from, to }: Range, kept: number, heightOf: (index: number) => number): Piece[] {
  const lines = Array.from({ length: Math.min(count, to) - Math.min(count, from) }, (_, at) => from + at)
  const drawn = kept < 0 || kept >= count || (kept >= from && kept < to) ? lines : kept < from ? [kept, ...lines] : [...lines, kept]
  const pieces: Piece[] = []
  let [next, gaps] = [0, 0]
  for (const index of [...drawn, count]) {
    if (index > next) pieces.push({ kind: 'gap', number: gaps++, height: heightOfLines(next, index, heightOf) })
    if (index < count) pieces.push({ kind: 'line', index })
    next = index + 1
  }
  return pieces
}

/** How high lines are together. */
export function heightOfLines(from: number, to: number, heightOf: (index: number) => number): number {
  let height = 0
  for (let index = from; index < to; index++) height += heightOf(index)
  return height
}
