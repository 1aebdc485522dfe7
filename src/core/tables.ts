import { cellsOf, type Cell } from './cell.ts'
import { quote, type Doc, type Span } from './document.ts'
import { form2019, reviewGroups, reviewHeader, rowSpecs, statisticsUnit, type ColumnId, type Form, type RowSpec, type TableId } from './standard-tables.ts'

export interface TableRow {
  /** The row's name in standard-tables.ts; of a statistical table the words of its label. */
  readonly id: string
  readonly label: Span
  /** In the order of the table's columns. */
  readonly cells: readonly Cell[]
  /** Whether every column has its cell. Where cells are missing, those that are there may stand under other columns. */
  readonly complete: boolean
}

export interface StandardTable {
  readonly id: TableId
  readonly columns: readonly ColumnId[]
  readonly rows: readonly TableRow[]
}

/**
 * The standard tables of a report (standard-tables.ts), found by the labels of their rows, whether a row is one line or each of
 * its cells is. A table that stands twice is given twice.
 */
export function standardTables(doc: Pick<Doc, 'text' | 'paragraphs'>): StandardTable[] {
  const lines = linesOf(doc)
  const form: Form = form2019.test(doc.text) ? '2019' : '2021'
  const tables: { id: TableId; columns: readonly ColumnId[]; rows: TableRow[] }[] = []
  const add = (table: TableId, columns: readonly ColumnId[], row: TableRow): void => {
    let open = tables.findLast((each) => each.id === table)
    if (!open || open.rows.some((each) => each.id === row.id)) tables.push((open = { id: table, columns, rows: [] }))
    open.rows.push(row)
  }
  let previous = ''
  for (const [index, cells] of lines.entries()) {
    for (const { spec, row } of reviewsIn(doc.text, lines, index)) add('reviews', spec.columns[form], row)
    const statistics = statisticsIn(doc.text, lines, index)
    if (statistics) add('statistics', ['value'], statistics)
    // The 总计 of table four is none of table three's.
    if (cells.some((cell) => isReviewHeader(doc.text, cell) && !/^[总總]/.test(quote(doc.text, cell)))) previous = ''
    const labelled = specOf(doc.text, cells, previous)
    if (!labelled) continue
    const { spec, label } = labelled
    const row = rowOf(spec, label, valuesAfter(lines, index, label, spec.columns[form].length), spec.columns[form].length)
    // The names of table four stand elsewhere too: in its own head, and in the statistics of earlier years.
    const isBeside = (row.cells[0]?.start ?? 0) <= (cells.at(-1)?.end ?? 0)
    if (row.cells.every((cell) => cell.kind === 'text') || (spec.table === 'reviews' && !(row.complete && isBeside))) continue
    previous = spec.id
    add(spec.table, spec.columns[form], row)
  }
  return tables.filter((table) => table.id !== 'requests' || table.rows.some((row) => row.id === 'new'))
}

/** The cells of each line that holds any, as far as the line is none of the page's chrome. */
function linesOf({ text, paragraphs }: Pick<Doc, 'text' | 'paragraphs'>): Cell[][] {
  const lines: Cell[][] = []
  let last = -1
  for (const paragraph of paragraphs) {
    if (paragraph.structure === 'page-chrome') continue
    for (let start = text.lastIndexOf('\n', paragraph.start) + 1; start < paragraph.end; ) {
      const newline = text.indexOf('\n', start)
      const end = newline === -1 ? text.length : newline
      if (start > last) lines.push(cellsOf(text, { start, end }))
      last = start
      start = end + 1
    }
  }
  return lines
}

/** The row that a line's last label names. What only makes sense inside its table, 其他 and 总计, needs the table's other rows before it. */
function specOf(text: string, cells: readonly Cell[], previous: string): { spec: RowSpec; label: Cell } | null {
  for (const label of cells.toReversed()) {
    if (label.kind !== 'text' || label.end - label.start > 80) continue
    const words = wordsOf(quote(text, label))
    const spec = rowSpecs.find((each) => each.label.test(words))
    if (!spec || (spec.id === 'other_3' && !previous.startsWith('other_')) || (spec.id === 'total' && previous === '')) continue
    return { spec, label }
  }
  return null
}

