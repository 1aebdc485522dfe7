import type { Answer, Question, Table } from '../core/readers/question.ts'
import type { Columns } from '../core/readers/sheet.ts'

export type { Columns, Table }

/** A question that waits for the person: it is asked once for all tables with the same header. */
export interface TableQuestion {
  readonly key: string
  readonly table: Table
  /** Further tables that the answer is for. */
  readonly others: number
}

/** What the person is asked while files come in. Nothing waits for an answer but the files that it is about. */
export class Questions {
  #waiting = $state.raw<readonly TableQuestion[]>([])
  #postponed = $state(false)
  #takesProposals = false
  /** The answers given in this intake, by the question's key, and who waits for those to come. */
  readonly #answers = new Map<string, Columns | null>()
  readonly #askers = new Map<string, readonly ((columns: Columns | null) => void)[]>()

  /** Those without an answer, in the order in which they came. */
  get waiting(): readonly TableQuestion[] {
    return this.#waiting
  }

  /** The question on the screen; null when there is none or the person has put them off. */
  get current(): TableQuestion | null {
    return this.#postponed ? null : (this.#waiting[0] ?? null)
  }

  /** Forgets every answer, for a new intake. */
  begin(): void {
    this.#answers.clear()
    this.#askers.clear()
    this.#waiting = []
    this.#postponed = false
    this.#takesProposals = false
  }

  /** Asks what a file's question needs. Null when every table is left out; settles so too when `signal` says that all is stopped. */
  async answerTo({ tables }: Question, signal: AbortSignal): Promise<Answer | null> {
    const columns = await Promise.all(tables.map((table) => table && this.#columnsOf(table, signal)))
    return columns.some((each) => each !== null) ? { columns } : null
  }

  /** Takes the person's choice for the question on the screen; null leaves its tables out. */
  choose(columns: Columns | null): void {
    const [question] = this.#waiting
    if (question) this.#settle(question.key, columns)
  }

  /** Takes the proposal here and for whatever else this intake brings. */
  takeProposals(): void {
    this.#takesProposals = true
    for (const { key, table } of this.#waiting) this.#settle(key, table.proposal)
  }

  /** Puts the questions off; the other files go on. */
  postpone(): void {
    this.#postponed = true
  }

  resume(): void {
    this.#postponed = false
  }

  #columnsOf(table: Table, signal: AbortSignal): Promise<Columns | null> | Columns | null {
    if (this.#takesProposals) return table.proposal
    const key = keyOf(table)
    const answer = this.#answers.get(key)
    if (answer !== undefined || signal.aborted) return answer ?? null
    const askers = this.#askers.get(key) ?? []
    if (askers.length === 0) this.#waiting = [...this.#waiting, { key, table, others: 0 }]
    else this.#waiting = this.#waiting.map((each) => (each.key === key ? { ...each, others: askers.length } : each))
    signal.addEventListener('abort', () => this.#settle(key, null), { once: true })
    return new Promise((settle) => this.#askers.set(key, [...askers, settle]))
  }

  #settle(key: string, columns: Columns | null): void {
    this.#answers.set(key, columns)
    for (const settle of this.#askers.get(key) ?? []) settle(columns)
    this.#waiting = this.#waiting.filter((each) => each.key !== key)
  }
}

/** Tables with the same header are alike; without one, those with as many columns. */
const keyOf = ({ rows, proposal }: Table): string =>
  JSON.stringify(proposal.header ? rows[0]?.map((cell) => cell.trim()) : (rows[0]?.length ?? 0))
