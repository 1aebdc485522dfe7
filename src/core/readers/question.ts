import type { Schema } from '../schema.ts'
import type { ForeignLabel, LabelNames, Meanings } from './label-names.ts'
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

/** What a person may choose before a file is read: the columns of its tables (null for a sheet without text), or what its labels mean. */
export type Question =
  | { readonly kind: 'tables'; readonly tables: readonly (Table | null)[] }
  | { readonly kind: 'labels'; readonly labels: readonly ForeignLabel[] }

/** The columns of each table in turn, null for one that is left out; or the meaning of each label. */
export type Answer =
  | { readonly kind: 'tables'; readonly columns: readonly (Columns | null)[] }
  | { readonly kind: 'labels'; readonly meanings: Meanings }

const shownRows = 6
const shownColumns = 40
const shownLetters = 120
const mostLabels = 200

/** What to ask about the sheets of a file; null where none holds text. */
export function askColumns(sheets: readonly Sheet[], schema: Schema): Question | null {
  const tables = sheets.map((sheet) => tableOf(sheet, schema))
  return tables.some((table) => table !== null) ? { kind: 'tables', tables } : null
}

/** What to ask about the labels of a file; null where they are none or so many that they are no labels. */
export function askMeanings(names: LabelNames): Question | null {
  const labels = names.unknown
  return labels.length > 0 && labels.length <= mostLabels ? { kind: 'labels', labels } : null
}

function tableOf(sheet: Sheet, schema: Schema): Table | null {
  const proposal = proposeColumns(sheet, schema)
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
