import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimensions, everything, isEverything, modes, readFilter, sources, states, toggled, untagged, writeFilter, type Filter, type Range } from '../../src/core/filter.ts'
import { disclosureSchema, labelIds } from '../../src/core/schema.ts'

const range = (lowest: number, highest: number): fc.Arbitrary<Range> =>
  fc.tuple(fc.option(fc.integer({ min: lowest, max: highest })), fc.option(fc.integer({ min: lowest, max: highest })))
    .map(([one, other]) => (one !== null && other !== null && one > other ? { from: other, to: one } : { from: one, to: other }))
const some = (values: readonly string[]) => fc.subarray([...values])
const names = fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 3 })

const filters: fc.Arbitrary<Filter> = fc.record({
  text: fc.string({ unit: 'grapheme' }),
  mode: fc.constantFrom(...modes),
  fold: fc.record({ script: fc.boolean(), width: fc.boolean() }),
  chosen: fc.record({
    section: some(labelIds(disclosureSchema, 'section')), role: some(labelIds(disclosureSchema, 'role')), substance: some(labelIds(disclosureSchema, 'substance')), tag: some([...labelIds(disclosureSchema, 'tag'), untagged]),
    source: some(sources), state: some(states), annotator: names, agency: names, region: names, level: some(['city', 'county']),
    report: fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }), { maxLength: 2 }),
  }),
  year: range(1900, 2100),
  confidence: range(0, 100),
})

describe('a filter in an address', () => {
  it('comes back as it was', () => {
    fc.assert(fc.property(filters, (filter) => {
      expect(readFilter(writeFilter(filter), disclosureSchema)).toEqual({ filter, dropped: [] })
    }))
  })

  it('is nothing where nothing is left out', () => {
    expect(writeFilter(everything)).toBe('')
    expect(isEverything({ ...everything, mode: 'pattern', fold: { script: true, width: false } })).toBe(true)
    expect(isEverything(toggled(everything, 'section', 'issues'))).toBe(false)
    expect(toggled(toggled(everything, 'section', 'issues'), 'section', 'issues')).toEqual(everything)
  })

  it('drops what is not known and says so, and keeps the rest', () => {
    const { filter, dropped } = readFilter('q=公开&section=issues&section=nonsense&mode=magic&year=2013-2011&confidence=20-&report=abc&x=1&fold=case&agency=', disclosureSchema)
    expect(filter).toEqual({ ...everything, text: '公开', chosen: { ...everything.chosen, section: ['issues'] }, confidence: { from: 20, to: null } })
    expect(dropped).toEqual(['section=nonsense', 'mode=magic', 'year=2013-2011', 'report=abc', 'x=1', 'fold=case', 'agency='])
  })

  it('takes any address without fail', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (query) => {
      const { filter } = readFilter(query, disclosureSchema)
      expect(readFilter(writeFilter(filter), disclosureSchema).dropped).toEqual([])
      expect(Object.keys(filter.chosen)).toEqual([...dimensions])
    }))
  })
})
