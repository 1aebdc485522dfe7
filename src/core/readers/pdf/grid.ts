import { joinLines } from '../join-lines.ts'
import { linesOf } from './lines.ts'
import type { Page, Run } from './load.ts'
import type { Ruling } from './rulings.ts'

/** A table whose cells are drawn. */
export interface Grid {
  readonly top: number
  /** The text in it, which stands nowhere else. */
  readonly runs: readonly Run[]
  /** Its rows with a tab between cells; of a merged cell the words stand in its first row and column, the others are blank. */
  readonly rows: readonly string[]
}

/** Rulings this near to each other are one, or touch. */
const near = 3
/** A page with more rulings than this after joining is a form or a drawing that is no table. */
const mostRulings = 1_000
/** A cell with more is a frame round text. */
const mostWords = 2_000

/** The tables of a page that are drawn with lines round their cells: at least two columns and two rows with text. */
export function gridsOf({ runs, rulings }: Page): Grid[] {
  const joined = joinedRulings(rulings)
  if (joined.length > mostRulings) return []
  return connected(joined).flatMap((own) => gridOf(own, runs) ?? [])
}

function gridOf(rulings: readonly Ruling[], page: readonly Run[]): Grid | null {
  const across = rulings.filter(({ direction }) => direction === 'across')
  const down = rulings.filter(({ direction }) => direction === 'down')
  // Tables are often open at their sides: the ends of the lines across are edges too.
  const lefts = distinct([...down.map(({ at }) => at), ...across.flatMap(({ from, to }) => [from, to])])
  const tops = distinct([...across.map(({ at }) => at), ...down.flatMap(({ from, to }) => [from, to])]).reverse()
  if (down.length === 0 || across.length === 0 || lefts.length < 3 || tops.length < 3) return null
  const cells = new Cells(lefts, tops, across, down)
  const runs = page.filter((run) => cells.at(run) !== null)
  const words = new Map<number, Run[]>()
  for (const run of runs) {
    const cell = cells.at(run) ?? 0
    words.set(cell, [...(words.get(cell) ?? []), run])
  }
  const texts = new Map([...words].map(([cell, own]) => [cell, joinLines(linesOf(own).map((line) => line.segments.map(({ text }) => text).join(' ')))]))
  if ([...texts.values()].some((text) => text.length > mostWords)) return null
  const rows = cells.rows().map((row) => row.map((cell) => (cell === null ? '' : (texts.get(cell) ?? ''))))
  const filled = rows.filter((row) => row.some((text) => text !== ''))
  const columns = lefts.filter((_, column) => filled.some((row) => (row[column] ?? '') !== '')).length
  return filled.length > 1 && columns > 1 ? { top: tops[0] ?? 0, runs, rows: filled.map((row) => row.join('\t')) } : null
}

/** The cells between lines: those with no line between them are one, known by the number of its first. */
class Cells {
  readonly #lefts: readonly number[]
  readonly #tops: readonly number[]
  readonly #same: number[]

  constructor(lefts: readonly number[], tops: readonly number[], across: readonly Ruling[], down: readonly Ruling[]) {
    this.#lefts = lefts
    this.#tops = tops
    const [columns, rows] = [lefts.length - 1, tops.length - 1]
    this.#same = Array.from({ length: columns * rows }, (_, cell) => cell)
    const middle = (edges: readonly number[], at: number): number => ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2
    const isDrawn = (lines: readonly Ruling[], at: number | undefined, through: number): boolean =>
      lines.some((line) => Math.abs(line.at - (at ?? 0)) <= near && line.from <= through && line.to >= through)
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column
        if (column + 1 < columns && !isDrawn(down, lefts[column + 1], middle(tops, row))) this.#join(cell, cell + 1)
        if (row + 1 < rows && !isDrawn(across, tops[row + 1], middle(lefts, column))) this.#join(cell, cell + columns)
      }
    }
  }

  /** The cell that a run stands in; null outside. */
  at({ x, y, width, size }: Run): number | null {
    const column = this.#lefts.findLastIndex((left) => left <= x + width / 2)
    const row = this.#tops.findLastIndex((top) => top >= y + size / 3)
    const columns = this.#lefts.length - 1
    return column < 0 || row < 0 || column >= columns || row >= this.#tops.length - 1 ? null : this.#first(row * columns + column)
  }

  /** The cells of each row; null where a merged cell that began before goes on. */
  rows(): (number | null)[][] {
    const columns = this.#lefts.length - 1
    return this.#tops.slice(1).map((_, row) => this.#lefts.slice(1).map((_, column) => {
      const cell = row * columns + column
      return this.#first(cell) === cell ? cell : null
    }))
  }

  #join(one: number, other: number): void {
    const [a, b] = [this.#first(one), this.#first(other)]
    this.#same[Math.max(a, b)] = Math.min(a, b)
  }

  #first(cell: number): number {
    let first = cell
    for (let next = this.#same[first]; next !== undefined && next !== first; next = this.#same[first]) first = next
    return first
  }
}

/** Rulings drawn piece by piece, cell for cell, as one. */
function joinedRulings(rulings: readonly Ruling[]): Ruling[] {
  const joined: { direction: Ruling['direction']; at: number; from: number; to: number }[] = []
  for (const ruling of [...rulings].sort((a, b) => a.direction.localeCompare(b.direction) || a.from - b.from)) {
    const before = joined.findLast((each) => each.direction === ruling.direction && Math.abs(each.at - ruling.at) <= near / 2 && ruling.from <= each.to + near)
    if (before) before.to = Math.max(before.to, ruling.to)
    else joined.push({ ...ruling })
  }
  return joined
}

/** Groups of rulings that cross or touch. */
function connected(rulings: readonly Ruling[]): Ruling[][] {
  const left = new Set(rulings)
  const groups: Ruling[][] = []
  for (const start of rulings) {
    if (!left.delete(start)) continue
    const group = [start]
    for (const each of group) for (const other of left) if (touch(each, other) && left.delete(other)) group.push(other)
    groups.push(group)
  }
  return groups
}

const touch = (one: Ruling, other: Ruling): boolean => one.direction !== other.direction
  && one.at >= other.from - near && one.at <= other.to + near && other.at >= one.from - near && other.at <= one.to + near

/** Values in rising order, those near to each other as one. */
const distinct = (values: readonly number[]): number[] =>
  [...values].sort((a, b) => a - b).reduce<number[]>((kept, value) => (value - (kept.at(-1) ?? -Infinity) > near ? [...kept, value] : kept), [])
