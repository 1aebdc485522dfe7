import { releaseProxy, wrap, type Remote } from 'comlink'
import { fail, ok, type Result } from '../core/result.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Calls of a lower number go first; equal ones in the order in which they came. */
  readonly order?: number
  /** Always on the first worker, for what is costly to hold in memory more than once. */
  readonly first?: boolean
}

/** Milliseconds after which a call that has not answered means that its worker is dead. No single call should take a tenth of it. */
const patience = 120_000

/** Milliseconds after which it is looked whether the first worker has anything to do, and the most that the others wait for that. */
const pause = 200
const headStart = 3000

/**
 * Workers that share one queue of calls. The first starts at the first call, the others once it has answered its greeting and what it
 * was asked then, or a while later, as what somebody waits for at first comes sooner so; they take calls once they have answered their
 * greetings. A call that is cancelled while it waits never runs; one that runs is let go. When a worker dies its call settles with a
 * problem and a new one takes its place. Where no worker can be had all calls settle with a problem, and the next one tries again.
 */
export class WorkerPool<Api> {
  readonly size: number
  readonly #create: () => Worker
  readonly #greet: (api: Remote<Api>) => Promise<unknown>
  readonly #ondeath: () => void
  #members: Member<Api>[] = []
  #queue: Call<Api>[] = []

  /** `greet` is the first call that every worker gets; `ondeath` is called when one has died. */
  constructor(size: number, create: () => Worker, greet: (api: Remote<Api>) => Promise<unknown>, ondeath: () => void = () => {}) {
    this.size = size
    this.#create = create
    this.#greet = greet
    this.#ondeath = ondeath
  }

  /** Starts the workers, so that they load while nobody waits. */
  start(): void {
    if (this.#members.length === 0) this.#members.push(this.#hire())
  }

  run<T>(ask: (api: Remote<Api>) => Promise<T>, options: CallOptions = {}): Promise<Result<T>> {
    this.start()
    return new Promise((resolve) => {
      const { signal, order = 0, first = false } = options
      if (signal?.aborted) return resolve(fail({ code: 'cancelled' }))
      const call: Call<Api> = {
        order,
        first,
        ask,
        settle: (result) => {
          signal?.removeEventListener('abort', cancel)
          resolve(result as Result<T>)
        },
      }
      const cancel = () => {
        this.#queue = this.#queue.filter((each) => each !== call)
        call.settle(fail({ code: 'cancelled' }))
      }
      signal?.addEventListener('abort', cancel, { once: true })
      this.#queue.splice(1 + this.#queue.findLastIndex((each) => each.order <= order), 0, call)
      this.#assign()
    })
  }

  /** Ends all workers; calls that are open settle as cancelled. The next call starts them again. */
  stop(): void {
    const open = [...this.#queue, ...this.#members.flatMap((member) => member.call ?? [])]
    for (const member of this.#members) this.#dismiss(member)
    this.#members = []
    this.#queue = []
    for (const call of open) call.settle(fail({ code: 'cancelled' }))
  }

  #hire(): Member<Api> {
    const worker = this.#create()
    const member: Member<Api> = { worker, api: wrap<Api>(worker), call: null, greeted: false }
    worker.addEventListener('error', () => this.#bury(member))
    worker.addEventListener('messageerror', () => this.#bury(member))
    void this.#greet(member.api).then(() => this.#welcome(member), () => this.#bury(member))
    return member
  }

  /** Lets one that has answered its greeting take calls, and has the others hired. */
  #welcome(member: Member<Api>): void {
    member.greeted = true
    this.#assign()
    this.#hireOthers(member, performance.now() + headStart)
  }

  /** Hires the others when the first has nothing to do, or when it is late enough, unless all have been dismissed meanwhile. */
  #hireOthers(first: Member<Api>, latest: number): void {
    setTimeout(() => {
      if (!this.#members.includes(first)) return
      if (first.call && performance.now() < latest) return this.#hireOthers(first, latest)
      while (this.#members.length < this.size) this.#members.push(this.#hire())
    }, pause)
  }

  #dismiss(member: Member<Api>): void {
    member.api[releaseProxy]()
    member.worker.terminate()
  }

  /** Puts a new worker in the place of a dead one, but not where it never came to answer: its script cannot be had, only a later call tries again. */
  #bury(member: Member<Api>): void {
    const at = this.#members.indexOf(member)
    if (at === -1) return
    this.#dismiss(member)
    this.#members.splice(at, 1, ...(member.greeted ? [this.#hire()] : []))
    const lost = [member.call ?? [], this.#members.length === 0 ? this.#queue.splice(0) : []].flat()
    for (const call of lost) call.settle(fail({ code: member.greeted ? 'worker-died' : 'worker-missing' }))
    this.#ondeath()
    this.#assign()
  }

  #assign(): void {
    for (const [index, member] of this.#members.entries()) {
      if (member.call || (index > 0 && !member.greeted)) continue
      const at = this.#queue.findIndex((call) => !call.first || index === 0)
      const [call] = at === -1 ? [] : this.#queue.splice(at, 1)
      if (call) void this.#carryOut(member, call)
    }
  }

  async #carryOut(member: Member<Api>, call: Call<Api>): Promise<void> {
    member.call = call
    const watch = setTimeout(() => this.#bury(member), patience)
    try {
      call.settle(ok(await call.ask(member.api)))
      member.call = null
      this.#assign()
    } catch {
      // A bug in the worker: its state is not to be trusted any more.
      this.#bury(member)
    } finally {
      clearTimeout(watch)
    }
  }
}

interface Call<Api> {
  readonly order: number
  readonly first: boolean
  ask(api: Remote<Api>): Promise<unknown>
  settle(result: Result<unknown>): void
}

interface Member<Api> {
  readonly worker: Worker
  readonly api: Remote<Api>
  call: Call<Api> | null
  greeted: boolean
}
