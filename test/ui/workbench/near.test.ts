import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearAtFirst, nearScreen, type Near } from '../../../src/ui/workbench/near.ts'

const passageHeight = 400
const places = { count: 500, topOf: (index: number) => passageHeight * index }
const height = 900

/** What there is to see at a place must be among what is near. */
const holds = ({ from, to }: Near, top: number): boolean => from * passageHeight <= Math.max(0, top) && Math.min(places.count * passageHeight, top + height) <= to * passageHeight

describe('the passages whose highlights are drawn', () => {
  it('are those on the screen, wherever one jumps', () => {
    fc.assert(fc.property(fc.array(fc.nat(places.count * passageHeight - height), { minLength: 1, maxLength: 20 }), (tops) => {
      let near: Near = { from: 0, to: 0 }
      let last = 0
      for (const top of tops) {
        near = nearScreen(near, places, { top, height, back: top < last })
        last = top
        expect(holds(near, top)).toBe(true)
        expect(near.to - near.from).toBeLessThan(14)
      }
    }))
  })

  it('change seldom while one scrolls, either way', () => {
    for (const step of [30, -30]) {
      let near: Near = { from: 0, to: 0 }
      let changes = 0
      for (let moved = 0; moved < 9000; moved += Math.abs(step)) {
        const next = nearScreen(near, places, { top: 90_000 + Math.sign(step) * moved, height, back: step < 0 })
        if (next !== near) changes++
        near = next
      }
      expect(changes).toBeLessThan(8)
    }
  })

  it('are the first screen alone when a report is opened', () => {
    const passages = Array.from({ length: places.count }, () => ({ height: passageHeight }))
    expect(nearAtFirst(passages, 0, height)).toEqual({ from: 0, to: 3 })
    expect(nearAtFirst(passages, 100, height)).toEqual({ from: 98, to: 103 })
  })
})
