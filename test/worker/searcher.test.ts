import { describe, expect, it, vi } from 'vitest'
import { digestOf } from '../../src/core/digest.ts'
import { everything } from '../../src/core/filter.ts'
import type { Problem } from '../../src/core/result.ts'
import { Searcher, type Findings, type SearchReport } from '../../src/worker/searcher.ts'
import type { LoopbackWorker } from '../fixtures/loopback-worker.ts'
import { searchWorker } from '../fixtures/search.ts'

const report = (id: string, lines: readonly string[]): SearchReport => {
  let at = 0
  const bounds = lines.flatMap((line) => { const start = at; at += line.length + 1; return [start, start + line.length] })
  return {
    facts: { id, addedAt: 0, agency: '', region: '', level: '', year: null }, digest: digestOf(id, [], [], 0.5),
    source: { text: lines.join('\n'), bounds: Uint32Array.from(bounds), words: new Uint32Array() },
  }
}

function makeSearcher(change: object = {}, patience?: number) {
  const workers: LoopbackWorker[] = []
  const findings: Findings[] = []
  const lost: Problem[] = []
  const searcher = new Searcher(() => {
    const worker = searchWorker(workers.length === 0 ? change : {})
    workers.push(worker)
    return worker as EventTarget as Worker
  }, patience)
  searcher.listen((each) => findings.push(each), (problem) => lost.push(problem))
  const done = (search: number) => vi.waitFor(() => expect(findings.some((each) => each.search === search && each.done)).toBe(true), { timeout: 10_000 })
  const found = (search: number) => findings.filter((each) => each.search === search).flatMap((each) => each.found.flatMap(({ report: id, paragraphs }) => [...paragraphs].map((paragraph) => `${id}:${paragraph}`)))
  return { searcher, workers, findings, lost, done, found }
}

const wanting = (text: string, mode: 'substring' | 'pattern' = 'substring') => ({ ...everything, text, mode })

describe('a search in a worker', () => {
  it('finds in what is there, and in what comes in while it is the current one, each report once', async () => {
    const { searcher, done, found, findings } = makeSearcher()
    await searcher.begin(1, wanting('公开'), [])
    await done(1)
    await searcher.put([report('a', ['公开', '不']), report('b', ['不', '公开'])])
    await vi.waitFor(() => expect(found(1)).toEqual(['a:0', 'b:1']))
    await searcher.put([report('b', ['不', '公开'])])
    await searcher.begin(2, wanting('不'), [])
    await done(2)
    expect(found(1)).toEqual(['a:0', 'b:1'])
    expect(found(2)).toEqual(['a:1', 'b:0'])
    expect(findings.findLast((each) => each.search === 2)?.looked).toBe(2)
    const lines = await searcher.lines([{ report: 'a', paragraph: 1 }, { report: 'gone', paragraph: 0 }])
    expect(lines.ok && lines.value).toMatchObject([{ text: '不', hits: [{ start: 0, end: 1 }] }, null])
    searcher.stop()
  })

  it('gives way to a newer one', async () => {
    const { searcher, done, found, findings } = makeSearcher()
    await searcher.put(Array.from({ length: 300 }, (_, id) => report(String(id), Array.from({ length: 100 }, () => '公开信息'))))
    void searcher.begin(1, wanting('公开'), [])
    await searcher.begin(2, wanting('信息'), [])
    await done(2)
    expect(found(2)).toHaveLength(30_000)
    expect(findings.at(-1)?.search).toBe(2)
    searcher.stop()
  })

  it('says what is wrong with a pattern', async () => {
    const { searcher } = makeSearcher()
    expect(await searcher.begin(1, wanting('(', 'pattern'), [])).toMatchObject({ ok: false, problem: { code: 'bad-pattern', fault: 'open-group' } })
    searcher.stop()
  })

  it('that does not come to an end is ended with its worker, and the next starts anew', async () => {
    const { searcher, workers, lost, done, found } = makeSearcher({ ping: () => new Promise(() => {}), begin: () => new Promise(() => {}) }, 50)
    await searcher.put([report('a', ['公开'])])
    expect(await searcher.begin(1, wanting('(公+)+$', 'pattern'), [])).toMatchObject({ ok: false, problem: { code: 'pattern-too-slow' } })
    expect(lost.map(({ code }) => code)).toEqual(['pattern-too-slow'])
    expect(workers[0]?.alive).toBe(false)
    await searcher.put([report('a', ['公开'])])
    await searcher.begin(2, wanting('公开'), [])
    await done(2)
    expect(found(2)).toEqual(['a:0'])
    searcher.stop()
  })

  it('tells when its worker has died', async () => {
    const { searcher, workers, lost } = makeSearcher({ find: () => new Promise(() => {}) })
    const found = searcher.find('a', wanting('公'), [])
    workers[0]?.die()
    expect(await found).toMatchObject({ ok: false, problem: { code: 'search-died' } })
    expect(lost.map(({ code }) => code)).toEqual(['search-died'])
  })
})
