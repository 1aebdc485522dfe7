import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../../src/core/annotation.ts'
import { everything } from '../../../src/core/filter.ts'
import { Flag, type Digest } from '../../../src/core/digest.ts'
import { Disagreements } from '../../../src/core/review/disagreement.ts'
import { asksFor, readQueue, unsureFirst, writeQueue } from '../../../src/core/review/queue.ts'
import { disclosureSchema } from '../../../src/core/schema.ts'

const digest = (id: string, score: readonly number[], flags: readonly number[] = [], section: readonly number[] = [], by: readonly number[] = []): Digest => ({
  id, labels: { section: ['fees', 'issues'], role: ['body'], substance: ['na'], tag: [] }, people: [], section: Uint8Array.from(score, (_, at) => section[at] ?? 0),
  role: new Uint8Array(score.length), substance: new Uint8Array(score.length), predicted: new Uint8Array(score.length), score: Uint8Array.from(score),
  by: Uint8Array.from(score, (_, at) => by[at] ?? 0), flags: Uint8Array.from(score, (_, at) => flags[at] ?? 0), tags: new Uint32Array(score.length),
})
const words = (digests: readonly Digest[], filter = everything) => unsureFirst(digests, filter).map(({ report, paragraph }) => `${report}${paragraph}`)

describe('the review queue', () => {
  it('has the least sure first, without what people and structure decide, and the reports take turns where confidence is alike', () => {
    expect(words([digest('a', [200, 3, 4, 1, 9], [0, 0, 0, Flag.decided, Flag.structure], [], [0, 0, 0, 1]), digest('b', [6, 100, 2], [], [], [0, 0, 1])])).toEqual(['a1', 'b0', 'a2', 'b1', 'a0'])
  })

  it('is of one label as it stands or as the model proposes', () => {
    const filter = { ...everything, chosen: { ...everything.chosen, section: ['issues'] } }
    expect(words([digest('a', [1, 2], [], [0, 1])], filter)).toEqual(['a1'])
    expect(words([digest('a', [1, 2], [], [0, 1])], { ...filter, chosen: { ...filter.chosen, section: ['fees'] } })).toEqual(['a0', 'a1'])
  })

  it('stands in the address, and asks for reports by agency and year', () => {
    const queue = readQueue('order=disagreement&section=measures&agency=甲局&year=2012-2013&q=x', disclosureSchema)
    expect(decodeURIComponent(writeQueue(queue))).toBe('order=disagreement&section=measures&agency=甲局&year=2012-2013')
    expect(readQueue(writeQueue(queue), disclosureSchema)).toEqual(queue)
    expect(writeQueue(readQueue('', disclosureSchema))).toBe('')
    expect(asksFor(queue.filter, { id: 'a', agency: '甲局', year: 2013 })).toBe(true)
    expect(asksFor(queue.filter, { id: 'a', agency: '甲局', year: null })).toBe(false)
    expect(asksFor(queue.filter, { id: 'a', agency: '乙局', year: 2013 })).toBe(false)
  })
})

describe('disagreement', () => {
  const says = (name: string, value: string, at: number): Annotation => ({ start: 0, end: 2, field: 'section', value, by: { kind: 'person', name }, at })
  const heard = (...entries: readonly (readonly [Annotation | null, Annotation | null, number?])[]) => {
    const all = new Disagreements()
    for (const [before, after, undoes] of entries)
      all.hear({ report: 'a', origin: 'person', by: (after ?? before)?.by.name ?? '', at: 1, changes: [{ before, after }], ...(undoes !== undefined && { undoes }) })
    return all.found()
  }
  const [one, two] = [says('甲', 'fees', 1), says('乙', 'issues', 2)]

  it('is what people said last of one place, also where it was replaced', () => {
    expect(heard([null, one])).toEqual([])
    expect(heard([null, one], [one, two])).toEqual([{ report: 'a', start: 0, at: 2 }])
    expect(heard([null, one], [one, says('甲', 'issues', 2)])).toEqual([])
  })

  it('is settled once they agree or somebody confirms what stands; what is undone was not said', () => {
    expect(heard([null, one], [one, two], [two, says('丙', 'issues', 3)])).toEqual([])
    expect(heard([null, one], [one, two], [two, says('甲', 'issues', 3)])).toEqual([])
    expect(heard([null, one], [one, two], [two, says('丙', 'other', 3)])).toHaveLength(1)
    expect(heard([null, one], [one, two], [two, one, 2])).toEqual([])
  })
})
