import { proxy, releaseProxy, wrap, type Remote } from 'comlink'
import type { Digest } from '../core/digest.ts'
import type { Span } from '../core/document.ts'
import type { Filter, Wanted } from '../core/filter.ts'
import { fail, ok, type Problem, type Result } from '../core/result.ts'
import type { ReportFacts } from '../core/search/dimensions.ts'
import type { Found, Line, SearchReport } from '../core/search/search-index.ts'
import type { Counts } from '../core/search/tally.ts'
import type { Findings, Place } from './search/job.ts'
import type { SearchWorkerApi } from './search/worker.ts'

export type { Counts, Findings, Found, Line, Place, ReportFacts, SearchReport }

/** A stretch of a report's text that was found, and its paragraph. */
export interface Hit {
  readonly paragraph: number
  readonly span: Span
}

/** Milliseconds without an answer after which a regular expression counts as endless. */
const patience = 3000

/**
 * Searches all reports in a worker of its own, which starts at the first call and keeps what it is given in memory. A regular
 * expression cannot be stopped but with its worker: when one does not come to an end the worker is ended, `onlost` is called
 * and everything has to be put in again.
 */
export class Searcher {
  readonly #create: () => Worker
  readonly #patience: number
  #worker: Running | null = null
  /** Whether the current search is by a regular expression. */
  #mayHang = false
  #ontold: (findings: Findings) => void = () => {}
  #onlost: (problem: Problem) => void = () => {}

  constructor(create: () => Worker, wait = patience) {
    this.#create = create
    this.#patience = wait
  }

  /** Says who gets what searches find, and who is told when all that was put in is lost. */
  listen(ontold: (findings: Findings) => void, onlost: (problem: Problem) => void): void {
    this.#ontold = ontold
    this.#onlost = onlost
  }

  put(reports: readonly SearchReport[]): Promise<Result<void>> {
    return this.#call(async (api) => ok(await api.put(reports)))
  }

  relabel(changed: readonly { facts: ReportFacts; digest: Digest }[]): Promise<Result<void>> {
    return this.#call(async (api) => ok(await api.relabel(changed)))
  }

  remove(ids: readonly string[]): Promise<Result<void>> {
    return this.#call(async (api) => ok(await api.remove(ids)))
  }

  /** Begins a search in place of the one before; `number` tells what it finds from what that one did. */
  async begin(number: number, filter: Filter, words: readonly string[]): Promise<Result<void>> {
    this.#mayHang = filter.mode === 'pattern'
    const begun = await this.#watched(this.#mayHang, (api) => api.begin(number, filter, words))
    if (begun.ok && this.#mayHang) void this.#watch(() => this.#isUnderWay(number))
    return begun
  }

  /** How many paragraphs a filter finds, without a search of its own. Not for regular expressions: one could hang. */
  count(filter: Filter, words: readonly string[]): Promise<Result<number>> {
    return this.#call((api) => api.count(filter, words))
  }

  /** What is shown of paragraphs that the current search has found. */
  lines(places: readonly Place[]): Promise<Result<(Line | null)[]>> {
    return this.#watched(this.#mayHang, async (api) => ok(await api.lines(places)))
  }

  /** Where something stands in one report. */
  find(id: string, wanted: Wanted, words: readonly string[]): Promise<Result<Hit[]>> {
    return this.#watched(wanted.mode === 'pattern', (api) => api.find(id, wanted, words))
  }

  stop(): void {
    this.#worker?.end({ code: 'cancelled' })
  }

  #watched<T>(mayHang: boolean, ask: (api: Remote<SearchWorkerApi>) => Promise<Result<T>>): Promise<Result<T>> {
    let open = true
    const answer = this.#call(ask).finally(() => { open = false })
    if (mayHang) void this.#watch(() => open)
    return answer
  }

  /** Ends the worker if it does not answer in time while a regular expression is at work. */
  async #watch(isAtWork: () => boolean): Promise<void> {
    const running = this.#worker
    while (running && running === this.#worker) {
      const answered = await Promise.race([running.api.ping().then(() => true), running.ended.then(() => true), after(this.#patience).then(() => false)])
      if (!answered) return running.end({ code: 'pattern-too-slow', seconds: Math.round(this.#patience / 1000) })
      if (!isAtWork()) return
      await after(this.#patience / 10)
    }
  }

  #isUnderWay(number: number): boolean {
    return this.#worker !== null && this.#worker.last.search <= number && !(this.#worker.last.search === number && this.#worker.last.done)
  }

  #start(): Running {
    const worker = this.#create()
    const api = wrap<SearchWorkerApi>(worker)
    let resolve = (_: Result<never>): void => {}
    const ended = new Promise<Result<never>>((settle) => { resolve = settle })
    const end = (problem: Problem): void => {
      if (this.#worker?.worker !== worker) return
      this.#worker = null
      api[releaseProxy]()
      worker.terminate()
      resolve(fail(problem))
      this.#onlost(problem)
    }
    worker.addEventListener('error', () => end({ code: 'search-died' }))
    worker.addEventListener('messageerror', () => end({ code: 'search-died' }))
    const running: Running = { worker, api, end, ended, last: { search: 0, done: false } }
    void api.listen(proxy((findings: Findings) => {
      running.last = findings
      this.#ontold(findings)
    }))
    return running
  }

  async #call<T>(ask: (api: Remote<SearchWorkerApi>) => Promise<Result<T>>): Promise<Result<T>> {
    this.#worker ??= this.#start()
    const { api, end, ended } = this.#worker
    try {
      return await Promise.race([ask(api), ended])
    } catch {
      // A bug in the worker: its state is not to be trusted any more.
      end({ code: 'search-died' })
      return ended
    }
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

interface Running {
  readonly worker: Worker
  readonly api: Remote<SearchWorkerApi>
  /** Ends the worker; every open call settles with this problem. */
  end(problem: Problem): void
  /** Settles when it has ended. */
  readonly ended: Promise<Result<never>>
  /** The search that told last, and whether it was done. */
  last: { readonly search: number; readonly done: boolean }
}
