import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heightOfLines, piecesOf, rangeAround, wholeUpTo } from '../../../src/ui/library/row-window.ts'

const heights = (index: number): number => 40 + 20 * (index % 3)
const counts = fc.integer({ min: 0, max: 3000 })

describe('the lines of the library that are drawn', () => {
  it('are all of a short list', () => {
    expect(rangeAround(wholeUpTo, 400, 800, heights)).toEqual({ from: 0, to: wholeUpTo })
  })

  it('are those in sight, and no more than a few screens of a long one', () => {
    fc.assert(fc.property(fc.integer({ min: wholeUpTo + 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const top = share * heightOfLines(0, count, heights)
      const { from, to } = rangeAround(count, top, top + 900, heights)
      expect(heightOfLines(0, from, heights)).toBeLessThanOrEqual(top)
      expect(heightOfLines(0, to, heights)).toBeGreaterThanOrEqual(Math.min(top + 900, heightOfLines(0, count, heights)))
      expect(to - from).toBeLessThan(80)
    }))
  })

  it('stand where they would stand if all were drawn, a kept line too', () => {
    fc.assert(fc.property(counts, fc.nat(3000), fc.nat(60), fc.integer({ min: -1, max: 3000 }), (count, from, length, kept) => {
      const pieces = piecesOf(count, { from, to: from + length }, kept, heights)
      let [height, lines] = [0, 0]
      for (const piece of pieces) {
        if (piece.kind === 'line') expect(height).toBe(heightOfLines(0, piece.index, heights))
        if (piece.kind === 'line') lines++
        height += piece.kind === 'gap' ? piece.height : heights(piece.index)
      }
      expect(height).toBe(heightOfLines(0, count, heights))
      expect(lines).toBe(Array.from({ length: count }, (_, index) => index).filter((index) => index === kept || (index >= from && index < from + length)).length)
    }))
  })
})
