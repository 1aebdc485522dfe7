import type { ReportRow } from '../storage/db.ts'

export type SortKey = 'report' | 'agency' | 'file' | 'year' | 'progress' | 'confidence' | 'characters' | 'paragraphs' | 'unsure' | 'substance' | 'changed'

export interface Order {
  readonly by: SortKey
  readonly descending: boolean
}

const keys: Record<SortKey, (row: ReportRow) => string | number> = {
  report: (row) => row.title,
  agency: (row) => row.agency,
  file: (row) => row.name,
  year: (row) => row.year ?? '',
  progress: (row) => row.decided / Math.max(1, row.paragraphs),
  confidence: (row) => row.confidence ?? '',
  characters: (row) => row.characters,
  paragraphs: (row) => row.paragraphs,
  unsure: (row) => row.unsure,
  substance: (row) => (row.body === 0 ? '' : row.substantive / row.body),
  changed: (row) => row.changedAt,
}

/** Rows in an order, Chinese by its sounds; what is not known comes last either way, and equals stay newest first. */
export function inOrder(rows: readonly ReportRow[], { by, descending }: Order): ReportRow[] {
  const key = keys[by]
  const known = rows.filter((row) => key(row) !== '').sort((a, b) => (descending ? -1 : 1) * compare(key(a), key(b)))
  return [...known, ...rows.filter((row) => key(row) === '')]
}

/** Chinese by its sounds. */
export const collator = new Intl.Collator('zh', { numeric: true })
const compare = (a: string | number, b: string | number): number =>
  (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))

/** The order after a click on a column's name: the same column turns round; names and confidence begin with the first and the least, all others with the most. */
export const orderBy = (now: Order, by: SortKey): Order =>
  ({ by, descending: now.by === by ? !now.descending : !['report', 'agency', 'file', 'confidence'].includes(by) })
