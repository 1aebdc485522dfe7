import type { Remote } from 'comlink'
import type { Doc, Span } from '../core/document.ts'
import type { BlockInput, BlockRows } from '../core/nlp/block.ts'
import type { Window } from '../core/nlp/input.ts'
import type { Place } from '../core/nlp/load.ts'
import type { Scene } from '../core/nlp/occlude.ts'
import type { Prediction } from '../core/prediction.ts'
import type { Opened } from '../core/readers/index.ts'
import type { Answer, Question } from '../core/readers/question.ts'
import type { Reading, Source } from '../core/readers/reader.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Schema } from '../core/schema.ts'
import type { Scores } from '../core/why.ts'
import type { WordEnds } from '../core/words.ts'
import { WorkerPool, type CallOptions } from './pool.ts'
import type { Surroundings, WorkerApi } from './worker.ts'

export interface LabelOptions extends CallOptions {
  /** Gets the paragraphs done so far. */
  readonly onProgress?: (paragraphs: number) => void
  /** Gets a first reading, long before the labels where the model is still being loaded (core/nlp/first-reading.ts). */
  readonly onFirstReading?: (prediction: Prediction) => void
}

/** `schema` has the labels that files may state; the built-in ones without it. */
export interface OpenOptions extends CallOptions {
  readonly schema?: Schema
}

/** What surrounds a paragraph, encoded: paragraphs of the same block share it. */
export interface Around {
  readonly input: BlockInput
  readonly rows: readonly Float32Array[]
  readonly gathered: BlockRows
}

/** Tokens of one call to a worker: a tenth of a second of work, so that cancelling is felt at once and progress moves. A GPU does more. */
const tokensPerCall = { wasm: 400, cpu: 400, webgpu: 4000 }

/** Reads and labels reports on all cores, away from the page's thread. */
export class Labeller {
  readonly device: Place['device']
  readonly #pool: WorkerPool<WorkerApi>
  /** What the first worker that has loaded the model says of it. */
  readonly #described: Promise<Result<string>>
  #busy = { paragraphs: 0, milliseconds: 0 }

