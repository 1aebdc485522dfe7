import type { Annotation } from '../annotation.ts'
import { fail, ok, type Result } from '../result.ts'
import { disclosureSchema, fields, labelNamed, successorOf, type Field, type Schema } from '../schema.ts'
import { unpaired } from './decode.ts'
import { documentOfBlocks } from './document-of.ts'
import { cutParagraphs } from './paragraphs.ts'
import type { Reading } from './reader.ts'

/** Cells as text, row by row; a cell that begins with = is text like any other. Rows may differ in length. */
export interface Sheet {
  /** The file's name, after the sheet's own where a file has several. */
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** What the columns of a sheet hold, by their numbers from 0. */
export interface Columns {
  /** Whether the first row names the columns. */
  readonly header: boolean
  readonly text: number
  /** What names the report that a row belongs to; null if all rows are one report, or each is one by itself. */
  readonly report: number | null
  /** Whether each row is a report by itself; else rows are the paragraphs of one. */
  readonly rowIsReport: boolean
  readonly labels: Readonly<Partial<Record<Field, number>>>
}

const textNames = /^(?:text|content|paragraph|sentence|正文|内容|內容|文本|段落|全文|原文)$/i
const reportNames = /^(?:doc|document|report|file|filename|name|title|报告|報告|报告名称?|文件名?|标题|標題|篇名|名称|名稱)$/i
const looked = 200
/** Paragraphs that a cell may hold and still be one of a report: more are a report by themselves. */
const mostParagraphs = 4

/** The columns that a sheet most likely has, to be shown to a person or used when nobody is asked; null where none holds text. */
export function proposeColumns({ rows }: Sheet, schema: Schema = disclosureSchema): Columns | null {
  const first = rows[0] ?? []
  const below = rows.slice(1, looked)
  const width = rows.slice(0, looked).reduce((most, row) => Math.max(most, row.length), 0)
  const numbers = Array.from({ length: width }, (_, column) => column)
  const lengthOf = (column: number): number => median((below.length > 0 ? below : [first]).map((row) => letters(row[column] ?? '')))
  const longest = numbers.filter((column) => lengthOf(column) > 0).sort((a, b) => lengthOf(b) - lengthOf(a))[0]
  const text = numbers.find((column) => textNames.test((first[column] ?? '').trim()) && lengthOf(column) > 0) ?? longest
  if (text === undefined) return null
  const title = (first[text] ?? '').trim()
  const header = textNames.test(title) || (below.length > 0 && title.length <= 20 && !/[。；，]/.test(title) && lengthOf(text) > 2 * title.length)
  const values = (column: number): string[] => rows.slice(header ? 1 : 0, looked).map((row) => (row[column] ?? '').trim()).filter(Boolean)
  const labels: Partial<Record<Field, number>> = {}
  for (const column of numbers) {
    const field = fields.find((each) => !(each in labels) && values(column).length > 0 && values(column).every((value) => labelOf(schema, each, value)))
    if (field && column !== text) labels[field] = column
  }
  const report = header ? numbers.find((column) => column !== text && reportNames.test((first[column] ?? '').trim())) ?? null : null
  return { header, text, report, rowIsReport: median(values(text).map(letters)) > 1000 || median(values(text).map((value) => cutParagraphs(value).length)) > mostParagraphs, labels }
}

/** The reports of every sheet of a file, each read by the columns that are chosen for it, or most likely; one for which none are is passed over. */
export function readSheets(
  sheets: readonly Sheet[], schema: Schema = disclosureSchema, choose: (sheet: Sheet, index: number) => Columns | null = (sheet) => proposeColumns(sheet, schema),
): Result<Reading[]> {
  const readings: Reading[] = []
  for (const [index, sheet] of sheets.entries()) {
    const columns = choose(sheet, index)
    if (!columns) continue
    const read = readingsOf(sheet, columns, sheet.name, schema)
    if (!read.ok) return read
    readings.push(...read.value)
  }
  return readings.length > 0 ? ok(readings) : fail({ code: 'no-text-column' })
}

/** The reports of a sheet, in the order in which it names them, with the labels that its rows state. `name` is the file's. */
export function readingsOf(sheet: Sheet, columns: Columns, name: string, schema: Schema = disclosureSchema): Result<Reading[]> {
  const reports = new Map<string, { readonly cells: readonly string[]; readonly row: number }[]>()
  for (const [index, cells] of sheet.rows.entries()) {
    const text = cells[columns.text] ?? ''
    if ((index === 0 && columns.header) || text.trim() === '') continue
    if (unpaired.test(text)) return fail({ code: 'lone-surrogate', line: index + 1 })
    const report = reportOf(cells, index, columns, name)
    const rows = reports.get(report)
    if (rows) rows.push({ cells, row: index + 1 })
    else reports.set(report, [{ cells, row: index + 1 }])
  }
  if (reports.size === 0) return fail({ code: 'no-text' })
  const readings: Reading[] = []
  for (const [report, rows] of reports) {
    const reading = readingOf(report, rows, columns, schema)
    if (!reading.ok) return reading
    readings.push(reading.value)
  }
  return ok(readings)
}

function reportOf(cells: readonly string[], index: number, { report, rowIsReport }: Columns, name: string): string {
  const stated = report === null ? '' : (cells[report] ?? '').trim()
  if (!rowIsReport) return stated || name
  const base = name.replace(/\.[a-z]+$/i, '')
  return stated ? `${stated}` : `${base} ${index + 1}`
}

function readingOf(
  name: string, rows: readonly { readonly cells: readonly string[]; readonly row: number }[], columns: Columns, schema: Schema,
): Result<Reading> {
  const blocks = rows.map(({ cells }) => ({ text: cells[columns.text] ?? '', structure: null }))
  const doc = documentOfBlocks(name, 'utf-16', blocks)
  if (!doc.ok) return doc
  const labels: Annotation[] = []
  let start = 0
  let next = 0
  for (const [index, { cells, row }] of rows.entries()) {
    const end = start + (blocks[index]?.text.length ?? 0)
    for (let paragraph = doc.value.paragraphs[next]; paragraph && paragraph.end <= end; paragraph = doc.value.paragraphs[++next])
      for (const field of fields) {
        const column = columns.labels[field]
        const stated = column === undefined ? '' : (cells[column] ?? '').trim()
        if (stated === '') continue
        const value = labelOf(schema, field, stated)
        if (!value) return fail({ code: 'unknown-label', line: row, field, label: stated.slice(0, 40) })
        labels.push({ start: paragraph.start, end: paragraph.end, field, value, by: { kind: 'person', name: '' }, at: 0 })
      }
    start = end + 1
  }
  return ok({ doc: doc.value, labels, original: null })
}

/** The label that a cell names by its id or by its name in either language. */
function labelOf(schema: Schema, field: Field, value: string): string | undefined {
  const id = labelNamed(schema, field, value)?.id
  return id === undefined ? undefined : successorOf(schema, field, id) ?? id
}

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
