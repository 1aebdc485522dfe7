import { fail, type Problem, type Result } from '../core/result.ts'
import type { ReportRow } from '../storage/db.ts'
import type { Reports } from '../storage/reports.ts'

export type Saving = 'saved' | 'saving' | Problem

/** Saves what is done to a report in the order in which it is done, each step on the row that was stored before it. */
export class Saves {
  readonly #reports: Reports
  readonly #outdated: () => void
  /** Of the labels that the report was read with. */
  readonly #schemaVersion: number
  /** The row as it was stored last, and as it is to be stored. */
  #stored: ReportRow
  #newest: ReportRow
  #state = $state.raw<Saving>('saved')
  #last: Promise<unknown> = Promise.resolve()

  /** `outdated` is called where another tab has changed the report or the schema: nothing can be saved any more. */
  constructor(row: ReportRow, reports: Reports, outdated: () => void) {
    this.#stored = this.#newest = row
    this.#reports = reports
    this.#outdated = outdated
    this.#schemaVersion = reports.schema.version
  }

  get state(): Saving {
    return this.#state
  }

  /** Shows a problem until something is saved. */
  tell(problem: Problem): void {
    this.#state = problem
  }

  /** Settles when everything done so far has been saved, or has failed to. */
  async settled(): Promise<void> {
    await this.#last
  }

  /** Saves after everything that came before; `known` is the row as it was stored last. Gives what saving gave, null where it failed. */
  add<T>(row: ReportRow, save: (known: ReportRow) => Promise<Result<T>>): Promise<T | null> {
    this.#state = 'saving'
    this.#newest = row
    const saved = this.#last.then(async () => {
      const isCurrent = this.#reports.schema.version === this.#schemaVersion
      const result = isCurrent ? await save(this.#stored) : fail({ code: 'changed-elsewhere' })
      if (result.ok) this.#took(row)
      else this.#failed(result.problem)
      return result.ok ? result.value : null
    })
    this.#last = saved
    return saved
  }

  #took(row: ReportRow): void {
    this.#stored = row
    if (this.#newest === row) this.#state = 'saved'
  }

  #failed(problem: Problem): void {
    this.#state = problem
    if (problem.code === 'changed-elsewhere') this.#outdated()
  }
}