  /** `ondeath` is called when a worker has died. */
  constructor(size: number, create: () => Worker, place: Surroundings, ondeath: () => void = () => {}) {
    this.device = place.device
    let described = (_: Result<string>): void => {}
    this.#described = new Promise((resolve) => { described = resolve })
    // A model that cannot be loaded ends no worker: every call that needs it says so.
    this.#pool = new WorkerPool<WorkerApi>(size, create, (api) => api.start(place).then(
      (config) => described(config.ok ? ok(`${config.value.name} ${config.value.version}`) : config),
      () => described(fail({ code: 'worker-died' })),
    ), () => {
      described(fail({ code: 'worker-missing' }))
      ondeath()
    })
  }

  get workers(): number {
    return this.#pool.size
  }

  /** Paragraphs a second that all workers together manage, from the calls so far; null before the first. */
  get paragraphsPerSecond(): number | null {
    const { paragraphs, milliseconds } = this.#busy
    return milliseconds > 0 ? (1000 * paragraphs * this.workers) / milliseconds : null
  }

  /** Loads the model in every worker; gives its name and version once the first has it. */
  start(): Promise<Result<string>> {
    this.#pool.start()
    return this.#described
  }

  stop(): void {
    this.#pool.stop()
  }

  open(source: Source, name: string, options?: OpenOptions): Promise<Result<Opened>> {
    return this.#call((api) => api.open(source, name, options?.schema), options)
  }

  /** As `open`, but where a person can choose how a file is read, what is to be asked first. */
  openOrAsk(source: Source, name: string, options?: OpenOptions): Promise<Result<Opened | Question>> {
    return this.#call((api) => api.openOrAsk(source, name, options?.schema), options)
  }

  /** Reads a file as a person has chosen. */
  readAs(source: Source, name: string, answer: Answer, options?: OpenOptions): Promise<Result<Reading[]>> {
    return this.#call((api) => api.readAs(source, name, answer, options?.schema), options)
  }

  /** Cuts a text into words. `ownWords` only adds to what this worker has learned: stop before passing fewer. */
  tokenize(text: string, ownWords: readonly string[], options?: CallOptions): Promise<Result<WordEnds>> {
    return this.#pool.run((api) => api.tokenize(text, ownWords), { ...options, first: true })
  }

  async label(doc: Doc, { onProgress, onFirstReading, ...options }: LabelOptions = {}): Promise<Result<Prediction>> {
    const prepared = await this.#call((api) => api.prepare(doc, onFirstReading !== undefined), options)
    if (!prepared.ok) return prepared
    const { input, first } = prepared.value
    if (first) onFirstReading?.(first)
    const { windows } = input
    const unread = doc.paragraphs.length - new Set(windows.map((window) => window.paragraph)).size
    const rows = await this.#encodeAll(windows, options, (done) => onProgress?.(unread + done))
    return rows.ok ? this.#call((api) => api.decode(doc, input, rows.value), options) : rows
  }

  /** Encodes what a paragraph is decided with. `onProgress` gets the paragraphs done so far, and all that there are. */
  async encodeAround(
    doc: Doc, paragraph: number, { onProgress, ...options }: CallOptions & { onProgress?: (done: number, of: number) => void },
  ): Promise<Result<Around>> {
    const input = await this.#call((api) => api.prepareAround(doc, paragraph), options)
    if (!input.ok) return input
    const { windows } = input.value
    const of = new Set(windows.map((window) => window.paragraph)).size
    const rows = await this.#encodeAll(windows, options, (done) => onProgress?.(done, of))
    if (!rows.ok) return rows
    const gathered = await this.#call((api) => api.gather(input.value, rows.value), options)
    return gathered.ok ? ok({ input: input.value, rows: rows.value, gathered: gathered.value }) : gathered
  }

  /** Scores of a paragraph's labels without stretches of its text, a few removals a call; `onScores` gets them as they come. */
  async occlude(
    around: Around, doc: Doc, paragraph: number, removals: readonly (readonly Span[])[], onScores: (first: number, scores: readonly Scores[]) => void, options: CallOptions,
  ): Promise<Result<void>> {
    const scene = sceneOf(around, doc, paragraph)
    const tokens = around.input.block.seenTo - around.input.block.seenFrom + Math.max(0, ...scene.input.windows.map((window) => window.ids.length))
    const each = Math.max(1, Math.floor(tokensPerCall[this.device] / tokens))
    const calls = await Promise.all(Array.from({ length: Math.ceil(removals.length / each) }, async (_, call) => {
      const first = call * each
      const scores = await this.#call((api) => api.occlude(scene, removals.slice(first, first + each)), options)
      if (scores.ok) onScores(first, scores.value)
      return scores
    }))
    return calls.find((call) => !call.ok) ?? ok(undefined)
  }

  /** The rows of windows, in their order. */
  async #encodeAll(windows: readonly Window[], options: CallOptions, onProgress: (paragraphs: number) => void): Promise<Result<Float32Array[]>> {
    const failure = new AbortController()
    const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal
    let done = 0
    onProgress(done)
    const batches = batchesOf(windows, tokensPerCall[this.device])
    const encoded = await Promise.all(batches.map(async (batch, index) => {
      const rows = await this.#encode(batch, { ...options, signal })
      if (!rows.ok) failure.abort()
      else onProgress((done += finishedIn(batch, batches[index + 1])))
      return rows
    }))
    const problem = encoded.find((rows) => !rows.ok && rows.problem.code !== 'cancelled') ?? encoded.find((rows) => !rows.ok)
    if (problem && !problem.ok) return options.signal?.aborted ? fail({ code: 'cancelled' }) : problem
    return ok(encoded.flatMap((each) => (each.ok ? each.value : [])))
  }

  async #encode(batch: readonly Window[], options: CallOptions): Promise<Result<Float32Array[]>> {
    const encoded = await this.#call((api) => api.encode(batch), options)
    if (!encoded.ok) return encoded
    this.#busy.paragraphs += new Set(batch.map((window) => window.paragraph)).size
    this.#busy.milliseconds += encoded.value.milliseconds
    return ok(encoded.value.rows)
  }

  async #call<T>(ask: (api: Remote<WorkerApi>) => Promise<Result<T>>, options?: CallOptions): Promise<Result<T>> {
    const answer = await this.#pool.run(ask, options)
    return answer.ok ? answer.value : answer
  }
}

function sceneOf({ input, rows, gathered }: Around, doc: Doc, index: number): Scene {
  const { start = 0, end = 0 } = doc.paragraphs[index] ?? {}
  const isOwn = (at: number): boolean => input.windows[at]?.paragraph === index
  return {
    paragraph: index,
    start,
    text: doc.text.slice(start, end),
    input: { ...input, windows: input.windows.filter((_, at) => isOwn(at)) },
    rows: rows.filter((_, at) => isOwn(at)),
    gathered,
  }
}

function batchesOf(windows: readonly Window[], most: number): Window[][] {
  const batches: Window[][] = []
  let tokens = Infinity
  for (const window of windows) {
    if (tokens + window.ids.length > most) {
      batches.push([])
      tokens = 0
    }
    batches.at(-1)?.push(window)
    tokens += window.ids.length
  }
  return batches
}

/** Paragraphs whose last window is in this batch. */
function finishedIn(batch: readonly Window[], next: readonly Window[] | undefined): number {
  return new Set(batch.map((window) => window.paragraph).filter((paragraph) => paragraph !== next?.[0]?.paragraph)).size
}