/** A label without white space, its numbering and its notes. */
const wordsOf = (label: string): string =>
  label.replace(/\s/g, '').replace(/[（(][^（()）]*[）)]$/, '').replace(/^(?:[一二三四五六七]、|[（(][一二三四五六七][）)]|\d[.．、])+/, '').replace(/[:：]$/, '')

/** The cells that belong to a label: those at the end of its line, or the figures of the lines below. */
function valuesAfter(lines: readonly (readonly Cell[])[], index: number, label: Cell, count: number): Cell[] {
  const beside = (lines[index] ?? []).filter((cell) => cell.start >= label.end)
  if (beside.length > 0) return beside.slice(-count)
  return figuresBelow(lines, index, count)
}

const rowOf = (spec: Pick<RowSpec, 'id'>, label: Span, cells: readonly Cell[], count: number): TableRow =>
  ({ id: spec.id, label: { start: label.start, end: label.end }, cells, complete: cells.length === count })

/**
 * Table four below its header: fifteen figures in a row or on lines of their own, five for each group, or the five of one group,
 * which a label above names.
 */
function reviewsIn(text: string, lines: readonly (readonly Cell[])[], index: number): { spec: RowSpec; row: TableRow }[] {
  const header = lines[index]?.at(-1)
  // Flattened, the names of the two lawsuit groups may come after the other heads.
  if (!header || !(isReviewHeader(text, header) || /[复複][议議][后後]起[诉訴]$/.test(quote(text, header)))) return []
  const above = lines.slice(Math.max(0, index - 20), index + 1).flat()
  if (!above.some((cell) => /尚未[审審][结結]/.test(quote(text, cell)))) return []
  const figures = figuresBelow(lines, index, 3 * outcomes)
  if (figures.length === outcomes || (figures.length === outcomes + 1 && figures[0]?.kind === 'blank')) {
    const label = above.findLast((cell) => groupMarks.some(([mark]) => mark.test(quote(text, cell))))
    const id = label && groupMarks.find(([mark]) => mark.test(quote(text, label)))?.[1]
    const spec = reviewGroups.find((each) => each.id === id)
    return label && spec ? [{ spec, row: rowOf(spec, label, figures.slice(-outcomes), outcomes) }] : []
  }
  return reviewGroups.flatMap((spec, group) => {
    const cells = figures.slice(group * outcomes, (group + 1) * outcomes)
    return cells.length > 0 ? [{ spec, row: { ...rowOf(spec, header, cells, outcomes), complete: figures.length === 3 * outcomes } }] : []
  })
}

/** Outcomes of a review or lawsuit in table four, their total included. */
const outcomes = 5
const groupMarks: readonly (readonly [RegExp, string])[] = [
  [/未[经經][复複][议議]/, 'direct_suit'], [/[复複][议議][后後]/, 'suit_after_reconsideration'], [/行政[复複][议議]/, 'reconsideration'],
]

const isReviewHeader = (text: string, cell: Cell): boolean => cell.kind === 'text' && reviewHeader.test(quote(text, cell).replace(/\s/g, ''))

/** The cells of the lines below one, as long as they hold no words. */
function figuresBelow(lines: readonly (readonly Cell[])[], index: number, most: number): Cell[] {
  const figures: Cell[] = []
  for (let line = index + 1; figures.length < most; line++) {
    const cells = lines[line]
    if (!cells || cells.length === 0 || cells.some((cell) => cell.kind === 'text')) break
    figures.push(...cells)
  }
  return figures.slice(0, most)
}

/** A row of the statistical table of 2014 to 2018: label, unit, figure, beside or below each other. */
function statisticsIn(text: string, lines: readonly (readonly Cell[])[], index: number): TableRow | null {
  const [label, unit, value, ...more] = [...(lines[index] ?? []), ...(lines[index]?.length === 1 ? [lines[index + 1], lines[index + 2]].flatMap((cells) => (cells?.length === 1 ? cells : [])) : [])]
  if (!label || !unit || !value || more.length > 0 || label.kind !== 'text' || label.end - label.start > 60) return null
  return statisticsUnit.test(quote(text, unit)) && value.kind !== 'text'
    ? { id: wordsOf(quote(text, label)), label: { start: label.start, end: label.end }, cells: [value], complete: true } : null
}
