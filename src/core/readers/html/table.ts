import { collapse, lineBreak } from './inline.ts'
import type { Measure } from './measure.ts'
import { attribute, isElement, walk, type Element } from './parse.ts'
import { isHidden } from './visible.ts'

/** Columns that one cell can take: more than any report's table has. */
const widestCell = 64

/**
 * The rows of a table that shows data, each with a tab between its cells; null for one that only lays the page out: it holds
 * tables, headings, running text or mostly links, or nowhere has two filled cells beside each other.
 * A cell over several columns or rows stands at its first place, with blank cells at the others.
 */
export function rowsOf(table: Element, measures: ReadonlyMap<Element, Measure>): string[] | null {
  const rows = gather(table)
  if (!rows) return null
  const whole = measures.get(table)
  if (!whole || whole.linked > 0.5 * whole.text) return null
  const cells = rows.flat()
  if (cells.some((cell) => isProse(measures.get(cell)))) return null
  const laidOut = layOut(rows)
  return laidOut.filter((row) => row.filter((cell) => cell.trim() !== '').length > 1).length > 1 ? laidOut.map((row) => row.join('\t')) : null
}

const isProse = (cell: Measure | undefined): boolean => cell !== undefined && (cell.sentences > 3 || cell.text > 300)

/** The cells of each visible row; null if the table holds what no table of data holds. */
function gather(table: Element): Element[][] | null {
  const rows: Element[][] = []
  let layout = attribute(table, 'role') === 'presentation'
  walk(table, (node) => {
    if (layout || !isElement(node) || isHidden(node)) return false
    if (/^(?:table|h[1-4]|input|article)$/.test(node.tagName)) layout = true
    if (node.tagName === 'tr') rows.push([])
    if (node.tagName === 'caption') rows.push([node])
    if (node.tagName === 'td' || node.tagName === 'th') rows.at(-1)?.push(node)
    return true
  }, () => {})
  return layout ? null : rows
}

function layOut(rows: readonly (readonly Element[])[]): string[][] {
  const taken: number[] = []
  return rows.map((cells) => {
    const row: string[] = []
    const skipTaken = (): void => {
      while ((taken[row.length] ?? 0) > 0) {
        taken[row.length] = (taken[row.length] ?? 0) - 1
        row.push('')
      }
    }
    for (const cell of cells) {
      skipTaken()
      const width = spanOf(cell, 'colspan', widestCell)
      const height = spanOf(cell, 'rowspan', rows.length)
      for (let column = 0; column < width; column++) {
        taken[row.length] = height - 1
        row.push(column === 0 ? cellText(cell) : '')
      }
    }
    skipTaken()
    return row
  })
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan', most: number): number {
  const stated = Number.parseInt(attribute(cell, name) ?? '', 10)
  return Number.isNaN(stated) || stated < 1 ? 1 : Math.min(stated, most)
}

/** A cell's text on one line; lines of Chinese join without a space. */
function cellText(cell: Element): string {
  let source = ''
  walk(cell, (node) => {
    if (isElement(node)) {
      if (isHidden(node)) return false
      if (/^(?:p|div|br|li)$/.test(node.tagName)) source += '\n'
      return true
    }
    if ('value' in node) source += node.value.replaceAll(lineBreak, '\n')
    return false
  }, () => {})
  return collapse(source).trim()
}
