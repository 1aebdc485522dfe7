import type { Span } from '../core/document.ts'
import type { Problem, Result } from '../core/result.ts'
import { successorOf, type Field, type Schema } from '../core/schema.ts'
import { explanation, nextRemovals, partsOf, type Explanation, type Parts, type Removal, type Scores, type ScoreWithout } from '../core/why.ts'
import type { Around, Labeller } from '../worker/client.ts'
import type { OpenReport } from './open-report.svelte.ts'

/** What is being done: the report around the paragraph is read once, then parts of the paragraph are taken out one by one. */
export interface Progress {
  readonly step: 'waiting' | 'reading' | 'trying'
  readonly done: number
  readonly of: number
}

export interface WhyServices {
  labeller(): Pick<Labeller, 'encodeAround' | 'occlude'>
  /** In whose labels the model's are told. */
  schema(): Schema
}

interface Asked {
  readonly report: OpenReport
  readonly index: number
  readonly parts: Parts
}

/** Milliseconds that the focus must rest before anything is computed. */
const rest = 250

/** After everything else that waits for a worker. */
const order = Infinity

/** Which words lead the model to its label. While this is open, the paragraph in focus is explained. */
export class Why {
  readonly #services: WhyServices
  #isOpen = $state(false)
  #field = $state<Field>('section')
  #progress = $state.raw<Progress | null>(null)
  #problem = $state.raw<Problem | null>(null)
  #asked = $state.raw<Asked | null>(null)
  /** Of the report that is explained, by what was taken out. */
  #scores = $state.raw<ReadonlyMap<string, Scores>>(new Map())
  /** What was encoded of that report. */
  #arounds: readonly Around[] = []
  #report: OpenReport | null = null
  #run = new AbortController()

  readonly #explanation = $derived.by(() => (this.#asked ? explanation(this.#asked.parts, this.#without(this.#asked)) : null))

  constructor(services: WhyServices) {
    this.#services = services
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** The field whose label is explained. */
  get field(): Field {
    return this.#field
  }

  /** Null where nothing is under way. */
  get progress(): Progress | null {
    return this.#progress
  }

  get problem(): Problem | null {
    return this.#problem
  }

  open(shown: boolean): void {
    this.#isOpen = shown
  }

  choose(field: Field): void {
    this.#field = field
  }

  /** What is known so far of a paragraph. */
  of(report: OpenReport, index: number): Explanation | null {
    return this.#isOpen && this.#asked?.report === report && this.#asked.index === index ? this.#explanation : null
  }

  /** How many words the paragraph has that is explained, each counted once. */
  get words(): number {
    return this.#asked?.parts.words.length ?? 0
  }

  /** Explains a paragraph once the focus has rested on it; whatever was under way is left off. */
  async explain(report: OpenReport, index: number): Promise<void> {
    this.cancel()
    const run = new AbortController()
    this.#run = run
    this.#problem = null
    const paragraph = report.doc.paragraphs[index]
    if (!paragraph || paragraph.structure) return
    if (this.#report !== report) this.#begin(report)
    const asked = { report, index, parts: partsOf(report.doc.text, report.words, paragraph) }
    this.#asked = asked
    if (nextRemovals(asked.parts, this.#without(asked)).length === 0) return
    this.#progress = { step: 'waiting', done: 0, of: 0 }
    await new Promise((resolve) => { setTimeout(resolve, rest) })
    const done = run.signal.aborted ? null : await this.#compute(asked, run.signal)
    if (!done || run.signal.aborted) return
    this.#progress = null
    this.#problem = done.ok ? null : done.problem
  }

  /** Leaves off. What was computed is kept for when the focus comes back. */
  cancel(): void {
    this.#run.abort()
    this.#progress = null
    this.#asked = null
  }

  async #compute(asked: Asked, signal: AbortSignal): Promise<Result<unknown>> {
    const around = await this.#around(asked, signal)
    if (!around.ok) return around
    const without = this.#without(asked)
    let next = nextRemovals(asked.parts, without)
    for (; next.length > 0 && !signal.aborted; next = nextRemovals(asked.parts, without)) {
      const tried = await this.#try(asked, around.value, next, signal)
      if (!tried.ok) return tried
    }
    return around
  }

  async #around({ report, index }: Asked, signal: AbortSignal): Promise<Result<Around>> {
    const known = this.#arounds.find(({ input: { block } }) => block.from <= index && index < block.to)
    if (known) return { ok: true, value: known }
    const onProgress = (done: number, of: number) => {
      if (!signal.aborted) this.#progress = { step: 'reading', done, of }
    }
    const around = await this.#services.labeller().encodeAround(report.doc, index, { signal, order, onProgress })
    if (around.ok && this.#report === report) this.#arounds = [...this.#arounds, around.value]
    return around
  }

  #try({ report, index }: Asked, around: Around, removals: readonly Removal[], signal: AbortSignal): Promise<Result<void>> {
    let done = 0
    this.#progress = { step: 'trying', done, of: removals.length }
    return this.#services.labeller().occlude(around, report.doc, index, removals.map(({ places }) => places), (first, scores) => {
      if (this.#report !== report) return
      this.#scores = new Map([...this.#scores, ...scores.map((each, at) => [keyOf(index, removals[first + at]?.places ?? []), each] as const)])
      if (!signal.aborted) this.#progress = { step: 'trying', done: (done += scores.length), of: removals.length }
    }, { signal, order })
  }

  /** The score of the label that the model gives, by what was taken out. */
  #without({ report, index }: Asked): ScoreWithout {
    const field = this.#field
    const schema = this.#services.schema()
    const label = report.candidates(field, index)[0]?.value ?? ''
    return ({ places }) => {
      const scores = this.#scores.get(keyOf(index, places))?.[field]
      // Several labels of the model may have become one of the project's.
      return scores && Object.entries(scores).reduce((sum, [id, score]) => sum + (successorOf(schema, field, id) === label ? score : 0), 0)
    }
  }

  #begin(report: OpenReport): void {
    this.#report = report
    this.#scores = new Map()
    this.#arounds = []
  }
}

const keyOf = (index: number, places: readonly Span[]): string => `${index}:${places.map(({ start, end }) => `${start}-${end}`).join()}`
