import { piecesOf } from './lines.ts'
import type { Run } from './load.ts'

/** Runs that are read together from the top down, with the column that they stand in. */
export interface Region {
  readonly column: 'whole' | 'left' | 'right'
  readonly runs: readonly Run[]
}

const fewestLines = 8
const sameGutter = 12

/** The gutters of a document's pages: of one with few lines, a last one, that of the others where it keeps it clear. */
export function guttersOf(pages: readonly (readonly Run[])[]): (number | null)[] {
  const found = pages.map((runs) => gutterOf(runs, fewestLines))
  const shared = found.find((gutter) => gutter !== null)
  if (shared === undefined || shared === null) return found
  return pages.map((runs, page) => {
    const own = found[page] ?? gutterOf(runs, 1)
    return own !== null && Math.abs(own - shared) <= sameGutter ? own : (found[page] ?? null)
  })
}

/** A page's regions in reading order: the page as a whole, or what stands in two columns between lines that go across. */
export function regionsOf(runs: readonly Run[], gutter: number | null): Region[] {
  if (gutter === null) return [{ column: 'whole', runs }]
  const isAcross = (run: Run): boolean => run.x < gutter && run.x + run.width > gutter
  const across = runs.filter(isAcross).map((run) => run.y).sort((a, b) => b - a)
  const regions: Region[] = []
  let top = Infinity
  for (const y of [...across, -Infinity]) {
    const band = runs.filter((run) => !isAcross(run) && run.y < top && run.y > y)
    regions.push(
      { column: 'left', runs: band.filter((run) => run.x < gutter) },
      { column: 'right', runs: band.filter((run) => run.x >= gutter) },
      { column: 'whole', runs: runs.filter((run) => isAcross(run) && run.y === y) },
    )
    top = y
  }
  return regions.filter((region) => region.runs.length > 0)
}

/**
 * The middle of the room between two columns of running text; null for a page without. Columns differ from a table's in that
 * their lines fill them, on both sides and over many lines.
 */
function gutterOf(runs: readonly Run[], fewest: number): number | null {
  const pieces = piecesOf(runs)
  const left = Math.min(...pieces.map((piece) => piece.left))
  const right = Math.max(...pieces.map((piece) => piece.right))
  const width = right - left
  let best = { at: 0, across: Infinity }
  for (let at = left + 0.35 * width; at <= left + 0.65 * width; at += 2) {
    const across = pieces.filter((piece) => piece.left < at + 2 && piece.right > at - 2).length
    if (across < best.across) best = { at, across }
  }
  if (best.across > 0.2 * pieces.length) return null
  const fills = (side: typeof pieces, room: number): boolean =>
    side.length >= fewest && side.filter((piece) => piece.right - piece.left > 0.75 * room && piece.text.length >= 8).length > 0.6 * side.length - 1
  const isLeft = pieces.filter((piece) => piece.right <= best.at + 2)
  const isRight = pieces.filter((piece) => piece.left >= best.at - 2)
  return fills(isLeft, best.at - left) && fills(isRight, right - best.at) ? best.at : null
}
