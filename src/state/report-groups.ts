import type { ReportRow } from '../storage/db.ts'
import { collator } from './report-order.ts'

export type Grouping = 'none' | 'agency' | 'year'

/** What the table shows of one report, or of several together. */
export type Figures = Pick<ReportRow, 'characters' | 'paragraphs' | 'decided' | 'unsure' | 'body' | 'substantive' | 'confidence' | 'changedAt'>

/** Reports of one agency or year, or those that have just come in; `name` is '' where the agency or year is not known. */
export interface Group {
  readonly kind: 'group'
  readonly id: string
  readonly isNew: boolean
  readonly name: string
  readonly rows: readonly ReportRow[]
  readonly isOpen: boolean
  readonly sums: Figures
}

/** One line of the library's table. */
export type Line = Group | { readonly kind: 'report'; readonly row: ReportRow }

/**
 * The lines of the table: each group's own, and below it, unless its id is closed, its reports in the order given. What has come in
 * `since` a moment is a group of its own at the end, so that no line moves while one looks.
 */
export function linesOf(rows: readonly ReportRow[], by: Grouping, closed: ReadonlySet<string>, since = Infinity): Line[] {
  if (by === 'none') return rows.map((row) => ({ kind: 'report', row }))
  const groups = new Map<string, ReportRow[]>()
  for (const row of rows.filter(({ addedAt }) => addedAt < since)) {
    const name = String(row[by] ?? '')
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  const coming = rows.filter(({ addedAt }) => addedAt >= since)
  return [
    ...[...groups].sort(([a], [b]) => inGroupOrder(by, a, b)).flatMap(([name, members]) => groupLines({ id: `=${name}`, name, isNew: false }, members, closed)),
    ...(coming.length > 0 ? groupLines({ id: 'new', name: '', isNew: true }, coming, closed) : []),
  ]
}

function groupLines(about: Pick<Group, 'id' | 'name' | 'isNew'>, rows: readonly ReportRow[], closed: ReadonlySet<string>): Line[] {
  const isOpen = !closed.has(about.id)
  return [{ kind: 'group', ...about, rows, isOpen, sums: sumsOf(rows) }, ...(isOpen ? rows.map((row) => ({ kind: 'report' as const, row })) : [])]
}

/** Agencies by their sounds, years from the latest, what is not known last. */
function inGroupOrder(by: Grouping, a: string, b: string): number {
  if (a === '' || b === '') return a === '' ? 1 : -1
  return by === 'year' ? Number(b) - Number(a) : collator.compare(a, b)
}

/** The sums of several reports, the mean of their confidence, and their last change. */
export function sumsOf(rows: readonly ReportRow[]): Figures {
  const sum = (of: (row: ReportRow) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const scored = rows.flatMap(({ confidence, paragraphs }) => (confidence === null ? [] : { confidence, paragraphs }))
  const weight = scored.reduce((total, { paragraphs }) => total + paragraphs, 0)
  return {
    characters: sum((row) => row.characters),
    paragraphs: sum((row) => row.paragraphs),
    decided: sum((row) => row.decided),
    unsure: sum((row) => row.unsure),
    body: sum((row) => row.body),
    substantive: sum((row) => row.substantive),
    confidence: weight === 0 ? null : scored.reduce((total, { confidence, paragraphs }) => total + confidence * paragraphs, 0) / weight,
    changedAt: rows.reduce((latest, row) => Math.max(latest, row.changedAt), 0),
  }
}
