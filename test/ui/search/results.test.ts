import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, layOut, rowsBetween } from '../../../src/ui/search/result-layout.ts'
import { snippetOf } from '../../../src/ui/search/snippet.ts'

const heights = { head: 40, hit: 66 }
const all = [{ report: 'a', paragraphs: Uint32Array.from([3, 5]) }, { report: 'b', paragraphs: Uint32Array.from([0]) }, { report: 'c', paragraphs: Uint32Array.from([1, 2, 9]) }]
const layout = layOut(all, heights)

describe('the list of what was found', () => {
  it('has a head for each report and a row for each paragraph, none over another', () => {
    const rows = rowsBetween(layout, 0, layout.height, heights)
    expect(rows.map((row) => row.key)).toEqual(['a', 'a 3', 'a 5', 'b', 'b 0', 'c', 'c 1', 'c 2', 'c 9'])
    expect(rows.map((row) => row.top)).toEqual([0, 40, 106, 172, 212, 278, 318, 384, 450])
    expect(layout.height).toBe(516)
  })

  it('draws exactly the rows that a window touches', () => {
    const rows = rowsBetween(layout, 0, layout.height, heights)
    fc.assert(fc.property(fc.integer({ min: -50, max: 600 }), fc.integer({ min: 1, max: 400 }), (from, height) => {
      const touched = rows.filter((row) => row.top < from + height && row.top + heights[row.kind] > from)
      expect(rowsBetween(layout, from, from + height, heights).map((row) => row.key)).toEqual(expect.arrayContaining(touched.map((row) => row.key)))
    }))
  })

  it('knows where a paragraph lies, the first of a report with its head', () => {
    expect([0, 1, 2, 5].map((number) => extentOf(layout, number, heights))).toEqual([{ top: 0, bottom: 106 }, { top: 106, bottom: 172 }, { top: 172, bottom: 278 }, { top: 450, bottom: 516 }])
  })
})

describe('the words round a hit', () => {
  it('hold the first hit as it stands, and fill the room', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 400 }), fc.nat(399), fc.integer({ min: 40, max: 120 }), (text, at, room) => {
      const start = Math.min(at, text.length - 1)
      const hit = { start, end: start + 1 }
      const { text: shown, hits } = snippetOf(text, [hit], room)
      expect(hits.map((each) => shown.slice(each.start, each.end))).toEqual([text.slice(hit.start, hit.end)])
      expect(shown.length).toBeGreaterThanOrEqual(Math.min(text.length, room))
    }))
  })
})
