import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ok } from '../../src/core/result.ts'
import { disclosureSchema } from '../../src/core/schema.ts'
import type { Scores } from '../../src/core/why.ts'
import { Why, type WhyServices } from '../../src/state/why.svelte.ts'
import { openReport } from '../fixtures/open-report.ts'

const text = '存在问题不足。\n继续改进。'
const words = [2, 4, 6, 7, 8, 10, 12, 13]
const score = (issues: number): Scores => ({ section: { issues, measures: 1 - issues }, role: { body: 1 }, substance: { substantive: 1 } })

/** Answers as a worker would, when it is told to; without 不足 nothing speaks for a problem. */
function encoder() {
  const calls: { paragraph: number; signal: AbortSignal | undefined; order: number | undefined; answer: () => void }[] = []
  const read = vi.fn()
  const made: ReturnType<WhyServices['labeller']> = {
    encodeAround: (_, paragraph) => {
      read(paragraph)
      const empty = new Float32Array()
      const block = { from: 0, to: 2, seenFrom: 0, seenTo: 2 }
      return Promise.resolve(ok({ input: { block, windows: [], firstSegment: 0, owners: new Uint32Array(), features: empty, above: new Int32Array() }, rows: [], gathered: { paragraphs: empty, segments: empty } }))
    },
    occlude: (_, doc, paragraph, removals, onScores, { signal, order }) => new Promise((resolve) => {
      calls.push({ paragraph, signal, order, answer: () => {
        onScores(0, removals.map((places) => score(places.some(({ start, end }) => doc.text.slice(start, end).includes('不足')) ? 0.2 : 0.9)))
        resolve(ok(undefined))
      } })
    }),
  }
  return { made, calls, read }
}

async function opened() {
  const { report } = await openReport(text, [{ section: 'issues' }, { section: 'measures' }], words)
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { made, calls, read } = encoder()
  const why = new Why({ labeller: () => made, schema: () => disclosureSchema })
  why.open(true)
  return { report, why, calls, read }
}

const rest = () => vi.advanceTimersByTimeAsync(300)
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('why a paragraph has its label', () => {
  afterEach(() => { vi.useRealTimers() })

  it('is asked only after a rest, behind everything else, and told step by step', async () => {
    const { report, why, calls } = await opened()
    void why.explain(report, 0)
    expect(why.progress?.step).toBe('waiting')
    expect(calls).toHaveLength(0)
    await rest()
    expect(calls).toMatchObject([{ paragraph: 0, order: Infinity }])
    expect(why.of(report, 0)).toBeNull()
    calls[0]?.answer()
    await settle()
    expect(why.of(report, 0)).toMatchObject({ score: 0.9, bare: 0.2, for: [] })
    expect(why.progress).toMatchObject({ step: 'trying', done: 0, of: 3 })
    calls[1]?.answer()
    await settle()
    expect(why.of(report, 0)?.for.map((effect) => effect.text)).toEqual(['不足'])
    expect(why.progress).toBeNull()
  })

  it('is left off when the focus moves, and begins anew there', async () => {
    const { report, why, calls, read } = await opened()
    void why.explain(report, 0)
    await rest()
    void why.explain(report, 1)
    expect(calls[0]?.signal?.aborted).toBe(true)
    calls[0]?.answer()
    await rest()
    expect(calls.map((call) => call.paragraph)).toEqual([0, 1])
    expect(why.of(report, 0)).toBeNull()
    // What surrounds them both was read once.
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('asks nothing at all where the focus does not rest', async () => {
    const { report, why, calls, read } = await opened()
    void why.explain(report, 0)
    void why.explain(report, 1)
    why.cancel()
    await rest()
    expect(read).not.toHaveBeenCalled()
    expect(calls).toHaveLength(0)
    expect(why.progress).toBeNull()
  })

  it('knows what it has computed when the focus comes back', async () => {
    const { report, why, calls } = await opened()
    void why.explain(report, 0)
    await rest()
    for (const at of [0, 1]) {
      calls[at]?.answer()
      await settle()
    }
    void why.explain(report, 1)
    void why.explain(report, 0)
    expect(why.progress).toBeNull()
    expect(why.of(report, 0)?.decides).toBe('words')
    await rest()
    expect(calls).toHaveLength(2)
  })
})
