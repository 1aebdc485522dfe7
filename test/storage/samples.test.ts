import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Answer, Sample } from '../../src/core/sample.ts'
import { Database } from '../../src/storage/db.ts'
import { Samples } from '../../src/storage/samples.ts'

let databases = 0

const said = (section: string) => ({ section, role: 'body', substance: 'boilerplate' })
const answer = (section: string, by = '甲'): Answer => ({ ...said(section), by, at: 5 })
const sample = (id: string, drawnAt: number): Sample => ({
  id, seed: 1, population: 9, models: ['m 1'], drawnAt, drawnBy: '甲',
  items: [0, 1].map((paragraph) => ({ report: 'a', paragraph, model: said('fees'), answer: null })),
})

function stored() {
  const name = `samples ${databases++}`
  return { samples: new Samples(new Database(name)), again: () => new Samples(new Database(name)) }
}

describe('random samples in storage', () => {
  it('come back as they were, newest first', async () => {
    const { samples, again } = stored()
    await samples.save(sample('old', 1))
    await samples.save(sample('new', 2))
    expect(await again().list()).toEqual({ ok: true, value: [sample('new', 2), sample('old', 1)] })
  })

  it('keep an answer at its paragraph and no other, and take it back', async () => {
    const { samples, again } = stored()
    const drawn = sample('s', 1)
    await samples.save(drawn)
    const [first, second] = drawn.items
    if (!first || !second) throw new Error('two were drawn')
    const kept = await samples.answer('s', second, answer('issues'))
    expect(kept.ok && kept.value?.items.map((item) => item.answer?.section)).toEqual([undefined, 'issues'])
    await samples.answer('s', second, null)
    expect(await again().list()).toEqual({ ok: true, value: [drawn] })
  })

  it('take answers of two tabs together; the first answer to a paragraph stands', async () => {
    const { samples, again } = stored()
    const drawn = sample('s', 1)
    await samples.save(drawn)
    const other = again()
    const [first, second] = drawn.items
    if (!first || !second) throw new Error('two were drawn')
    await Promise.all([samples.answer('s', first, answer('issues')), other.answer('s', second, answer('fees', '乙'))])
    const late = await other.answer('s', first, answer('other', '乙'))
    expect(late.ok && late.value?.items.map((item) => [item.answer?.section, item.answer?.by])).toEqual([['issues', '甲'], ['fees', '乙']])
  })

  it('say that a sample is not here', async () => {
    const { samples } = stored()
    const [item] = sample('s', 1).items
    if (!item) throw new Error('one was drawn')
    expect(await samples.answer('s', item, answer('fees'))).toEqual({ ok: true, value: null })
    expect(await samples.list()).toEqual({ ok: true, value: [] })
  })
})
