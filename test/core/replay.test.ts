import { describe, expect, it } from 'vitest'
import { placeOf, type Annotation } from '../../src/core/annotation.ts'
import { apply } from '../../src/core/change.ts'
import { leadingTo, stateAfter } from '../../src/core/replay.ts'

const says = (start: number, value: string, name = '甲'): Annotation => ({ start, end: start + 5, field: 'section', value, by: { kind: 'person', name }, at: 1 })
const told = [
  { changes: [{ before: null, after: says(0, 'fees') }] },
  { changes: [{ before: says(0, 'fees'), after: says(0, 'issues') }, { before: null, after: says(10, 'other') }] },
  { changes: [{ before: says(10, 'other'), after: null }] },
]
const values = (state: ReadonlyMap<string, Annotation>) => Object.fromEntries([...state].map(([place, { value }]) => [place, value]))

describe('a history told again', () => {
  it('gives every state that has been', () => {
    expect([0, 1, 2, 3].map((count) => values(stateAfter(told, count)))).toEqual([
      {}, { [placeOf(says(0, ''))]: 'fees' }, { [placeOf(says(0, ''))]: 'issues', [placeOf(says(10, ''))]: 'other' }, { [placeOf(says(0, ''))]: 'issues' },
    ])
  })

  it('is left by changes that lead to any of them, in the whole text or in a stretch of it', () => {
    const [now, then] = [stateAfter(told, 3), stateAfter(told, 1)]
    expect(values(apply(now, leadingTo(now, then)))).toEqual(values(then))
    const two = stateAfter(told, 2)
    expect(leadingTo(now, two, { start: 10, end: 15 })).toEqual([{ before: null, after: says(10, 'other') }])
    expect(leadingTo(now, two, { start: 0, end: 5 })).toEqual([])
  })

  it('counts a label that another person has stated as another state', () => {
    const mine = stateAfter([{ changes: [{ before: null, after: says(0, 'fees') }] }], 1)
    const theirs = stateAfter([{ changes: [{ before: null, after: says(0, 'fees', '乙') }] }], 1)
    expect(leadingTo(mine, theirs)).toHaveLength(1)
  })
})
