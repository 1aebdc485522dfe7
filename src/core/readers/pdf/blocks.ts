import { enumeratorAt } from '../../enumerator.ts'
import type { Block } from '../document-of.ts'
import { joinLines } from '../join-lines.ts'
import { chromeOf } from './chrome.ts'
import { guttersOf, regionsOf, type Region } from './columns.ts'
import { gridsOf, type Grid } from './grid.ts'
import { linesOf, type Line } from './lines.ts'
import type { Page, Run } from './load.ts'
import { rowsOf, tableLength } from './table.ts'

/** A line with where it stands: what tells whether the next one goes on with it. */
interface Placed {
  readonly line: Line
  readonly page: number
  readonly column: Region['column']
}

/** Where the lines of a column begin and end, and how far apart they stand, over the whole document. */
interface Measure {
  readonly left: number
  readonly right: number
  readonly pitch: number
}

/** A table that is drawn, in its place among the lines. */
type Item = Placed | Pick<Grid, 'rows'>

/**
 * The pages of a PDF as blocks in reading order: a paragraph's lines joined, over the end of a page too, a row of a table as one.
 * Running heads, footers and notes at the foot of a page stand after the paragraph that they would otherwise cut in two.
 */
export function blocksOf(pages: readonly Page[]): Block[] {
  const grids = pages.map(gridsOf)
  const undrawn = pages.map(({ runs }, page) => {
    const drawn = new Set(grids[page]?.flatMap((grid) => grid.runs))
    return runs.filter((run) => !drawn.has(run))
  })
  const gutters = guttersOf(undrawn)
  const items = undrawn.map((runs, page) => itemsOf(runs, page, gutters[page] ?? null, grids[page] ?? []))
  const placed = items.flat().filter(isPlaced)
  const chrome = chromeOf(items.map((page) => page.filter(isPlaced).map(({ line }) => line)))
  const own = placed.filter(({ line }) => !chrome.has(line))
  const size = bodySize(own.map(({ line }) => line))
  const notes = notesOf(own, size)
  const flow = new Flow(measuresOf(own.filter(({ line }) => !notes.has(line)), size))
  const all = items.flat()
  for (let at = 0; at < all.length; at++) {
    const item = all[at]
    if (!item) break
    if (!isPlaced(item)) {
      flow.table(item.rows)
      continue
    }
    const note = notes.get(item.line)
    const following = all.slice(at, at + longestTable).map((each) => (isPlaced(each) && !chrome.has(each.line) && !notes.has(each.line) ? each.line : null))
    const rows = tableLength(following)
    if (chrome.has(item.line)) flow.aside({ text: textOf(item.line), structure: 'page-chrome' })
    else if (note) flow.aside({ text: note, structure: null })
    else if (note === undefined && rows > 0) {
      flow.table(rowsOf(following.slice(0, rows).filter((line) => line !== null)))
      at += rows - 1
    } else if (note === undefined) flow.line(item)
  }
  return flow.finish()
}

const isPlaced = (item: Item): item is Placed => 'line' in item

/** Lines of a table on one page; more are read as the next table. */
const longestTable = 200

/** What stands on a page, in reading order. */
function itemsOf(runs: readonly Run[], page: number, gutter: number | null, grids: readonly Grid[]): Item[] {
  const items: Item[] = regionsOf(runs, gutter).flatMap(({ column, runs: own }) => linesOf(own).map((line) => ({ line, page, column })))
  for (const grid of grids) {
    const below = items.findIndex((item) => isPlaced(item) && item.line.y < grid.top)
    items.splice(below === -1 ? items.length : below, 0, grid)
  }
  return items
}

/** Collects blocks; what stands aside waits until the paragraph that is being read is at its end. */
class Flow {
  readonly #measures: ReadonlyMap<Region['column'], Measure>
  readonly #blocks: Block[] = []
  #paragraph: Placed[] = []
  #aside: Block[] = []

  constructor(measures: ReadonlyMap<Region['column'], Measure>) {
    this.#measures = measures
  }

