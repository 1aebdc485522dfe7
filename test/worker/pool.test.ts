import { describe, expect, it } from 'vitest'
import { WorkerPool } from '../../src/worker/pool.ts'
import { LoopbackWorker } from '../fixtures/loopback-worker.ts'

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { opened, open }
}

function makePool(size: number) {
  const workers: LoopbackWorker[] = []
  const log: string[] = []
  const doors = new Map<string, ReturnType<typeof gate>>()
  let deaths = 0
  const api = (name: number) => ({
    greet: async () => {
      log.push(`hello ${name}`)
      await doors.get(`greeting ${name}`)?.opened
    },
    work: async (task: string) => {
      log.push(`${task} on ${name}`)
      await doors.get(task)?.opened
      return `${task} done`
    },
    fail: () => {
      throw new Error('a bug')
    },
  })
  type Api = ReturnType<typeof api>
  const create = (): Worker => {
    const worker = new LoopbackWorker(api(workers.length))
    workers.push(worker)
    return worker as EventTarget as Worker
  }
  const pool = new WorkerPool<Api>(size, create, (remote) => remote.greet(), () => deaths++)
  return { pool, workers, log, door: (task: string) => { const made = gate(); doors.set(task, made); return made }, deaths: () => deaths }
}

describe('a pool of workers', () => {
  it('starts at the first call, shares one queue, and takes lower numbers first', async () => {
    const { pool, workers, log, door } = makePool(1)
    expect(workers).toHaveLength(0)
    const first = door('first')
    const calls = [
      pool.run((api) => api.work('first'), { order: 5 }),
      pool.run((api) => api.work('late'), { order: 9 }),
      pool.run((api) => api.work('early'), { order: 1 }),
      pool.run((api) => api.work('early too'), { order: 1 }),
    ]
    await tick()
    first.open()
    expect(await Promise.all(calls)).toEqual(['first', 'late', 'early', 'early too'].map((task) => ({ ok: true, value: `${task} done` })))
    expect(log).toEqual(['hello 0', 'first on 0', 'early on 0', 'early too on 0', 'late on 0'])
    pool.stop()
  })

  it('works side by side, and keeps to the first worker what belongs there', async () => {
    const { pool, workers, log, door } = makePool(2)
    pool.start()
    await expect.poll(() => workers.length).toBe(2)
    const doors = [door('a'), door('b')]
    const calls = [pool.run((api) => api.work('a'), { first: true }), pool.run((api) => api.work('b'), { first: true }), pool.run((api) => api.work('c'))]
    expect(await calls[2]).toEqual({ ok: true, value: 'c done' })
    for (const each of doors) each.open()
    await Promise.all(calls)
    expect(log.filter((line) => !line.startsWith('hello'))).toEqual(['a on 0', 'c on 1', 'b on 0'])
    pool.stop()
  })

  it('leaves the cores to the first worker until it has nothing to do, and gives the others nothing before they have answered their greeting', async () => {
    const { pool, workers, log, door } = makePool(2)
    const [firstGreeting, secondGreeting, a, b, c] = [door('greeting 0'), door('greeting 1'), door('a'), door('b'), door('c')]
    const calls = ['a', 'b'].map((task) => pool.run((api) => api.work(task)))
    await tick()
    firstGreeting.open()
    a.open()
    await calls[0]
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(workers).toHaveLength(1)
    b.open()
    await expect.poll(() => workers.length).toBe(2)
    calls.push(...['c', 'd'].map((task) => pool.run((api) => api.work(task))))
    await tick()
    expect(log.toSorted()).toEqual(['a on 0', 'b on 0', 'c on 0', 'hello 0', 'hello 1'])
    secondGreeting.open()
    expect(await calls[3]).toEqual({ ok: true, value: 'd done' })
    expect(log.at(-1)).toBe('d on 1')
    c.open()
    await Promise.all(calls)
    pool.stop()
  })

  it('does not leave them to the first worker for ever', async () => {
    const { pool, log, door } = makePool(2)
    const long = door('long')
    const calls = ['long', 'short'].map((task) => pool.run((api) => api.work(task)))
    expect(await calls[1]).toEqual({ ok: true, value: 'short done' })
    expect(log).toEqual(['hello 0', 'long on 0', 'hello 1', 'short on 1'])
    long.open()
    await Promise.all(calls)
    pool.stop()
  })

  it('settles a cancelled call at once and never runs one that was waiting', async () => {
    const { pool, log, door } = makePool(1)
    const running = door('running')
    const controller = new AbortController()
    const calls = [pool.run((api) => api.work('running'), { signal: controller.signal }), pool.run((api) => api.work('waiting'), { signal: controller.signal })]
    await tick()
    controller.abort()
    expect(await Promise.all(calls)).toEqual([{ ok: false, problem: { code: 'cancelled' } }, { ok: false, problem: { code: 'cancelled' } }])
    running.open()
    expect(await pool.run((api) => api.work('next'))).toEqual({ ok: true, value: 'next done' })
    expect(log).toEqual(['hello 0', 'running on 0', 'next on 0'])
    expect(await pool.run((api) => api.work('never'), { signal: controller.signal })).toEqual({ ok: false, problem: { code: 'cancelled' } })
    pool.stop()
  })

  it('gives the call of a worker that dies a problem, and a new worker takes the next', async () => {
    const { pool, workers, door, deaths } = makePool(1)
    // Its greeting is answered before this: one that dies earlier counts as none.
    await pool.run((api) => api.work('before'))
    door('doomed')
    const doomed = pool.run((api) => api.work('doomed'))
    const waiting = pool.run((api) => api.work('waiting'))
    workers[0]?.die()
    expect(await doomed).toEqual({ ok: false, problem: { code: 'worker-died' } })
    expect(await waiting).toEqual({ ok: true, value: 'waiting done' })
    expect(workers.map((worker) => worker.alive)).toEqual([false, true])
    expect(deaths()).toBe(1)
    pool.stop()
  })

  it('gives every call a problem where no worker can be loaded, and tries once again at the next', async () => {
    const { pool, workers, door } = makePool(2)
    const greeting = door('greeting 0')
    const calls = ['a', 'b'].map((task) => pool.run((api) => api.work(task)))
    workers[0]?.die()
    expect(await Promise.all(calls)).toEqual(calls.map(() => ({ ok: false, problem: { code: 'worker-missing' } })))
    greeting.open()
    await tick()
    expect(workers).toHaveLength(1)
    expect(await pool.run((api) => api.work('c'))).toEqual({ ok: true, value: 'c done' })
    expect(workers).toHaveLength(2)
    pool.stop()
  })

  it('replaces a worker in which a bug was thrown', async () => {
    const { pool, workers } = makePool(1)
    expect(await pool.run((api) => api.fail())).toEqual({ ok: false, problem: { code: 'worker-died' } })
    expect(await pool.run((api) => api.work('after'))).toEqual({ ok: true, value: 'after done' })
    expect(workers).toHaveLength(2)
    pool.stop()
  })
})
