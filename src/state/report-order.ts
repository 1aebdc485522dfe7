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

/**
 * Rows in an order, Chinese by its sounds; what is not known comes last either way, and equals stay newest first. What has come in
 * `since` a moment stands below in the order in which it came, so that no line moves while one looks.
 */
export function inOrder(rows: readonly ReportRow[], { by, descending }: Order, since = Infinity): ReportRow[] {
  const key = keys[by]
  const settled = rows.filter((row) => row.addedAt < since)
  const known = settled.filter((row) => key(row) !== '').sort((a, b) => (descending ? -1 : 1) * compare(key(a), key(b)))
  const coming = rows.filter((row) => row.addedAt >= since).sort((a, b) => a.addedAt - b.addedAt)
  return [...known, ...settled.filter((row) => key(row) === ''), ...coming]
}

/** Chinese by its sounds. */
export const collator = new Intl.Collator('zh', { numeric: true })
const compare = (a: string | number, b: string | number): number =>
  (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))

/** The order after a click on a column's name: the same column turns round; names and confidence begin with the first and the least, all others with the most. */
export const orderBy = (now: Order, by: SortKey): Order =>
  ({ by, descending: now.by === by ? !now.descending : !['report', 'agency', 'file', 'confidence'].includes(by) })
