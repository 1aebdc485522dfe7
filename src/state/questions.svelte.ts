import type { ForeignLabel, Meaning, Meanings } from '../core/readers/label-names.ts'
import type { Answer, Question, Table } from '../core/readers/question.ts'
import type { Columns } from '../core/readers/sheet.ts'

export type { Columns, ForeignLabel, Meaning, Table }

/** Which columns a table has: asked once for all tables with the same header. */
export interface TableQuestion {
  readonly kind: 'table'
  readonly key: string
  readonly table: Table
  /** Further tables that the answer is for. */
  readonly others: number
}

/** What labels of another tool mean: asked once for each label. */
export interface LabelQuestion {
  readonly kind: 'labels'
  readonly key: string
  /** The file's name. */
  readonly name: string
  /** Those that have no answer yet. */
  readonly labels: readonly ForeignLabel[]
}

/** What the person is asked while files come in. Nothing waits for an answer but the files that it is about. */
export class Questions {
  #waiting = $state.raw<readonly (TableQuestion | LabelQuestion)[]>([])
  #postponed = $state(false)
  #takesProposals = false
  #asked = 0
  /** The answers given in this intake: by a table's header, and by a label's name. */
  readonly #columns = new Map<string, Columns | null>()
  readonly #meanings = new Map<string, Meaning | null>()
  /** What goes on once the question of a key is answered; `leave` says that its file is left out. */
  readonly #askers = new Map<string, readonly ((leave: boolean) => void)[]>()

  /** Those without an answer, in the order in which they came. */
  get waiting(): readonly (TableQuestion | LabelQuestion)[] {
    return this.#waiting
  }

  /** The question on the screen; null when there is none or the person has put them off. */
  get current(): TableQuestion | LabelQuestion | null {
    return this.#postponed ? null : (this.#waiting[0] ?? null)
  }

  /** Forgets every answer, for a new intake. */
  begin(): void {
    this.#columns.clear()
    this.#meanings.clear()
    this.#askers.clear()
    this.#waiting = []
    this.#postponed = false
    this.#takesProposals = false
  }

  /** Asks what a file's question needs. Null when the file is left out; settles so too when `signal` says that all is stopped. */
  async answerTo(question: Question, name: string, signal: AbortSignal): Promise<Answer | null> {
    if (question.kind === 'labels') {
      const isAnswered = await this.#askMeanings(question.labels, name, signal)
      return isAnswered ? { kind: 'labels', meanings: new Map(question.labels.map((label) => [label.name, this.#meanings.get(label.name) ?? null])) } : null
    }
    const columns = await Promise.all(question.tables.map((table) => table && this.#askColumns(table, signal)))
    return columns.some((each) => each !== null) ? { kind: 'tables', columns } : null
  }

  /** Takes the person's choice for the tables on the screen. */
  chooseColumns(columns: Columns): void {
    const question = this.current
    if (question?.kind !== 'table') return
    this.#columns.set(question.key, columns)
    this.#settle(question.key, false)
  }

  /** Takes what the person says that labels mean, here and wherever else this intake brings them. */
  chooseMeanings(meanings: Meanings): void {
    for (const [name, meaning] of meanings) this.#meanings.set(name, meaning)
    const open = this.#waiting.map((each) => (each.kind === 'labels' ? { ...each, labels: this.#unanswered(each.labels) } : each))
    this.#waiting = open
    for (const each of open) if (each.kind === 'labels' && each.labels.length === 0) this.#settle(each.key, false)
  }

  /** Leaves out what the question on the screen is about. */
  leaveOut(): void {
    const question = this.current
    if (question) this.#leave(question.key)
  }

  /** Takes the proposal here and for whatever else this intake brings. A label without one is left out. */
  takeProposals(): void {
    this.#takesProposals = true
    for (const question of this.#waiting) {
      if (question.kind === 'table') {
        this.#columns.set(question.key, question.table.proposal)
        this.#settle(question.key, false)
      } else this.chooseMeanings(proposalsOf(question.labels))
    }
  }

  /** Puts the questions off; the other files go on. */
  postpone(): void {
    this.#postponed = true
  }

  resume(): void {
    this.#postponed = false
  }

  async #askColumns(table: Table, signal: AbortSignal): Promise<Columns | null> {
    if (this.#takesProposals) return table.proposal
    const key = headerOf(table)
    if (!this.#columns.has(key)) {
      const others = this.#askers.get(key)?.length ?? 0
      const question: TableQuestion = { kind: 'table', key, table, others: 0 }
      this.#waiting = others > 0 ? this.#waiting.map((each) => (each.key === key ? { ...each, others } : each)) : [...this.#waiting, question]
      await this.#ask(key, signal)
    }
    return this.#columns.get(key) ?? null
  }

  async #askMeanings(labels: readonly ForeignLabel[], name: string, signal: AbortSignal): Promise<boolean> {
    const open = this.#unanswered(labels)
    if (this.#takesProposals) this.chooseMeanings(proposalsOf(open))
    else if (open.length > 0) {
      const key = `labels ${this.#asked++}`
      this.#waiting = [...this.#waiting, { kind: 'labels', key, name, labels: open }]
      return !(await this.#ask(key, signal))
    }
    return true
  }

  /** Settles once the question is answered, with whether its file is left out. */
  #ask(key: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((settle) => {
      this.#askers.set(key, [...(this.#askers.get(key) ?? []), settle])
      if (signal.aborted) this.#leave(key)
      else signal.addEventListener('abort', () => this.#leave(key), { once: true })
    })
  }

  #leave(key: string): void {
    if (!this.#askers.has(key)) return
    this.#columns.set(key, null)
    this.#settle(key, true)
  }

  #settle(key: string, leave: boolean): void {
    for (const settle of this.#askers.get(key) ?? []) settle(leave)
    this.#askers.delete(key)
    this.#waiting = this.#waiting.filter((each) => each.key !== key)
  }

  #unanswered(labels: readonly ForeignLabel[]): ForeignLabel[] {
    return labels.filter(({ name }) => !this.#meanings.has(name))
  }
}

const proposalsOf = (labels: readonly ForeignLabel[]): Meanings => new Map(labels.map(({ name, proposal }) => [name, proposal]))

/** Tables with the same header are alike; without one, those with as many columns. */
const headerOf = ({ rows, proposal }: Table): string =>
  JSON.stringify(proposal.header ? rows[0]?.map((cell) => cell.trim()) : (rows[0]?.length ?? 0))
