import Papa from 'papaparse'
import { fail, ok, type Result } from '../result.ts'
import { checkText, decode } from './decode.ts'
import type { Reader, Source } from './reader.ts'
import { readSheets, type Sheet } from './sheet.ts'
import { extensionOf } from './sniff.ts'

/** CSV with commas, tabs or semicolons: a column of texts, the one that looks most like it. */
export const csv: Reader = {
  id: 'csv',
  extensions: ['csv', 'tsv'],
  sniff: (_, name) => csv.extensions.includes(extensionOf(name)),
  async read(source, name, _, schema) {
    const sheets = await readCsvSheets(source, name)
    return sheets.ok ? readSheets(sheets.value, schema) : sheets
  },
  sheets: readCsvSheets,
}

async function readCsvSheets(source: Source, name: string): Promise<Result<Sheet[]>> {
  const sheet = readCsv(source, name)
  return sheet.ok ? ok([sheet.value]) : sheet
}

/** The cells of a CSV file. Fails on one whose quotation marks do not pair, since then no cell is certain. */
export function readCsv(source: Source, name: string): Result<Sheet> {
  const decoded = typeof source === 'string' ? checkText(source) : decode(source)
  if (!decoded.ok) return decoded
  const { data, errors } = Papa.parse<string[]>(decoded.value.text, { skipEmptyLines: 'greedy' })
  const broken = errors.find((error) => error.type === 'Quotes')
  return broken ? fail({ code: 'broken-sheet', row: (broken.row ?? 0) + 1 }) : ok({ name, rows: data })
}
