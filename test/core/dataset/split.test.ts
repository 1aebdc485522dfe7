import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, type SplitItem, type SplitRequest } from '../../../src/core/dataset/split.ts'

const items = fc.array(fc.record({ key: fc.constantFrom(...'甲乙丙丁戊己庚'), label: fc.constantFrom('issues', 'measures', 'fees'), group: fc.nat(40) }), { minLength: 1, maxLength: 120 })
const request = (more: Partial<SplitRequest> = {}): SplitRequest => ({ by: 'agency', ratios: [80, 10, 10], seed: 7, duplicates: 'drop', ...more })
const alone = (count: number, key: (index: number) => string): SplitItem[] => Array.from({ length: count }, (_, index) => ({ key: key(index), label: '', group: index }))

describe('splits', () => {
  it('no group of near duplicates stands in two, and what was dropped keeps every key in one', () => {
    fc.assert(fc.property(items, fc.constantFrom('move', 'drop'), fc.constantFrom('agency', 'section'), fc.nat(99), (given, duplicates, by, seed) => {
      const result = assign(given, request({ duplicates, by, seed }))
      if (!result.ok) {
        expect(new Set(given.map(({ key }) => key)).size).toBeLessThan(3)
        return
      }
      const { splits, moved, dropped } = result.value
      const across = (name: 'group' | 'key'): boolean => {
        const seen = new Map<string | number, string>()
        return given.some((item, index) => {
          const split = splits[index]
          const before = seen.get(item[name])
          if (split) seen.set(item[name], split)
          return split && before !== undefined && before !== split
        })
      }
      expect(across('group')).toBe(false)
      expect(splits.filter((split) => split === null)).toHaveLength(dropped)
      if (duplicates === 'drop') expect(across('key')).toBe(false)
      else expect(dropped).toBe(0)
      if (moved === 0) expect(across('key')).toBe(false)
      expect(assign(given, request({ duplicates, by, seed }))).toEqual(result)
    }), { numRuns: 500 })
  })

  it('come near their shares', () => {
    const result = assign(alone(1000, (index) => `report ${index % 100}`), request())
    const count = (name: string): number => (result.ok ? result.value.splits.filter((split) => split === name).length : 0)
    expect([count('train'), count('validation'), count('test')]).toEqual([800, 100, 100])
  })

  it('differ by their seed', () => {
    const given = alone(60, (index) => `report ${index}`)
    expect(assign(given, request({ seed: 1 }))).not.toEqual(assign(given, request({ seed: 2 })))
  })

  it('stratified, every label has its share of every split', () => {
    // Half of the reports are of fees alone: by size alone, a split could get none of them.
    const given: SplitItem[] = Array.from({ length: 400 }, (_, index) => ({ key: `report ${index % 40}`, label: index % 40 < 20 ? 'fees' : 'issues', group: index }))
    const result = assign(given, request({ by: 'section', ratios: [50, 25, 25] }))
    for (const label of ['fees', 'issues'])
      for (const [name, share] of [['train', 100], ['validation', 50], ['test', 50]] as const)
        expect(given.filter((item, index) => item.label === label && result.ok && result.value.splits[index] === name)).toHaveLength(share)
  })

  it('leave no split empty where there are keys enough, and say so where there are not', () => {
    const three = assign(alone(3, (index) => `agency ${index}`), request())
    expect(three.ok && [...three.value.splits].sort()).toEqual(['test', 'train', 'validation'])
    expect(assign(alone(9, (index) => `agency ${index % 2}`), request())).toEqual({ ok: false, problem: { code: 'too-few-groups', by: 'agency', groups: 2, splits: 3 } })
  })

  it('a share of 0 makes no split', () => {
    const result = assign(alone(10, String), request({ ratios: [80, 0, 20] }))
    expect(result.ok && new Set(result.value.splits)).toEqual(new Set(['train', 'test']))
  })
})
