import { proxy, releaseProxy, wrap, type Remote } from 'comlink'
import { fail, ok, type Result } from '../core/result.ts'
import type { ExportRequest } from '../core/writers/index.ts'
import type { Fetch, HandedReport, Piece, Planned } from './export/job.ts'
import type { ExportWorkerApi } from './export/worker.ts'

export type { Fetch, HandedReport, Piece, Planned }

/** Plans and writes exports in a worker of its own, which starts at the first call and needs no model. */
export class Exporter {
  readonly #create: () => Worker
  #worker: Running | null = null

  constructor(create: () => Worker) {
    this.#create = create
  }

  /** Looks through an export; one that was under way is stopped. `fetch` is asked for one report after the other, once for each pass. */
  async plan(count: number, fetch: Fetch, request: ExportRequest): Promise<Result<Planned>> {
    this.stop()
    return this.#call((api) => api.plan(count, proxy(fetch), request))
  }

  /** Begins to write what was planned, from the start. */
  begin(): Promise<Result<void>> {
    return this.#call(async (api) => ok(await api.begin()))
  }

  /** The next piece of the file; null after the last. */
  next(): Promise<Result<Piece | null>> {
    return this.#call((api) => api.next())
  }

  /** Ends the worker and forgets what was planned; a call that is open settles as cancelled. */
  stop(): void {
    this.#worker?.end('cancelled')
  }

  #start(): Running {
    const worker = this.#create()
    const api = wrap<ExportWorkerApi>(worker)
    let resolve = (_: Result<never>): void => {}
    const ended = new Promise<Result<never>>((settle) => { resolve = settle })
    const end = (code: 'cancelled' | 'export-died'): void => {
      if (this.#worker?.worker === worker) this.#worker = null
      api[releaseProxy]()
      worker.terminate()
      resolve(fail({ code }))
    }
    worker.addEventListener('error', () => end('export-died'))
    worker.addEventListener('messageerror', () => end('export-died'))
    return { worker, api, end, ended }
  }

  async #call<T>(ask: (api: Remote<ExportWorkerApi>) => Promise<Result<T>>): Promise<Result<T>> {
    this.#worker ??= this.#start()
    const { api, end, ended } = this.#worker
    try {
      return await Promise.race([ask(api), ended])
    } catch {
      // A bug in the worker: its state is not to be trusted any more.
      end('export-died')
      return ended
    }
  }
}

interface Running {
  readonly worker: Worker
  readonly api: Remote<ExportWorkerApi>
  /** Ends the worker; every open call settles with this problem. */
  end(code: 'cancelled' | 'export-died'): void
  /** Settles when it has ended. */
  readonly ended: Promise<Result<never>>
}
