import { fail, ok, type Result } from '../result.ts'
import type { Reader, Source } from './reader.ts'
import { readSheets, type Sheet } from './sheet.ts'
import { unzip, zipEntries } from './zip.ts'

/** What the parts of one workbook may unpack to, in bytes. */
const largestWorkbook = 200_000_000
/** Cells of a sheet, blank ones between filled ones included: the library holds them all. */
const mostCells = 5_000_000

/** A workbook: of every sheet the column of texts that looks most like it. Sheets without text are passed over. */
export const xlsx: Reader = {
  id: 'xlsx',
  extensions: ['xlsx'],
  sniff: (source) => typeof source !== 'string' && (zipEntries(source)?.some(({ path }) => path === 'xl/workbook.xml') ?? false),
  async read(source, name, _, schema) {
    const sheets = await sheetsOf(source, name)
    return sheets.ok ? readSheets(sheets.value, schema) : sheets
  },
  sheets: sheetsOf,
}

async function sheetsOf(source: Source, name: string): Promise<Result<Sheet[]>> {
  if (typeof source === 'string') return fail({ code: 'broken-archive' })
  const sheets = await readWorkbook(source)
  if (!sheets.ok) return sheets
  return ok(sheets.value.map((sheet) => ({ ...sheet, name: sheets.value.length > 1 ? `${sheet.name} ${name}` : name })))
}

/** The cells of every sheet of a workbook, formulas by their last value. */
export async function readWorkbook(bytes: Uint8Array): Promise<Result<Sheet[]>> {
  const entries = zipEntries(bytes) ?? []
  const bomb = entries.find((entry) => entry.problem)?.problem
  if (bomb) return fail(bomb)
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > largestWorkbook) return fail({ code: 'too-large', bytes: largestWorkbook, limit: largestWorkbook })
  const oversized = widestSheet(bytes)
  if (!oversized.ok) return oversized
  const { default: readXlsxFile } = await import('read-excel-file/universal')
  try {
    const sheets = await readXlsxFile(bytes.slice().buffer, { trim: false })
    return ok(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellText)) })))
  } catch (error) {
    // The library reports every fault of a workbook as an Error without a kind of its own.
    if (error instanceof Error) return fail({ code: 'broken-archive' })
    throw error
  }
}

/** Fails on a sheet with a cell so far out that the cells up to it are too many. */
function widestSheet(bytes: Uint8Array): Result<null> {
  for (const part of unzip(bytes, (path) => /^xl\/worksheets\/[^/]+\.xml$/.test(path)).values()) {
    if (!part.ok) return part
    let rows = 0
    let columns = 0
    for (const match of new TextDecoder().decode(part.value).matchAll(/<(?:\w+:)?c\b[^>]*?\sr\s*=\s*["']([^"']*)["']/g)) {
      const cell = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(match[1] ?? '')
      if (!cell) return fail({ code: 'broken-archive' })
      rows = Math.max(rows, Number(cell[2]))
      columns = Math.max(columns, columnNumber(cell[1] ?? ''))
    }
    if (rows * columns > mostCells) return fail({ code: 'sheet-too-large', rows, columns, limit: mostCells })
  }
  return ok(null)
}

const columnNumber = (letters: string): number => [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0)

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return String(value).replace(/\r\n?/g, '\n')
}
