import { describe, expect, it } from 'vitest'
import { Flag, type Digest } from '../../../src/core/digest.ts'
import { annotatorsOf, daysOfWork, perHour, statisticsOf } from '../../../src/core/review/statistics.ts'

/** Four paragraphs: the model's, one that 甲 let stand, one that 乙 changed, one that structure decided. */
const digest: Digest = {
  id: 'a', labels: { section: ['fees', 'issues', 'table'], role: ['body'], substance: ['substantive', 'boilerplate', 'na'], tag: ['ISSUE'] }, people: ['甲', '乙'],
  section: Uint8Array.of(0, 1, 1, 2), predicted: Uint8Array.of(0, 1, 0, 2), role: new Uint8Array(4), substance: Uint8Array.of(0, 0, 1, 2),
  score: Uint8Array.of(200, 200, 90, 255), by: Uint8Array.of(0, 1, 2, 0), tags: Uint32Array.of(0, 1, 0, 0), flags: Uint8Array.of(0, Flag.decided, Flag.decided, Flag.structure),
}

describe('the statistics', () => {
  it('count what is decided, by whom each section is, what was corrected to what, tags and substance', () => {
    const all = statisticsOf([digest], null)
    expect(all).toMatchObject({ paragraphs: 4, decided: 2, confusions: [{ model: 'fees', person: 'issues', count: 1 }] })
    expect(all.sections.get('issues')).toEqual({ model: 0, structure: 0, person: 2 })
    expect(all.sections.get('table')).toEqual({ model: 0, structure: 1, person: 0 })
    expect(all.accuracy.get('fees')).toEqual({ settled: 1, stood: 0 })
    expect(all.accuracy.get('issues')).toEqual({ settled: 1, stood: 1 })
    expect(all.contents.get('issues')).toEqual({ substantive: 1, boilerplate: 1 })
    expect(all.tags).toEqual(new Map([['issues', new Map([['ISSUE', 1]])]]))
    expect(annotatorsOf([digest])).toEqual(['乙', '甲'])
    expect(statisticsOf([digest], '甲')).toMatchObject({ decided: 1, confusions: [] })
  })
})

describe('the speed of work', () => {
  it('goes by the time between actions, without long pauses and without the action after one; undoing takes time but is none', () => {
    const at = (minute: number, isAction = true) => ({ by: '甲', at: minute * 60_000, isAction })
    const [day] = daysOfWork([at(0), at(1), at(1), at(2, false), at(60), at(62)], null, () => 'd')
    expect(day).toEqual({ day: 'd', actions: 4, timed: 2, milliseconds: 4 * 60_000 })
    expect(day && perHour(day)).toBe(30)
    expect(perHour({ timed: 0, milliseconds: 0 })).toBeNull()
  })
})
