import { describe, expect, it } from 'vitest'
import { inOrder, orderBy } from '../../src/state/report-order.ts'
import type { ReportRow } from '../../src/storage/db.ts'

const row = (id: string, agency: string, year: number | null): ReportRow => ({
  id, name: `${id}.txt`, title: id, agency, year, read: { agency: null, region: null, year: null, level: null, address: null }, corrections: {},
  encoding: 'utf-8', characters: 1, paragraphs: 1, decided: 0, unsure: 0, body: 1, substantive: 1, confidence: 0.5, addedAt: 1, changedAt: 1,
})
const rows = [row('a', '松岭市统计局', 2012), row('b', '', null), row('c', '柳溪县教育局', 2013)]
const ids = (sorted: readonly ReportRow[]) => sorted.map(({ id }) => id).join('')

describe('the order of the library', () => {
  it('is that of a column, Chinese by its sounds, what is not known last either way', () => {
    expect(ids(inOrder(rows, { by: 'agency', descending: false }))).toBe('cab')
    expect(ids(inOrder(rows, { by: 'agency', descending: true }))).toBe('acb')
    expect(ids(inOrder(rows, { by: 'year', descending: true }))).toBe('cab')
    expect(ids(inOrder(rows, { by: 'changed', descending: true }))).toBe('abc')
  })

  it('puts what has come in since a moment last, as it came', () => {
    const came = [{ ...row('x', '', 2019), addedAt: 7 }, { ...row('y', '柳溪县教育局', 2020), addedAt: 6 }]
    expect(ids(inOrder([...came, ...rows], { by: 'year', descending: true }, 6))).toBe('cabyx')
    expect(ids(inOrder([...came, ...rows], { by: 'year', descending: true }, 7))).toBe('ycabx')
  })

  it('turns round at a second click, and begins with the latest for years', () => {
    const first = orderBy({ by: 'changed', descending: true }, 'year')
    expect(first).toEqual({ by: 'year', descending: true })
    expect(orderBy(first, 'year')).toEqual({ by: 'year', descending: false })
    expect(orderBy(first, 'agency')).toEqual({ by: 'agency', descending: false })
  })
})
