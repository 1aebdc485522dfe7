import { joinLines } from '../join-lines.ts'
import type { Line, Segment } from './lines.ts'

const value = /^[-+]?[\d０-９][\d０-９,，.．]*[%％]?$|^[-—–/／]$/

/**
 * How many of the lines make a table, from the first on; 0 where it begins none. A table without drawn lines is at least two lines
 * with cells side by side that follow closely, with the lines between them that only one cell goes over. Null ends it.
 */
export function tableLength(lines: readonly (Line | null)[]): number {
  let length = 0
  let rows = 0
  for (const [at, line] of lines.entries()) {
    const above = lines[at - 1]
    if (!line || (above && !isClose(above, line))) break
    if (line.segments.length > 1) {
      rows++
      length = at + 1
    } else if (at === 0 || at - length >= 2) break
  }
  return rows > 1 ? length : 0
}

const isClose = (above: Line, line: Line): boolean => above.y > line.top && above.y - line.top < 3.2 * Math.max(above.size, line.size)

/** The rows of a table, with a tab between their cells and blanks in the columns where a row has none. */
export function rowsOf(lines: readonly Line[]): string[] {
  const columns = columnsOf(lines)
  const rows: string[][] = []
  let above: Line | undefined
  for (const line of lines) {
    const cells = columns.map(() => '')
    for (const segment of line.segments) {
      const at = columnOf(columns, segment)
      cells[at] = joinLines([cells[at] ?? '', segment.text])
    }
    const last = rows.at(-1)
    if (last && above && goesOn(above, line, last, cells)) for (const [at, cell] of cells.entries()) last[at] = joinLines([last[at] ?? '', cell])
    else rows.push(cells)
    above = line
  }
  return rows.map((row) => row.join('\t'))
}

interface Column {
  left: number
  right: number
}

/** The columns, from the lines with most cells down; a cell over several columns makes none. */
function columnsOf(lines: readonly Line[]): Column[] {
  const columns: Column[] = []
  for (const line of [...lines].sort((a, b) => b.segments.length - a.segments.length)) {
    for (const { left, right } of line.segments) {
      const over = columns.filter((column) => column.left < right && column.right > left)
      const only = over[0]
      if (!only) columns.push({ left, right })
      else if (over.length === 1) {
        only.left = Math.min(only.left, left)
        only.right = Math.max(only.right, right)
      }
    }
  }
  return columns.sort((a, b) => a.left - b.left)
}

const columnOf = (columns: readonly Column[], segment: Segment): number =>
  Math.max(0, columns.findIndex((column) => column.left < segment.right && column.right > segment.left))

/** Whether a line is the second line of cells above it: close to them, each of them with words, and no figure. */
const goesOn = (above: Line, line: Line, last: readonly string[], cells: readonly string[]): boolean =>
  above.y - line.top < 1.45 * line.size && cells.some((cell) => cell === '')
  && cells.every((cell, at) => cell === '' || (!value.test(cell) && last[at] !== '' && !value.test(last[at] ?? '')))
