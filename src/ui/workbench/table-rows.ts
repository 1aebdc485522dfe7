import { quote, type Doc, type Span } from '../../core/document.ts'

/** A row's place in its table. */
export interface Row {
  /** Empty cells before the row's first one: their tabs stand before the paragraph. */
  readonly indent: number
  /** How wide the table's columns are, in characters. */
  readonly columns: readonly number[]
}

export interface Cell {
  /** With the tabs that end it, so that the cells together are the row's text. */
  readonly text: string
  /** Offset into the row's text. */
  readonly start: number
  /** How many columns it takes: those of the empty cells after it as well, as cells that are joined are read so. */
  readonly span: number
}

/** No column is narrower than a number of four digits, none so wide that the others are crowded out. */
const [narrowest, widest] = [3.2, 12]

export function cellsOf(row: string): Cell[] {
  return [...row.matchAll(/[^\t]+\t*|\t+/g)].map(({ 0: text, index }) => ({ text, start: index, span: Math.max(1, text.split('\t').length - 1) }))
}

/** For each paragraph its place in a table; null for those that are no rows. Rows that follow each other are one table. */
export function tableRowsOf({ text, paragraphs }: Pick<Doc, 'text' | 'paragraphs'>): (Row | null)[] {
  const found = paragraphs.map((): Row | null => null)
  for (let start = 0; start < paragraphs.length; ) {
    let end = start
    while (paragraphs[end]?.structure === 'table-row') end++
    const rows = paragraphs.slice(start, end).map((row) => ({ indent: tabsBefore(text, row), cells: cellsOf(quote(text, row)) }))
    const columns = widthsOf(rows)
    rows.forEach(({ indent }, at) => { found[start + at] = { indent, columns } })
    start = Math.max(end, start + 1)
  }
  return found
}

/** The columns of a row as CSS grid tracks: two characters have room in each, save where there are too many columns for that. */
export const tracksOf = ({ columns }: Row): string => columns.map((width) => `minmax(min(2.1em, ${60 / columns.length}%), ${width}fr)`).join(' ')

function tabsBefore(text: string, { start }: Span): number {
  let at = start
  while (text[at - 1] === '\t') at--
  return start - at
}

function widthsOf(rows: readonly { readonly indent: number; readonly cells: readonly Cell[] }[]): number[] {
  const widths: number[] = []
  for (const { indent, cells } of rows) {
    let column = indent
    for (const { text, span } of cells) {
      // What stands over several columns widens none, nor does a lone cell, which is a caption.
      const wanted = span === 1 && cells.length > 1 ? 1 + widthOf(text.trim()) : 0
      for (const end = column + span; column < end; column++) widths[column] = Math.max(widths[column] ?? narrowest, Math.min(widest, wanted))
    }
  }
  return Array.from(widths, (width) => width ?? narrowest)
}

const widthOf = (words: string): number => [...words].reduce((sum, letter) => sum + (letter < '\u0250' ? 0.6 : 1), 0)
