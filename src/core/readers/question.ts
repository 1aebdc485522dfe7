import { ok, type Result } from '../result.ts'
import type { Reader, Source } from './reader.ts'
import { proposeColumns, type Columns, type Sheet } from './sheet.ts'

/** The first rows of a table, from which a person chooses its columns. */
export interface Table {
  readonly name: string
  /** The first rows, all of the same length, long cells cut. */
  readonly rows: readonly (readonly string[])[]
  /** How many rows it has. */
  readonly count: number
  readonly proposal: Columns
}

/** What a person may choose before a file is read: the columns of each of its tables; null for a sheet that holds no text. */
export interface Question {
  readonly kind: 'tables'
  readonly tables: readonly (Table | null)[]
}

/** The choice for each table in turn; null leaves it out. */
export interface Answer {
  readonly columns: readonly (Columns | null)[]
}

const shownRows = 6
const shownColumns = 40
const shownLetters = 120

/** What to ask about a file; null where nothing is to be chosen. */
export async function ask(reader: Reader | undefined, source: Source, name: string): Promise<Result<Question> | null> {
  const sheets = await reader?.sheets?.(source, name)
  if (!sheets?.ok) return null
  const tables = sheets.value.map(tableOf)
  return tables.some((table) => table !== null) ? ok({ kind: 'tables', tables }) : null
}

function tableOf(sheet: Sheet): Table | null {
  const proposal = proposeColumns(sheet)
  if (!proposal) return null
  const rows = sheet.rows.slice(0, shownRows)
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const width = Math.max(proposal.text + 1, Math.min(shownColumns, widest))
  return {
    name: sheet.name,
    rows: rows.map((row) => Array.from({ length: width }, (_, column) => (row[column] ?? '').slice(0, shownLetters))),
    count: sheet.rows.length,
    proposal,
  }
}
