import { describe, expect, it } from 'vitest'
import { ReliabilityCount } from '../../../src/core/dataset/reliability.ts'

function resultOf(units: readonly Record<string, string>[]) {
  const count = new ReliabilityCount()
  for (const unit of units) count.add(new Map(Object.entries(unit)))
  return count.result()
}

describe('agreement', () => {
  it('Krippendorff’s alpha is that of his own example for nominal data with missing values', () => {
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, alpha 0.743.
    const matrix = [['1', '1', '', '1'], ['2', '2', '3', '2'], ['3', '3', '3', '3'], ['3', '3', '3', '3'], ['2', '2', '2', '2'], ['1', '2', '3', '4'],
      ['4', '4', '4', '4'], ['1', '1', '2', '1'], ['2', '2', '2', '2'], ['', '5', '5', '5'], ['', '', '1', '1'], ['', '', '3', '']]
    const units = matrix.map((row) => Object.fromEntries(row.flatMap((label, index) => (label ? [['ABCD'.charAt(index), label]] : []))))
    const result = resultOf(units)
    expect(result?.alpha).toBeCloseTo(0.743, 3)
    expect(result).toMatchObject({ units: 11, annotators: 4, kappa: null })
  })

  it('Cohen’s kappa is that of a table worked by hand', () => {
    // 20 both yes, 15 both no, 5 and 10 apart: observed 0.7, expected 0.5.
    const pairs = [...Array<[string, string]>(20).fill(['yes', 'yes']), ...Array<[string, string]>(5).fill(['yes', 'no']),
      ...Array<[string, string]>(10).fill(['no', 'yes']), ...Array<[string, string]>(15).fill(['no', 'no'])]
    expect(resultOf(pairs.map(([甲, 乙]) => ({ 甲, 乙 })))?.kappa).toBeCloseTo(0.4, 10)
  })

  it('says nothing where chance explains everything, and nothing at all of one annotator', () => {
    expect(resultOf([{ 甲: 'fees', 乙: 'fees' }])).toMatchObject({ alpha: null, kappa: null })
    expect(resultOf([{ 甲: 'fees' }])).toBeNull()
  })
})
