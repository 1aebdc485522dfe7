import { describe, expect, it } from 'vitest'
import { linesOf } from '../../src/state/report-groups.ts'
import { inOrder, orderBy } from '../../src/state/report-order.ts'
import { Selection } from '../../src/ui/library/selection.svelte.ts'
import type { ReportRow } from '../../src/storage/db.ts'

const row = (id: string, agency: string, year: number | null, about: Partial<ReportRow> = {}): ReportRow => ({
  id, name: `${id}.txt`, title: id, agency, year, read: { agency: null, region: null, year: null, level: null, address: null }, corrections: {},
  encoding: 'utf-8', characters: 100, paragraphs: 10, decided: 5, unsure: 1, body: 4, substantive: 2, confidence: 0.5, addedAt: 1, changedAt: 1, ...about,
})
const rows = [
  row('a', '松岭市统计局', 2012), row('b', '', null, { confidence: null }),
  row('c', '柳溪县教育局', 2013, { paragraphs: 30, confidence: 0.9, changedAt: 7 }), row('d', '松岭市统计局', 2013, { decided: 10 }),
]
const written = (lines: ReturnType<typeof linesOf>) => lines.map((line) => (line.kind === 'group' ? `[${line.name}]` : line.row.id)).join(' ')

describe('the lines of the library', () => {
  it('are the reports as they come where nothing is grouped', () => {
    expect(written(linesOf(rows, 'none', new Set()))).toBe('a b c d')
  })

  it('are groups by agency or year with their reports, what is not known last; a closed group shows only itself', () => {
    expect(written(linesOf(rows, 'agency', new Set(['=松岭市统计局'])))).toBe('[柳溪县教育局] c [松岭市统计局] [] b')
    expect(written(linesOf(rows, 'year', new Set()))).toBe('[2013] c d [2012] a [] b')
  })

  it('keep what has just come in apart at the end, each report in one group alone', () => {
    const coming = [...rows, row('e', '松岭市统计局', 2013, { addedAt: 5 }), row('f', '甲镇', 2012, { addedAt: 6 })]
    const lines = linesOf(coming, 'agency', new Set(['=松岭市统计局']), 5)
    expect(lines.map((line) => (line.kind === 'group' ? line.id : line.row.id)).join(' ')).toBe('=柳溪县教育局 c =松岭市统计局 = b new e f')
    expect(linesOf(coming, 'agency', new Set(['new']), 5).at(-1)).toMatchObject({ kind: 'group', isNew: true, isOpen: false, rows: [{ id: 'e' }, { id: 'f' }] })
    expect(written(linesOf(coming, 'year', new Set(), 7))).toBe('[2013] c d e [2012] a f [] b')
  })

  it('sum up each group, its confidence weighted by paragraphs', () => {
    const [group] = linesOf(rows, 'year', new Set())
    expect(group).toMatchObject({ kind: 'group', sums: { characters: 200, paragraphs: 40, decided: 15, unsure: 2, body: 8, substantive: 4, changedAt: 7 } })
    expect(group?.kind === 'group' && group.sums.confidence).toBeCloseTo(0.8)
  })
})

describe('its order', () => {
  it('goes by every column: the least sure first, of the others the most', () => {
    const by = (key: Parameters<typeof orderBy>[1]) => inOrder(rows, orderBy({ by: 'changed', descending: true }, key)).map(({ id }) => id).join('')
    expect(by('confidence')).toBe('adcb')
    expect(by('progress')).toBe('dabc')
    expect(by('paragraphs')).toBe('cabd')
  })
})

describe('the ticks', () => {
  it('reach from the line touched last to the one touched with Shift', () => {
    const selection = new Selection()
    const listed = ['a', 'b', 'c', 'd']
    selection.choose(['b'], true)
    selection.chooseTo('d', true, listed)
    expect([...selection.ids]).toEqual(['b', 'c', 'd'])
    selection.chooseTo('c', false, listed)
    expect([...selection.ids]).toEqual(['b'])
  })
})
