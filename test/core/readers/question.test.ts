import { describe, expect, it } from 'vitest'
import { openOrAsk, readAs } from '../../../src/core/readers/index.ts'
import { rowOf, workbookOf } from '../../fixtures/archives.ts'

const table = `编号,报告,正文\n1,甲县,${'全年主动公开政府信息一百条。'.repeat(20)}\n2,乙县,没有收取任何费用，也没有减免任何费用。\n`

describe('what is asked before a table is read', () => {
  it('gives its first rows, long cells cut, with the proposal', async () => {
    const asked = await openOrAsk(table + '3,丙县,另一段文字。\n'.repeat(50), 'a.csv')
    if (!asked.ok || asked.value.kind !== 'tables') throw new Error('a table is asked about')
    const [first] = asked.value.tables
    expect(first).toMatchObject({ name: 'a.csv', count: 53, proposal: { header: true, text: 2, report: 1 } })
    expect(first?.rows).toHaveLength(6)
    expect(first?.rows[1]?.[2]).toHaveLength(120)
  })

  it('is the same of a workbook, sheet by sheet, and the answer is what it is read by', async () => {
    const book = workbookOf(table.trim().split('\n').map((row, index) => rowOf(index + 1, row.split(','))).join(''))
    const asked = await openOrAsk(book, 'a.xlsx')
    if (!asked.ok || asked.value.kind !== 'tables') throw new Error('a table is asked about')
    const proposal = asked.value.tables[0]?.proposal
    if (!proposal) throw new Error('it has a column of texts')
    const read = await readAs(book, 'a.xlsx', { kind: 'tables', columns: [{ ...proposal, report: null }] })
    expect(read.ok && read.value.map(({ doc }) => [doc.name, doc.paragraphs.length])).toEqual([['a.xlsx', 2]])
    expect(await readAs(book, 'a.xlsx', { kind: 'tables', columns: [null] })).toEqual({ ok: false, problem: { code: 'no-text-column' } })
  })

  it('is nothing where there is nothing to choose: the file is opened, or its problem given', async () => {
    expect(await openOrAsk('1,2\n3,4\n', 'a.csv')).toEqual({ ok: false, problem: { code: 'no-text-column' } })
    expect(await openOrAsk('', 'a.csv')).toEqual({ ok: false, problem: { code: 'empty-file' } })
    expect(await openOrAsk('一、概述', 'a.txt')).toMatchObject({ ok: true, value: { kind: 'reports' } })
  })
})