  line(next: Placed): void {
    const last = this.#paragraph.at(-1)
    const [above, here] = [this.#measures.get(last?.column ?? next.column), this.#measures.get(next.column)]
    if (!above || !here || !continues(this.#paragraph, next, { ...here, right: above.right })) this.#end()
    this.#paragraph.push(next)
  }

  aside(block: Block): void {
    this.#aside.push(block)
  }

  table(rows: readonly string[]): void {
    this.#end()
    this.#blocks.push(...rows.map((text) => ({ text, structure: 'table-row' as const })))
  }

  finish(): Block[] {
    this.#end()
    return this.#blocks
  }

  #end(): void {
    if (this.#paragraph.length > 0) this.#blocks.push({ text: joinLines(this.#paragraph.map(({ line }) => textOf(line))), structure: null })
    this.#blocks.push(...this.#aside)
    this.#paragraph = []
    this.#aside = []
  }
}

const textOf = (line: Line): string => line.segments.map((segment) => segment.text.trim()).join('\t')

const cannotBegin = /^[，。、；：！？）》」』】〉”’,;:!?)\]%％]/

/**
 * Whether a line goes on with the paragraph above it: that one was full, and this one begins where lines begin. `right` is where
 * the lines above end, which may be in another column.
 */
function continues(paragraph: readonly Placed[], next: Placed, { left, right, pitch }: Measure): boolean {
  const last = paragraph.at(-1)
  if (!last || Math.abs(last.line.size - next.line.size) > 0.08 * last.line.size) return false
  if (last.line.segments.length > 1 || next.line.segments.length > 1) return false
  const isSameColumn = last.page === next.page && last.column === next.column
  if (isSameColumn && last.line.y - next.line.top > 1.2 * pitch * next.line.size) return false
  const text = textOf(next.line)
  if (cannotBegin.test(text)) return true
  const isFull = right - last.line.right < roomFor(text, next.line.size)
  const isIndented = next.line.left > left + 0.9 * next.line.size
  const isBlockIndented = paragraph.length > 1 && Math.abs(next.line.left - last.line.left) < 0.3 * next.line.size
  if (!isFull || (isIndented && !isBlockIndented)) return false
  return !(enumeratorAt(text, 0) && /[。！？；：]$/.test(textOf(last.line)))
}

/** The room that the first word of a line needs with the punctuation that may not be parted from it, and a little slack. */
function roomFor(text: string, size: number): number {
  const [word = ''] = /^(?:[“‘（《(]*)(?:[\w.,%]+|.)[，。、；：！？）》”’,;:!?)]*/.exec(text) ?? []
  const width = [...word].reduce((sum, character) => sum + (character < '\u2000' ? 0.55 : 1), 0)
  return (width + 0.6) * size
}

/** The font height of running text: that of most lines, by their length. */
function bodySize(lines: readonly Line[]): number {
  const lengths = new Map<number, number>()
  for (const line of lines) {
    const size = Math.round(2 * line.size) / 2
    lengths.set(size, (lengths.get(size) ?? 0) + line.right - line.left)
  }
  return [...lengths].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0]
}

/**
 * Notes at the foot of a page, with their number in brackets as it stands where the text refers to it: lines in a smaller font
 * below all others, the first of them with a number that the page refers to.
 */
function notesOf(placed: readonly Placed[], size: number): ReadonlyMap<Line, string> {
  const notes = new Map<Line, string>()
  for (const page of new Set(placed.map((each) => each.page))) {
    const lines = placed.filter((each) => each.page === page).map((each) => each.line)
    const marks = new Set([...lines.map(textOf).join('\n').matchAll(/\[(\d{1,3})\]/g)].map((match) => match[1]))
    let first = lines.length
    while (first > 0 && (lines[first - 1]?.size ?? size) < 0.9 * size) first--
    let open: { line: Line; texts: string[] } | null = null
    for (const line of lines.slice(first)) {
      const match = /^\[?(\d{1,3})\]?\s*(.+)$/s.exec(textOf(line))
      if (match?.[2] && marks.has(match[1])) open = { line, texts: [`[${match[1]}]${match[2]}`] }
      else if (open) open.texts.push(textOf(line))
      if (open) notes.set(line, '').set(open.line, joinLines(open.texts))
    }
  }
  return notes
}

/** The measure of each column, from the lines in the font of running text. */
function measuresOf(placed: readonly Placed[], size: number): ReadonlyMap<Region['column'], Measure> {
  const measures = new Map<Region['column'], Measure>()
  for (const column of ['whole', 'left', 'right'] as const) {
    const own = placed.filter((each) => each.column === column && each.line.segments.length === 1)
    const body = own.filter(({ line }) => Math.abs(line.size - size) <= 0.08 * size)
    const lines = (body.length > 0 ? body : own).map(({ line }) => line)
    if (lines.length === 0) continue
    const gaps = own.flatMap(({ line, page }, index) => {
      const above = own[index - 1]
      return above?.page === page && above.line.y > line.y ? [(above.line.y - line.top) / line.size] : []
    }).sort((a, b) => a - b)
    measures.set(column, {
      left: supported(lines.map((line) => line.left), size, Math.min),
      right: supported(lines.map((line) => line.right), size, Math.max),
      pitch: gaps[Math.floor(gaps.length / 2)] ?? 2,
    })
  }
  return measures
}

/** The outermost edge that at least two lines share; of fewer lines the outermost. */
function supported(edges: readonly number[], size: number, outermost: (...edges: number[]) => number): number {
  const shared = edges.filter((edge, at) => edges.some((other, index) => index !== at && Math.abs(other - edge) < size))
  return outermost(...(shared.length > 0 ? shared : edges))
}
