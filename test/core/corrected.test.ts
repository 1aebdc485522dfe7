import { describe, expect, it } from 'vitest'
import { corrected, withCorrection, type Corrections } from '../../src/core/corrected.ts'
import { metadataOf } from '../../src/core/metadata.ts'
import { documentOf } from '../../src/core/readers/document-of.ts'

const read = documentOf('a.txt', { text: '柳溪县教育局2013年政府信息公开年度报告\n一、概述', encoding: 'utf-8' })
if (!read.ok) throw new Error(read.problem.code)
const metadata = metadataOf(read.value)
const by = { by: '甲', at: 1 }

describe('the facts of a report', () => {
  it('stand as read where nobody has corrected them', () => {
    expect(corrected(metadata, {})).toEqual(metadata)
    expect(metadata).toMatchObject({ agency: { value: '柳溪县教育局', from: { kind: 'text', start: 0, end: 6 } }, year: { value: 2013 } })
  })

  it('are a person’s where one has corrected them; what was read is told apart', () => {
    const { year, agency } = corrected(metadata, { year: { value: 2014, ...by } })
    expect(year).toEqual({ value: 2014, from: { kind: 'person', name: '甲' } })
    expect(agency?.from.kind).toBe('text')
  })

  it('follow a corrected agency in region and level, unless those are corrected themselves', () => {
    const agency = { value: '松岭市人民政府', ...by }
    expect(corrected(metadata, { agency })).toMatchObject({ region: { value: '松岭市', from: { kind: 'person' } }, level: { value: 'city', from: { kind: 'person' } } })
    expect(corrected(metadata, { agency, level: { value: 'zone', ...by } })).toMatchObject({ region: { value: '松岭市' }, level: { value: 'zone' } })
  })

  it('are as read again once a correction is taken back', () => {
    const corrections: Corrections = withCorrection(withCorrection({}, 'year', { value: 2014, ...by }), 'region', { value: '松岭', ...by })
    expect(withCorrection(corrections, 'year', null)).toEqual({ region: { value: '松岭', ...by } })
    expect(corrected(metadata, withCorrection(corrections, 'year', null)).year).toEqual(metadata.year)
  })
})
