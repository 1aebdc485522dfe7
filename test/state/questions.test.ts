import { describe, expect, it } from 'vitest'
import type { Table } from '../../src/core/readers/question.ts'
import { Questions } from '../../src/state/questions.svelte.ts'

const proposal = { header: true, text: 1, report: 0, rowIsReport: false, labels: {} }
const table = (name: string, ...header: string[]): Table => ({ name, rows: [header, ['甲', '全年公开信息十二条。']], count: 2, proposal })
const question = (...tables: (Table | null)[]) => ({ kind: 'tables' as const, tables })
const going = new AbortController().signal

describe('what the person is asked about tables', () => {
  it('is asked once for the same header, and answered for all of them, those to come too', async () => {
    const questions = new Questions()
    const answers = [questions.answerTo(question(table('a.csv', '报告', '正文')), going), questions.answerTo(question(table('b.csv', '报告', '正文 ')), going)]
    expect(questions.waiting.map(({ table: { name }, others }) => [name, others])).toEqual([['a.csv', 1]])
    const columns = { ...proposal, report: null }
    questions.choose(columns)
    expect(await Promise.all(answers)).toEqual([{ columns: [columns] }, { columns: [columns] }])
    expect(await questions.answerTo(question(table('c.csv', '报告', '正文')), going)).toEqual({ columns: [columns] })
    expect(questions.current).toBeNull()
  })

  it('comes one by one for different headers, or not at all once the person takes the proposals', async () => {
    const questions = new Questions()
    const first = questions.answerTo(question(table('a.csv', '报告', '正文')), going)
    const second = questions.answerTo(question(table('b.csv', '标题', '内容')), going)
    expect(questions.current?.table.name).toBe('a.csv')
    questions.choose(null)
    expect(await first).toBeNull()
    expect(questions.current?.table.name).toBe('b.csv')
    questions.takeProposals()
    expect(await second).toEqual({ columns: [proposal] })
    expect(await questions.answerTo(question(table('c.csv', '篇名', '全文')), going)).toEqual({ columns: [proposal] })
  })

  it('leaves out single sheets of a workbook, and those without text', async () => {
    const questions = new Questions()
    const answer = questions.answerTo(question(table('1', '报告', '正文'), null, table('3', '标题', '内容')), going)
    questions.choose(null)
    questions.choose(proposal)
    expect(await answer).toEqual({ columns: [null, null, proposal] })
  })

  it('can be put off, is over when all is stopped, and begins anew with the next intake', async () => {
    const questions = new Questions()
    const stop = new AbortController()
    const answer = questions.answerTo(question(table('a.csv', '报告', '正文')), stop.signal)
    questions.postpone()
    expect([questions.current, questions.waiting.length]).toEqual([null, 1])
    questions.resume()
    expect(questions.current?.table.name).toBe('a.csv')
    stop.abort()
    expect(await answer).toBeNull()
    questions.begin()
    void questions.answerTo(question(table('a.csv', '报告', '正文')), going)
    expect(questions.waiting).toHaveLength(1)
  })
})
