import { resolve } from '../core/labels.ts'
import { fail, ok, type Problem, type Result } from '../core/result.ts'
import { writeLabelsJsonl } from '../core/writers/labels-jsonl.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports, StoredReport } from '../storage/reports.ts'
import type { Grouping } from './report-groups.ts'
import { orderBy, type Order, type SortKey } from './report-order.ts'

export type { ReportRow }

/** Every report that is stored here, newest first, and what is done with them as wholes. */
export class Library {
  readonly #reports: Reports
  #rows = $state.raw<readonly ReportRow[]>([])
  #order = $state.raw<Order>({ by: 'changed', descending: true })
  #arrangedAt = $state(0)
  #grouping = $state<Grouping>('none')
  #closed = $state.raw<ReadonlySet<string>>(new Set())
  #showsArchived = $state(false)
  #loaded = $state(false)
  #problem = $state.raw<Problem | null>(null)
  #removed = $state.raw<readonly (readonly StoredReport[])[]>([])
  #setAside = $state.raw<readonly string[]>([])

  constructor(reports: Reports) {
    this.#reports = reports
  }

  async load(): Promise<void> {
    const rows = await this.#reports.list()
    if (rows.ok) this.#rows = rows.value
    else this.#problem = rows.problem
    this.#loaded = true
  }

  get rows(): readonly ReportRow[] {
    return this.#rows
  }

  /** The order in which the person looks at them. */
  get order(): Order {
    return this.#order
  }

  /** Sorts by a column, or turns its order round. */
  sort(by: SortKey): void {
    this.#order = orderBy(this.#order, by)
    this.#arrangedAt = Date.now()
  }

  /** When the person last chose an order or a grouping. */
  get arrangedAt(): number {
    return this.#arrangedAt
  }

  /** How reports are grouped, and the ids of the groups that are closed. */
  get grouping(): Grouping {
    return this.#grouping
  }

  get closed(): ReadonlySet<string> {
    return this.#closed
  }

  group(by: Grouping): void {
    this.#grouping = by
    this.#closed = new Set()
    this.#arrangedAt = Date.now()
  }

  /** Opens or closes groups. */
  fold(groups: readonly string[], isClosed: boolean): void {
    this.#closed = new Set(isClosed ? [...this.#closed, ...groups] : [...this.#closed].filter((id) => !groups.includes(id)))
  }

  /** The reports that are listed: all, or all but those in the archive. */
  readonly listed = $derived.by(() => (this.#showsArchived ? this.#rows : this.#rows.filter((row) => !row.archived)))

  get showsArchived(): boolean {
    return this.#showsArchived
  }

  showArchived(shows: boolean): void {
    this.#showsArchived = shows
  }

  /** False until the first list has come from storage. */
  get loaded(): boolean {
    return this.#loaded
  }

  /** What went wrong last; null when all is well. */
  get problem(): Problem | null {
    return this.#problem
  }

  /** The reports removed last, which can still be put back; once they are, those removed before them. */
  get removed(): readonly StoredReport[] {
    return this.#removed.at(-1) ?? []
  }

  /** The reports that were put into the archive last, which can be taken out again at once. */
  get setAside(): readonly string[] {
    return this.#setAside
  }

  /** Shows a row that has been added or changed. */
  show(row: ReportRow): void {
    const at = this.#rows.findIndex((each) => each.id === row.id)
    this.#rows = at === -1 ? [row, ...this.#rows] : this.#rows.with(at, row)
  }

  /** Reads rows anew that another tab has changed, added or removed. */
  async readAnew(ids: readonly string[]): Promise<void> {
    const rows = await this.#reports.rowsOf(ids)
    if (!rows.ok) return this.#fail(rows.problem)
    for (const row of rows.value) if (row) this.show(row)
    const gone = new Set(ids.filter((_, at) => !rows.value[at]))
    if (gone.size > 0) this.#rows = this.#rows.filter((row) => !gone.has(row.id))
  }

  /** Puts reports into the archive, or takes them out. */
  async archive(ids: readonly string[], archived: boolean): Promise<void> {
    const changed = this.#rows.filter((row) => ids.includes(row.id)).map((row) => ({ ...row, archived }))
    const saved = await this.#reports.archive(ids, archived)
    if (!saved.ok) return this.#fail(saved.problem)
    for (const row of changed) this.show(row)
    this.#setAside = archived ? ids : []
  }

  async remove(ids: readonly string[]): Promise<void> {
    const removed = await this.#reports.remove(ids)
    if (!removed.ok) return this.#fail(removed.problem)
    this.#removed = [...this.#removed, removed.value]
    this.#rows = this.#rows.filter((row) => !ids.includes(row.id))
    this.#setAside = this.#setAside.filter((id) => !ids.includes(id))
  }

  /** Puts back what was removed last, with its labels and its history. */
  async restore(): Promise<void> {
    const { removed } = this
    const restored = await this.#reports.restore(removed)
    if (!restored.ok) return this.#fail(restored.problem)
    const back = new Set(removed.map((each) => each.row.id))
    this.#rows = [...this.#rows.filter((row) => !back.has(row.id)), ...removed.map((each) => each.row)].sort((a, b) => b.addedAt - a.addedAt)
    this.#removed = this.#removed.filter((each) => each !== removed)
  }

  /** Labels JSONL of the given reports, one after the other. */
  async exportLabels(ids: readonly string[]): Promise<Result<Blob>> {
    const parts: string[] = []
    for (const id of ids) {
      const stored = await this.#reports.load(id)
      if (!stored.ok) return stored
      if (!stored.value) return fail({ code: 'storage-failed', reason: id })
      const { content, annotations } = stored.value
      parts.push(writeLabelsJsonl({ doc: content.doc, labels: resolve(content.doc, content.prediction, annotations) }, this.#reports.schema))
    }
    return ok(new Blob(parts, { type: 'application/x-ndjson' }))
  }

  #fail(problem: Problem): void {
    this.#problem = problem
  }
}
